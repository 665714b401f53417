"""What does a school see of the programme: its one next step, and how far the others are?"""

from typing import NamedTuple

from accounts.models import User
from core.models import Event
from documents.models import Letter
from portal.menu import address
from programs.models import Candidate, ProgramYear
from programs.rules import Part
from schools.models import School

WANTED = {"head_name": "nama kepala sekolah", "address": "alamat", "latitude": "titik koordinat"}


class Step(NamedTuple):
    """One step on the way to «Sudah diterima»."""

    title: str
    text: str
    link: str
    label: str
    is_done: bool


def candidate_of(user: User, program: ProgramYear) -> Candidate | None:
    """The school's own live place in the proposal of the year."""
    own = Candidate.objects.live().filter(program=program, school=user.acting.school_id)
    return own.select_related(
        "school__regency", "model__school", "proposal__office", "commitment", "participation__decree__letter"
    ).first()


def imbas_of(candidate: Candidate) -> list[Candidate]:
    """The imbas schools of a model, with their papers."""
    if candidate.part != Part.MODEL:
        return []
    return list(candidate.imbas.live().select_related("school", "commitment"))


def gaps(school: School) -> list[str]:
    """What the letters need to know of the school and do not."""
    return [label for field, label in WANTED.items() if getattr(school, field) in ("", None)]


def steps_of(candidate: Candidate, letters: list[Letter]) -> list[Step]:
    """Check, fill, print, upload; a step that data prove is done."""
    commitment = getattr(candidate, "commitment", None)
    page = address("programs:commitment", [candidate.pk])
    missing = gaps(candidate.school)
    is_filled = commitment is not None and commitment.filled_at is not None
    is_sent = commitment is not None and commitment.uploaded_at is not None
    is_printed = is_sent or any(letter.kind.startswith(("f022", "f023")) for letter in letters)
    form = "02.2" if candidate.part == Part.MODEL else "02.3"
    return [
        Step("Periksa data sekolah", f"Belum ada: {', '.join(missing)}" if missing else "Data yang dicetak di surat",
             address("schools:edit", [candidate.school_id]), "Periksa data", not missing or is_filled),
        Step("Isi penanda tangan", "Siapa yang menandatangani pernyataan", page, "Isi penanda tangan", is_filled),
        Step(f"Cetak Formulir {form}", "Cetak, lalu tanda tangani", page, f"Buka Formulir {form}", is_printed),
        Step("Unggah yang sudah ditandatangani", "Foto atau pindaian", page, "Unggah", is_sent),
    ]  # fmt: skip


def next_step(steps: list[Step]) -> Step | None:
    return next((step for step in steps if not step.is_done), None)


def history_of(candidate: Candidate) -> list[Event]:
    """What happened with the school in this year, newest first. Who is kin to whom is the verifiers' affair."""
    things = [candidate, candidate.school]
    if commitment := getattr(candidate, "commitment", None):
        things.append(commitment)
    return list(Event.objects.about(*things).without("verifier")[:6])
