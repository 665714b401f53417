"""What is a school told once it is determined: as what, by which decree, with whom, and what comes next?"""

from typing import Any

from core.formats import in_sentence, long_date
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.letters.rows import how_many
from programs.models import Participation
from programs.rules import Funding, Part


def school_notice(participation: Participation) -> LetterDraft:
    """To the head of one school; a model reads its imbas schools in it, an imbas school its model."""
    program, school = participation.program, participation.school
    term = program.model_term if participation.part == Part.MODEL else program.imbas_term
    said = wording(SCHOOL_NOTICE, program.institution)
    return LetterDraft(
        kind=SCHOOL_NOTICE.code,
        subject=participation,
        title=f"Pemberitahuan Penetapan sebagai {term} Tahun {program.year}",
        addressee=f"Kepala {school.name}",
        content={
            "manner": "Penting", "enclosures": "-", "town": school.regency.formal,
            **said.content(values(participation, term)),
            "partners": partners(participation), "partner_words": partner_words(participation),
            "decree": participation.decree_id,
            "signer": head_of(program.institution),
            "copies": [f"Kepala Dinas Pendidikan {place}" for place in [owner(participation)]],
        },
        issuer=program.institution, school=school, within=school, text_version=said.version,
    )  # fmt: skip


def owner(participation: Participation) -> str:
    """The pemda that manages the school (R-3.2-01)."""
    place = participation.school.regency
    return str((place.parent if participation.school.level in ("SMA", "SMK") else place).formal)


def values(participation: Participation, term: str) -> dict[str, str]:
    decree, is_model = participation.decree, participation.part == Part.MODEL
    return texts.common(participation.program) | {
        "nomor_keputusan": decree.letter.number, "tanggal_keputusan": long_date(decree.determined_on),
        "sekolah": participation.school.name, "npsn": participation.school.npsn, "sebagai": in_sentence(term),
        "pemilik": owner(participation), "model": "ya" if is_model else "", "imbas": "" if is_model else "ya",
        "di_luar_kuota": "ya" if participation.funding == Funding.OVER_QUOTA else "",
    }  # fmt: skip


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


SCHOOL_NOTICE = LetterKind(
    "school_notice", "Pemberitahuan penetapan kepada sekolah", Naskah.LETTER, IssuedBy.LPMP, SignedBy.HEAD,
    builder=school_notice, subject="programs.Participation", number_class="surat", subject_code="KR",
    retention=EVIDENCE, blocks=texts.SCHOOL_NOTICE, sample=specimens.school_notice,
)  # fmt: skip
