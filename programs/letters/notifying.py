"""What is a school told once it is determined: as what, by which decree, with whom, and what comes next?"""

from typing import Any

from core.formats import in_sentence, long_date
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from programs.letters.rows import how_many
from programs.models import Participation, ProgramYear
from programs.rules import Funding, Part


def school_notice(participation: Participation) -> LetterDraft:
    """To the head of one school; a model reads its imbas schools in it, an imbas school its model."""
    program, school = participation.program, participation.school
    is_model = participation.part == Part.MODEL
    term = program.model_term if is_model else program.imbas_term
    return LetterDraft(
        kind=SCHOOL_NOTICE.code,
        subject=participation,
        title=f"Pemberitahuan Penetapan sebagai {term} Tahun {program.year}",
        addressee=f"Kepala {school.name}",
        content={
            "manner": "Penting", "enclosures": "-", "town": school.regency.formal,
            "opening": opening(participation, term),
            "partners": partners(participation), "partner_words": partner_words(participation),
            "duties": model_duties(program) if is_model else imbas_duties(program),
            "funding": funding(participation), "decree": participation.decree_id,
            "signer": head_of(program.institution),
            "copies": [f"Kepala Dinas Pendidikan {place}" for place in [owner(participation)]],
        },
        issuer=program.institution, school=school, within=school,
    )  # fmt: skip


def owner(participation: Participation) -> str:
    """The pemda that manages the school (R-3.2-01)."""
    place = participation.school.regency
    return str((place.parent if participation.school.level in ("SMA", "SMK") else place).formal)


def opening(participation: Participation, term: str) -> str:
    program, decree = participation.program, participation.decree
    return (
        f"Berdasarkan Keputusan Kepala {program.institution.name} Nomor {decree.letter.number} tanggal "
        f"{long_date(decree.determined_on)}, dengan hormat kami beritahukan bahwa {participation.school.name} "
        f"(NPSN {participation.school.npsn}) ditetapkan sebagai {in_sentence(term)} dalam {program.title} Tahun "
        f"{program.year}."
    )


def partners(participation: Participation) -> list[list[str]]:
    """The schools it works with: name, NPSN, address."""
    if participation.part == Part.MODEL:
        found = [one.school for one in participation.imbas.select_related("school__district").order_by("pk")]
    else:
        found = [participation.model.school]
    return [[school.name, school.npsn, _where(school)] for school in found]


def _where(school: Any) -> str:
    return ", ".join(filter(None, [school.address, school.district.formal if school.district else ""]))


def partner_words(participation: Participation) -> str:
    program = participation.program
    if participation.part == Part.IMBAS:
        return f"Sebagai {in_sentence(program.imbas_term)}, sekolah Saudara bekerja bersama:"
    count = participation.imbas.count()
    term = in_sentence(program.imbas_term)
    return f"Sekolah Saudara mengimbaskan praktik baik kepada {how_many(count, term)}:" if count else ""


def funding(participation: Participation) -> str:
    """R-3.3-07: over the quota the pemda pays, and facilitators guide."""
    if participation.funding != Funding.OVER_QUOTA:
        return ""
    return (
        f"Sekolah ditetapkan di luar kuota: pembiayaan menjadi tanggung jawab Pemerintah {owner(participation)} "
        "dan pembinaan dilaksanakan oleh fasilitator daerah."
    )


def model_duties(program: ProgramYear) -> list[str]:
    """R-2.1-01, -04, R-4.1-02, R-4.1-03."""
    return [
        "membentuk Tim Penjaminan Mutu Pendidikan Sekolah (TPMPS) dengan keputusan kepala sekolah;",
        "menyiapkan enam peserta pelatihan: kepala sekolah, guru, tenaga administrasi, komite, dan pengawas;",
        f"menyampaikan penetapan ini kepada {in_sentence(program.imbas_term)} yang menjadi binaannya.",
    ]


def imbas_duties(program: ProgramYear) -> list[str]:
    """R-2.1-04, section 4.4."""
    return [
        "membentuk Tim Penjaminan Mutu Pendidikan Sekolah (TPMPS);",
        f"mengirimkan wakil pada setiap pendampingan di {in_sentence(program.model_term)};",
        "mengikuti diseminasi setiap akhir semester.",
    ]


SCHOOL_NOTICE = LetterKind(
    "school_notice", "Pemberitahuan penetapan kepada sekolah", Naskah.LETTER, IssuedBy.LPMP, SignedBy.HEAD,
    builder=school_notice, subject="programs.Participation", number_class="surat", subject_code="KR",
    retention=EVIDENCE, bulk=True,
)  # fmt: skip
