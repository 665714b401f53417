"""When things of a programme year may move, by whose hand, and what the guideline asks of them."""

from datetime import date

from django.db import models

from accounts.rules import DINAS, LPMP, Role
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


class CandidateState(models.TextChoices):
    PROPOSED = "proposed", "Diusulkan"
    VERIFIED = "verified", "Layak"
    FAILED = "failed", "Tidak layak"
    REPLACED = "replaced", "Diganti"
    DETERMINED = "determined", "Ditetapkan"
    WITHDRAWN = "withdrawn", "Ditarik"


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
    "pass": move("Nyatakan layak", "proposed failed", "verified", STAFF | {Role.VERIFIER}),
    "fail": move("Nyatakan tidak layak", "proposed verified", "failed", STAFF | {Role.VERIFIER}, reason=True),
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
