"""What does the surat tugas say that sends verifiers to schools?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from core.formats import in_sentence, nip_spaced
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.letters.coordinating import days
from programs.letters.rows import how_many
from programs.models import Assignment, ProgramYear


@dataclass(frozen=True)
class Tour:
    """What is typed about the journey."""

    starts_on: date
    ends_on: date
    basis: list[str]
    dated: date | None = None


def task_letter(program: ProgramYear, officers: Iterable[User], tour: Tour) -> LetterDraft:
    """Who goes when to which of the schools given to them, and that they report."""
    officers = list(officers)
    schools, said = assigned(program, officers), wording(TASK_LETTER, program.institution)
    return LetterDraft(
        kind=TASK_LETTER.code,
        subject=program,
        title=f"Surat Tugas Verifikasi dan Validasi Calon {program.model_term} Tahun {program.year}",
        content={
            "heading": ["SURAT TUGAS"], "authority": f"Kepala {program.institution.name}", "basis": tour.basis,
            "officers": [officer(n, person) for n, person in enumerate(officers, 1)],
            **said.content(texts.common(program) | {
                "calon": how_many(len(schools), f"calon {in_sentence(program.model_term)}"),
                "waktu": days(tour.starts_on, tour.ends_on),
            }),
            "town": program.institution.town, "signer": head_of(program.institution, on=tour.dated),
            "copies": ["Kepala Dinas Pendidikan terkait"],
            "letter_of": f"Surat Tugas Kepala {program.institution.name}",
            "table_title": [f"DAFTAR CALON {program.model_term.upper()} YANG DIVERIFIKASI", f"TAHUN {program.year}"],
            "schools": schools,
        },
        issuer=program.institution, letter_date=tour.dated, within=program, text_version=said.version,
    )  # fmt: skip


def officer(n: int, person: User) -> dict[str, Any]:
    return {
        "no": n, "name": person.full_name, "nip": nip_spaced(person.nip) if person.nip else "-",
        "rank": person.rank or "-", "position": person.position or "Verifikator",
    }  # fmt: skip


def assigned(program: ProgramYear, officers: list[User]) -> list[dict[str, Any]]:
    """The schools of these officers, in the order of the officers and of the regions."""
    found = Assignment.objects.filter(candidate__program=program, verifier__in=officers, declared_at=None)
    rows = found.order_by("pk").prefetch_related(
        "verifier", "candidate__school__regency", "candidate__school__district"
    )
    turn = {person.pk: n for n, person in enumerate(officers)}

    def place(one: Assignment) -> tuple[int, str, str]:
        return turn[one.verifier_id], one.candidate.school.regency.code, one.candidate.school.name

    return [_school(n, one) for n, one in enumerate(sorted(rows, key=place), 1)]


def _school(n: int, one: Assignment) -> dict[str, Any]:
    school = one.candidate.school
    district = school.district.name if school.district else ""
    return {
        "no": n, "npsn": school.npsn, "name": school.name, "level": school.level, "district": district,
        "place": school.regency.formal, "officer": one.verifier.full_name,
    }  # fmt: skip


TASK_LETTER = LetterKind(
    "task_letter", "Surat tugas tim verifikasi", Naskah.ASSIGNMENT, IssuedBy.LPMP, SignedBy.HEAD, builder=task_letter,
    subject="programs.ProgramYear", number_class="surat_tugas", subject_code="ST", retention=EVIDENCE,
    attachments=("Daftar sekolah yang diverifikasi",), blocks=texts.TASK_LETTER, sample=specimens.task_letter,
)  # fmt: skip
