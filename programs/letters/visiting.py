"""What does a verifier take along to a school: the instrument to fill in, the list of attendance, the FGD's record?"""

from typing import Any

from django.urls import reverse

from core.errors import Incomplete
from core.formats import date_in_words, long_date
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.models import LetterDraft
from documents.texts import wording
from programs.checking import MATCHED, ImbasCheck, registered
from programs.letters import specimens, texts
from programs.letters.commitments import IMBAS_SIGNATORIES, MODEL_SIGNATORIES, SUPERVISOR
from programs.letters.coordinating import days
from programs.letters.rows import lines_of
from programs.letters.verifying import party_of_school, party_of_verifier, verifiers
from programs.models import Candidate, Commitment, Meeting, Verification
from programs.rules import LIVE_CANDIDATE, Criterion, Method, Result

EMPTY_ROWS = 11  # as many as leave room for the sum and the signature below a heading of three lines
ESSAYS = [
    ["Program unggulan", "Program unggulan sekolah, hasilnya, dan buktinya:"],
    ["Manajemen", "Cara sekolah merencanakan, melaksanakan, dan mengevaluasi peningkatan mutu:"],
    ["Motivasi", "Alasan sekolah mengikuti program dan kesiapannya mengimbaskan:"],
]


def instrument(candidate: Candidate) -> LetterDraft:
    """Sections A to E to fill in by hand, with what is registered printed beside the empty cells."""
    program, school = candidate.program, candidate.school
    known = registered(school)
    return LetterDraft(
        kind=INSTRUMENT.code,
        subject=candidate,
        title=f"Instrumen Verifikasi {school.name}",
        content={
            "heading": ["INSTRUMEN VERIFIKASI DAN VALIDASI",
                        f"CALON {program.model_term} TAHUN {program.year}".upper()],
            "identity": [["Sekolah", school.name], ["NPSN", school.npsn], ["Jenjang", school.level],
                         ["Kabupaten/Kota", school.regency.formal], ["Pengusul", candidate.proposal.office.name]],
            "matched": [[label, known[key]] for key, label in MATCHED.items()],
            "criteria": Criterion.labels, "components": components(candidate), "essays": ESSAYS,
            "methods": Method.labels, "results": Result.labels,
            "imbas": [[one.school.name, one.school.npsn] for one in imbas_of(candidate)], "checks": ImbasCheck.labels,
            "verifiers": [one.verifier.full_name for one in candidate.assignments.filter(declared_at=None)],
            "head": party_of_school(candidate),
        },
        issuer=program.institution, within=candidate,
    )  # fmt: skip


def imbas_of(candidate: Candidate) -> list[Candidate]:
    return list(candidate.imbas.filter(state__in=LIVE_CANDIDATE).select_related("school").order_by("pk"))


def components(candidate: Candidate) -> list[list[str]]:
    """Who of the school sits in the FGD: function, and the name the school gave for it."""
    named = commitment_of(candidate).signatories
    functions = MODEL_SIGNATORIES if candidate.model_id is None else IMBAS_SIGNATORIES
    found = [[title, _name(named.get(key))] for key, title in functions.items()]
    return [["Kepala Sekolah", candidate.school.head_name], *found, ["Pengawas", _name(named.get(SUPERVISOR))]]


def commitment_of(candidate: Candidate) -> Commitment:
    return getattr(candidate, "commitment", None) or Commitment(candidate=candidate)


def _name(person: Any) -> str:
    return person.get("name", "") if isinstance(person, dict) else person or ""


def attendance(subject: Meeting | Candidate) -> LetterDraft:
    """A table per day to sign in: of the coordination meeting, or of the visit to a school."""
    words = of_meeting(subject) if isinstance(subject, Meeting) else of_visit(subject)
    program = subject.program
    return LetterDraft(
        kind=ATTENDANCE.code,
        subject=subject,
        title=f"Daftar Hadir {words['event']}"[:250],
        content={"heading": ["DAFTAR HADIR", words["event"].upper()], "town": program.institution.town} | words,
        issuer=program.institution, within=program if isinstance(subject, Meeting) else subject,
    )  # fmt: skip


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    count = (meeting.ends_on - meeting.starts_on).days + 1
    sessions = [f"Hari ke-{n}" for n in range(1, count + 1)] if count > 1 else ["Hari pelaksanaan"]
    where = ", ".join(filter(None, [meeting.venue, meeting.address]))
    return {
        "event": meeting.title, "day": days(meeting.starts_on, meeting.ends_on), "venue": where,
        "sessions": [{"name": name, "rows": sheet([])} for name in sessions],
    }  # fmt: skip


