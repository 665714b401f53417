"""When things of a programme year may move, by whose hand, and what the guideline asks of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import models

from accounts.rules import DINAS, LPMP, OFFICE_LEVELS, Role
from core.formats import number
from core.moves import Moves, move


class ProgramState(models.TextChoices):
    PREPARING = "preparing", "Disiapkan"
    OPEN = "open", "Dibuka"
    CLOSED = "closed", "Ditutup"


class StageKind(models.TextChoices):
    """Phases of lifecycle.md section 2 up to the decree, and those after it that later work stands on."""

    SETUP = "setup", "Penyiapan tahun program"
    OUTREACH = "outreach", "Sosialisasi dan koordinasi"
    PROPOSAL = "proposal", "Pengusulan calon sekolah"
    VERIFICATION = "verification", "Verifikasi dan validasi"
    DETERMINATION = "determination", "Penetapan"
    FACILITATORS = "facilitators", "Seleksi fasilitator daerah"
    TRAINING = "training", "Pelatihan SPMI sekolah model"
    CYCLE = "cycle", "Implementasi SPMI"
    MONITORING_1 = "monitoring_1", "Pendampingan dan monitoring 1"
    MONITORING_2 = "monitoring_2", "Pendampingan dan monitoring 2"
    DISSEMINATION = "dissemination", "Diseminasi"


# (month, day) of beginning and deadline in the programme year (R-3.2-08, R-3.3-05, tables.md 2.1)
STAGE_DATES: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    StageKind.SETUP: ((1, 1), (1, 31)),
    StageKind.OUTREACH: ((1, 15), (2, 28)),
    StageKind.PROPOSAL: ((2, 1), (3, 31)),
    StageKind.VERIFICATION: ((3, 1), (4, 15)),
    StageKind.DETERMINATION: ((4, 16), (4, 30)),
    StageKind.FACILITATORS: ((3, 15), (5, 15)),
    StageKind.TRAINING: ((5, 1), (5, 31)),
    StageKind.CYCLE: ((5, 1), (12, 31)),
    StageKind.MONITORING_1: ((6, 1), (6, 30)),
    StageKind.MONITORING_2: ((8, 1), (8, 31)),
    StageKind.DISSEMINATION: ((6, 1), (12, 31)),
}
DEFAULT_QUOTA = 16  # R-2.3-01
DEFAULT_IMBAS = 5  # R-2.3-03


class StageState(models.TextChoices):
    """Computed from facts, never stored (R-P-04: deadlines warn, they do not lock)."""

    NOT_BEGUN = "not_begun", "Belum mulai"
    RUNNING = "running", "Berjalan"
    DONE = "done", "Selesai"
    OVERDUE = "overdue", "Terlambat"


class SupportKind(models.TextChoices):
    """The five outputs of the coordination meeting (R-3.1-06)."""

    STATEMENT = "statement", "Pernyataan dukungan"
    AGREEMENT = "agreement", "Kesepakatan kerja sama"
    BUDGET = "budget", "Komitmen anggaran"
    TPMPD = "tpmpd", "Pembentukan TPMPD"
    FACILITATORS = "facilitators", "Rekomendasi fasilitator daerah"


class Part(models.TextChoices):
    MODEL = "model", "Model"
    IMBAS = "imbas", "Imbas"


class Funding(models.TextChoices):
    IN_QUOTA = "in_quota", "Dalam kuota (LPMP)"
    OVER_QUOTA = "over_quota", "Di luar kuota (pemda)"


class ProposalState(models.TextChoices):
    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Dikirim"
    IN_VERIFICATION = "in_verification", "Dalam verifikasi"
    RETURNED = "returned", "Dikembalikan"
    CLOSED_JOINTLY = "closed_jointly", "Ditutup bersama"
    CLOSED_BY_LPMP = "closed_by_lpmp", "Ditutup oleh LPMP"
    WITHDRAWN = "withdrawn", "Ditarik"


CLOSED = ("closed_jointly", "closed_by_lpmp")
RECEIVED = ("in_verification", "returned", *CLOSED)  # by the LPMP, which began to look at it
SENT = ("submitted", *RECEIVED)


class CandidateState(models.TextChoices):
    PROPOSED = "proposed", "Diusulkan"
    VERIFIED = "verified", "Layak"
    FAILED = "failed", "Tidak layak"
    REPLACED = "replaced", "Diganti"
    DETERMINED = "determined", "Ditetapkan"
    WITHDRAWN = "withdrawn", "Ditarik"


STANDING = (CandidateState.PROPOSED, CandidateState.VERIFIED)  # neither refused nor settled: its papers may change
# An imbas school in such a state stays with its model school, also when that one is replaced or taken out.
FOLLOWS = (CandidateState.PROPOSED, CandidateState.VERIFIED, CandidateState.FAILED)


LIVE_CANDIDATE = ("proposed", "verified", "determined")


class Result(models.TextChoices):
    FIT = "fit", "Layak"
    NOT_FIT = "not_fit", "Tidak layak"
    NEEDS_REPLACEMENT = "needs_replacement", "Perlu pengganti"


class Method(models.TextChoices):
    """R-3.3-02: any of these."""

    VISIT = "visit", "Kunjungan ke sekolah"
    DAPODIK = "dapodik", "Pencocokan dokumen dengan Dapodik"
    SURVEY = "survey", "Survei kondisi awal"
    FGD = "fgd", "FGD komitmen seluruh komponen"


class Criterion(models.TextChoices):
    """What is recorded per candidate before a proposal may go (R-2.2-01..03, R-2.2-06)."""

    NOT_YET_SNP = "not_yet_snp", "Belum memenuhi SNP"
    COMMITTED = "committed", "Seluruh komponen bersedia dan berkomitmen"
    SUPPORTED = "supported", "Didukung pemerintah daerah"


class CommitmentState(models.TextChoices):
    """Computed from what is there, never stored."""

    NOT_FILLED = "not_filled", "Belum diisi"
    NOT_UPLOADED = "not_uploaded", "Belum diunggah"
    REJECTED = "rejected", "Pindaian ditolak"
    COMPLETE = "complete", "Lengkap"


class ParticipationState(models.TextChoices):
    ACTIVE = "active", "Aktif"
    WITHDRAWN = "withdrawn", "Mundur"
    PROMOTED = "promoted", "Naik menjadi model atau rujukan"
    INDEPENDENT = "independent", "Mandiri"
    HANDED_OVER = "handed_over", "Diserahkan ke pemda"


OFFICE = DINAS
STAFF = LPMP
ADMIN = frozenset({Role.LPMP_ADMIN})
HEAD = frozenset({Role.LPMP_HEAD})
VERIFIERS = STAFF | {Role.VERIFIER, Role.TPMPD}  # R-3.3-01: the LPMP, helped by a team of the pemda

PROGRAM_MOVES: Moves = {
    "open": move("Buka tahun program", "preparing closed", "open", ADMIN),
    "close": move("Tutup tahun program", "open", "closed", ADMIN, reason=True),
}

PROPOSAL_MOVES: Moves = {
    "submit": move("Kirim usulan", "draft returned", "submitted", OFFICE),
    "withdraw": move("Tarik usulan", "draft submitted", "withdrawn", OFFICE, reason=True),
    "reopen": move("Susun kembali", "withdrawn", "draft", OFFICE),
    "receive": move("Mulai verifikasi", "submitted", "in_verification", STAFF),
    "send_back": move("Kembalikan ke dinas", "submitted in_verification", "returned", STAFF, reason=True),
    "close_jointly": move("Tutup bersama dinas", "in_verification", "closed_jointly", STAFF),
    "close_by_lpmp": move("Tutup oleh LPMP", "in_verification returned", "closed_by_lpmp", STAFF, reason=True),
}

CANDIDATE_MOVES: Moves = {
    "pass": move("Nyatakan layak", "proposed failed", "verified", VERIFIERS),
    "fail": move("Nyatakan tidak layak", "proposed verified", "failed", VERIFIERS, reason=True),
    "replace": move("Ganti sekolah", "failed", "replaced", OFFICE),
    "withdraw": move("Keluarkan dari usulan", "proposed verified failed", "withdrawn", OFFICE, reason=True),
    "drop": move("Keluarkan saat daftar ditutup", "proposed", "withdrawn", STAFF, reason=True),
    "determine": move("Tetapkan", "verified", "determined", HEAD),
}


def lpmp_may_close_from(verification_due: date) -> date:
    """First day on which the LPMP may close a list alone: after the middle of month 4 (R-3.3-05, -06, -09)."""
    return date.fromordinal(verification_due.toordinal() + 1)


def stage_state(*, starts_on: date, due_on: date, has_begun: bool, is_done: bool, today: date) -> StageState:
    """What a stage is, from facts: done work is done whenever it was, late work is late."""
    if is_done:
        return StageState.DONE
    if today > due_on:
        return StageState.OVERDUE
    return StageState.RUNNING if has_begun or today >= starts_on else StageState.NOT_BEGUN


def split_by_schools(total: int, schools: dict[str, int]) -> dict[str, int]:
    """``total`` places over levels, proportional to the number of schools, largest remainder (R-2.3-02).

    The shares add up to ``total``; a level without schools gets none; equal remainders go to the first level.
    """
    everything = sum(schools.values())
    if not everything:
        return dict.fromkeys(schools, 0)
    exact = {level: total * count / everything for level, count in schools.items()}
    shares = {level: int(value) for level, value in exact.items()}
    rest = total - sum(shares.values())
    for level in sorted(schools, key=lambda name: shares[name] - exact[name])[:rest]:
        shares[level] += 1
    return shares


def split_above(total: int, schools: dict[str, int], taken: dict[str, int]) -> dict[str, int]:
    """As ``split_by_schools``, but no level below what is taken; what that costs, the others bear in proportion."""
    short = {level for level, share in split_by_schools(total, schools).items() if share < taken.get(level, 0)}
    shares = {level: taken[level] for level in short}
    rest = {level: count for level, count in schools.items() if level not in short}
    left = total - sum(shares.values())
    if not short:
        return split_by_schools(total, schools)
    return {level: (shares | split_above(left, rest, taken))[level] for level in schools}


def shift_partner(level: str) -> str:
    """The level with which ``level`` may exchange places: SD with SMP, SMA with SMK (R-3.2-02); empty for none."""
    pairs = [levels for levels in OFFICE_LEVELS.values() if level in levels]
    return next((other for other in pairs[0] if other != level), "") if pairs else ""


def moved_to(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class Weight(models.TextChoices):
    """How much a remark counts: an error forbids, a warning is said and kept."""

    ERROR = "error", "Tidak dapat"
    WARNING = "warning", "Perhatikan"
    OK = "ok", "Sesuai"


class Remark(NamedTuple):
    """One thing to say about a school that is considered, with the rule it comes from."""

    weight: str
    rule: str
    text: str


class Standing(NamedTuple):
    """What is known about a school when an office considers it in a programme year."""

    level: str
    is_open: bool
    place: str
    in_area: bool
    quality: str
    quality_label: str = ""
    taken_as: str = ""  # "imbas dari SD NEGERI 008 (Dinas Kab. Kampar)"
    active_since: int | None = None  # year in which it became a sekolah model and still is


class Bond(NamedTuple):
    """What is known about an imbas school beside its model school."""

    model_level: str
    is_same_school: bool
    distance_km: float | None
    same_cluster: bool | None
    same_package: bool | None


FAR_KM = 25  # R-3.2-06: beyond this the way is asked about
SNP_MET = "5"
CLUSTER_WORD = {"SD": "gugus"}
OPEN_TO_OFFICE = frozenset({ProposalState.DRAFT, ProposalState.RETURNED})


def _authority(s: Standing, levels: Sequence[str]) -> list[Remark]:
    """R-3.2-01, -03: an office proposes the levels it manages, in its own area; and no school twice (R-2.3-09)."""
    found = []
    if s.level not in levels:
        other = "dinas provinsi" if s.level in ("SMA", "SMK") else "dinas kabupaten/kota"
        owner = f"diusulkan oleh {other}" if s.level in ("SD", "SMP", "SMA", "SMK") else "tidak termasuk program ini"
        found.append(Remark(Weight.ERROR, "R-3.2-03", f"Jenjang {s.level} {owner}."))
    if not s.in_area:
        found.append(Remark(Weight.ERROR, "R-3.2-01", f"Sekolah ini berada di {s.place}, di luar wilayah Anda."))
    if not s.is_open:
        found.append(Remark(Weight.ERROR, "R-2.1-01", "Sekolah ini sudah tidak beroperasi."))
    if s.taken_as:
        found.append(Remark(Weight.ERROR, "R-2.3-09", f"Sudah diusulkan tahun ini sebagai {s.taken_as}."))
    return found


def _settled(found: list[Remark], rule: str, text: str) -> list[Remark]:
    return found or [Remark(Weight.OK, rule, text)]


def model_remarks(s: Standing, levels: Sequence[str]) -> list[Remark]:
    """What speaks against the school as sekolah model; one OK when nothing does."""
    found = _authority(s, levels)
    if s.quality == SNP_MET:
        found.append(Remark(Weight.ERROR, "R-2.1-02", "Sudah memenuhi SNP; sekolah model dipilih dari yang belum."))
    if not s.quality:
        text = "Belum mempunyai peta mutu; lampirkan bukti bahwa sekolah belum memenuhi SNP."
        found.append(Remark(Weight.WARNING, "R-2.2-01", text))
    if s.active_since:
        text = f"Masih sekolah model aktif sejak {s.active_since}; pembinaannya berlanjut tanpa usulan baru."
        found.append(Remark(Weight.WARNING, "R-2.1-03", text))
    return _settled(found, "R-2.1-02", f"Belum memenuhi SNP ({s.quality_label}) dan belum diusulkan tahun ini.")


def imbas_remarks(s: Standing, levels: Sequence[str], bond: Bond) -> list[Remark]:
    """What speaks against the school as imbas of that model; one OK when nothing does."""
    found = _authority(s, levels)
    if bond.is_same_school:
        found.append(Remark(Weight.ERROR, "R-2.3-09", "Sekolah ini adalah sekolah modelnya sendiri."))
    elif s.level != bond.model_level:
        text = f"Jenjang {s.level} berbeda dari sekolah modelnya ({bond.model_level})."
        found.append(Remark(Weight.ERROR, "R-3.2-11", text))
    if s.active_since:
        text = f"Masih sekolah model aktif sejak {s.active_since}."
        found.append(Remark(Weight.WARNING, "R-2.1-03", text))
    found += _bond_remarks(s, bond)
    return _settled(found, "R-2.3-04", "Dekat dengan sekolah modelnya dan belum diusulkan tahun ini.")


def _bond_remarks(s: Standing, bond: Bond) -> list[Remark]:
    """R-2.3-04, R-3.2-06, -07: preferences of the guideline, so warnings only."""
    found = []
    if bond.same_cluster is False:
        word = CLUSTER_WORD.get(s.level, "klaster")
        found.append(Remark(Weight.WARNING, "R-2.3-04", f"Berbeda {word} dengan sekolah modelnya."))
    if bond.same_package is False:
        found.append(Remark(Weight.WARNING, "R-3.2-07", "Tidak ada paket keahlian yang sama dengan sekolah modelnya."))
    if bond.distance_km is not None and bond.distance_km > FAR_KM:
        text = f"Jauh: {number(bond.distance_km, 1)} km; pastikan ada akses transportasi ke sekolah modelnya."
        found.append(Remark(Weight.WARNING, "R-3.2-06", text))
    return found


def is_barred(remarks: Sequence[Remark]) -> bool:
    """Whether at least one remark forbids the school."""
    return any(remark.weight == Weight.ERROR for remark in remarks)
