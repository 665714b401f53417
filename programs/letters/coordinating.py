"""What does the invitation to the coordination meeting say to an office (R-3.1-01 to -04)?"""

from datetime import date

from core.formats import DAYS, long_date
from documents.kinds import IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.letters.rows import lines_of
from programs.models import Meeting
from schools.models import Institution


def invitation(meeting: Meeting, office: Institution) -> LetterDraft:
    """One office's own letter; the order of events stands in its lampiran."""
    program = meeting.program
    said = wording(INVITATION, program.institution)
    rundown = [[cell.strip() for cell in line.split("|")] for line in lines_of(meeting.rundown)]
    return LetterDraft(
        kind=INVITATION.code,
        subject=meeting,
        title=f"Undangan {meeting.title}"[:250],
        addressee=f"Kepala {office.name}",
        content={
            "manner": "Penting", "enclosures": "1 (satu) lembar" if rundown else "-", "town": office.town,
            **said.content(texts.common(program) | {"acara": meeting.title, "narahubung": meeting.contact.strip()}),
            "facts": facts(meeting), "topics": lines_of(meeting.topics), "participants": lines_of(meeting.participants),
            "note": meeting.note.strip(),
            "signer": head_of(program.institution), "copies": [],
            "letter_of": f"Surat Kepala {program.institution.name}",
            "table_title": ["SUSUNAN ACARA", meeting.title.upper()],
            "rundown": [(row + [""] * 4)[:4] for row in rundown],
        },
        issuer=program.institution, recipient=office, within=program, text_version=said.version,
    )  # fmt: skip


def facts(meeting: Meeting) -> list[list[str]]:
    """Day, hour and place, as an invitation lists them."""
    where = ", ".join(filter(None, [meeting.venue, meeting.address]))
    return [
        ["Hari, tanggal", days(meeting.starts_on, meeting.ends_on)],
        ["Pukul", meeting.hours],
        ["Tempat", where],
    ]


def days(first: date, last: date) -> str:
    """``Senin, 10 Februari 2020 s.d. Selasa, 11 Februari 2020``, or one day."""
    named = [f"{DAYS[day.weekday()]}, {long_date(day)}" for day in (first, last)]
    return named[0] if first == last else " s.d. ".join(named)


INVITATION = LetterKind(
    "invitation", "Undangan rapat koordinasi", Naskah.INVITATION, IssuedBy.LPMP, SignedBy.HEAD, builder=invitation,
    subject="programs.Meeting", number_class="surat", subject_code="KR", attachments=("Susunan acara",),
    blocks=texts.INVITATION, sample=specimens.invitation,
)  # fmt: skip