def of_visit(candidate: Candidate) -> dict[str, Any]:
    visit = getattr(candidate, "verification", None)
    people = [[name, "", candidate.school.name, title] for title, name in components(candidate) if name]
    return {
        "event": f"Verifikasi dan FGD {candidate.school.name}",
        "venue": (visit and visit.venue) or candidate.school.name,
        "day": long_date(visit.visited_on) if visit and visit.visited_on else "",
        "sessions": [{"name": "", "rows": sheet(people)}],
    }  # fmt: skip


def sheet(people: list[list[str]]) -> list[list[str]]:
    """Numbered rows: those who are known, then empty ones to write in."""
    rows = people + [["", "", "", ""]] * max(5, EMPTY_ROWS - len(people))
    return [[str(n), *row] for n, row in enumerate(rows, 1)]


def fgd_record(verification: Verification) -> LetterDraft:
    """What was said and agreed in the FGD on commitment (R-3.3-02), signed by both sides."""
    candidate = verification.candidate
    program, school = candidate.program, candidate.school
    demand_fgd(verification)
    day = verification.visited_on or verification.changed_at
    said = wording(FGD_RECORD, program.institution)
    return LetterDraft(
        kind=FGD_RECORD.code,
        subject=verification,
        title=f"Berita Acara FGD {school.name}",
        content={
            "heading": ["BERITA ACARA", "DISKUSI KELOMPOK TERPUMPUN (FGD)", "KOMITMEN SELURUH KOMPONEN SEKOLAH"],
            **said.content(texts.common(program) | {
                "tanggal": date_in_words(day), "tempat": verification.venue or school.name, "sekolah": school.name,
                "npsn": school.npsn,
            }),
            "people": [row for row in components(candidate) if row[1]], "results": lines_of(verification.commitment),
            "first_party": [party_of_verifier(person) for person in verifiers(verification)],
            "second_party": party_of_school(candidate),
            "witness": {"name": verification.witness_name, "title": verification.witness_position, "nip": ""},
        },
        issuer=program.institution, school=school, letter_date=verification.visited_on, within=candidate,
        text_version=said.version,
    )  # fmt: skip


def demand_fgd(verification: Verification) -> None:
    """``Incomplete`` while the sheet does not say that there was an FGD, or what came of it."""
    where = reverse("programs:sheet", args=[verification.candidate_id])
    gaps = []
    if Method.FGD not in verification.methods:
        gaps.append(("Centang metode FGD pada lembar verifikasi", f"{where}#pelaksanaan"))
    if not verification.commitment.strip():
        gaps.append(("Tulis hasil FGD pada bagian Komitmen seluruh komponen", f"{where}#uraian"))
    if gaps:
        raise Incomplete("Berita acara FGD belum dapat dibuat.", gaps)


INSTRUMENT = LetterKind(
    "instrument", "Instrumen verifikasi", Naskah.FORM, IssuedBy.LPMP, SignedBy.PARTIES, builder=instrument,
    subject="programs.Candidate",
)  # fmt: skip
ATTENDANCE = LetterKind(
    "attendance", "Daftar hadir", Naskah.FORM, IssuedBy.LPMP, SignedBy.NOBODY, builder=attendance,
    subject="programs.Meeting", retention=EVIDENCE,
)  # fmt: skip
FGD_RECORD = LetterKind(
    "fgd_record", "Berita acara FGD", Naskah.RECORD, IssuedBy.LPMP, SignedBy.PARTIES, builder=fgd_record,
    subject="programs.Verification", number_class="berita_acara", subject_code="BA", retention=EVIDENCE,
    blocks=texts.FGD_RECORD, sample=specimens.fgd_record,
)  # fmt: skip
