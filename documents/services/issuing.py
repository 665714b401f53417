"""What happens when a letter is written and issued: words frozen, number taken, PDF queued."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.events import record
from core.jobs import enqueue
from core.queries import reference
from documents.glyphs import demand_printable
from documents.kinds import LetterKind, kinds
from documents.letters import letterhead
from documents.logos import frozen_logo
from documents.models import Letter, LetterDraft, NumberSequence
from documents.queries import RENDER
from documents.rules import LetterState, new_code
from schools.models import Institution, Place, School
from schools.rules.letterhead import number_text


@transaction.atomic
def draft(words: LetterDraft, *, by: User) -> Letter:
    """Keep the words without a number; nothing is set on paper yet. Only its own page tells of a draft."""
    demand(by.role, "letters.draft")
    letter = _written(words, by)
    letter.save()
    record("letter.drafted", letter, by=by)
    return letter


@transaction.atomic
def issue(words: LetterDraft, *, by: User) -> Letter:
    """Freeze the words, take the number, queue the PDF. The caller has asked whether ``by`` may."""
    letter = _written(words, by)
    put_in_force(letter, by)
    record("letter.issued", letter, by=by, within=words.within)
    return letter


@transaction.atomic
def of_the_past(words: LetterDraft, *, by: User, at: datetime, code: str) -> Letter:
    """As ``issue`` did at an earlier time: words frozen and number taken, but unsaved, untold and without a PDF.

    For letters that are brought in from before; who brings many saves them at once.
    """
    letter = _written(words, by)
    letter.state, letter.code = LetterState.ISSUED, code
    letter.created_at = letter.issued_at = at
    letter.issued_by = by
    _take_number(letter, kinds()[letter.kind])
    return letter


def _written(words: LetterDraft, by: User) -> Letter:
    return Letter(
        kind=words.kind, template_version=kinds()[words.kind].version, text_version=words.text_version,
        province=_province(words),
        issuer=words.issuer, recipient=words.recipient, school=words.school, subject=reference(words.subject),
        title=words.title, addressee=words.addressee, number=words.number,
        content=under_letterhead(words.content, words.issuer, words.school),
        letter_date=words.letter_date or timezone.localdate(), code=new_code(), created_by=by,
    )  # fmt: skip


def under_letterhead(content: dict[str, Any], issuer: Institution | None, school: School | None) -> dict[str, Any]:
    """The words with all that the paper shows beside them, so that a later change of the office changes no letter."""
    head = letterhead(issuer, school)
    if head:
        head["logo"] = frozen_logo(head["logo"])
    return content | {"letterhead": head, "site": settings.SITE_URL}


def bring_up_to_date(letter: Letter) -> None:
    """Make the draft what it would be, frozen now; a look at a draft and its issue both ask here. Saves nothing.

    It stands under the letterhead of today, and under today's date unless somebody gave it another than the day it
    was written on: a draft of December takes no number of a year that is over.
    """
    letter.content = under_letterhead(letter.content, letter.issuer, letter.school)
    if letter.letter_date == timezone.localdate(letter.created_at):
        letter.letter_date = timezone.localdate()


def _province(words: LetterDraft) -> Place:
    place = words.issuer.place if words.issuer else words.school.regency
    return place if place.kind == "province" else place.parent


def put_in_force(letter: Letter, by: User) -> None:
    """The number is taken last: its lock is held until the end of the transaction."""
    demand_printable(letter.title, letter.addressee, letter.content)
    letter.state, letter.issued_at, letter.issued_by = LetterState.ISSUED, timezone.now(), by
    _take_number(letter, kinds()[letter.kind])
    letter.save()
    enqueue(RENDER, letter.pk, by=by)


def _take_number(letter: Letter, kind: LetterKind) -> None:
    """The next of issuer, year and class; gapless, because it is given back when the transaction fails.

    A letter with the office's own number, or of an unnumbered kind, takes none.
    """
    if letter.number or kind.number_class is None or letter.issuer is None:
        return
    letter.number_class, letter.number_year = kind.number_class, letter.letter_date.year
    letter.number_seq = next_number(letter.issuer, letter.number_year, letter.number_class)
    letter.number = number_text(
        letter.issuer.number_format, seq=letter.number_seq, unit=letter.issuer.unit_code,
        subject=kind.subject_code, day=letter.letter_date,
    )  # fmt: skip


def next_number(issuer: Institution, year: int, number_class: str) -> int:
    """The next of institution, year and class, under a lock that is held until the end of the transaction."""
    key: dict[str, Any] = {"issuer": issuer, "year": year, "number_class": number_class}
    sequence, _ = NumberSequence.objects.select_for_update().get_or_create(**key)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last
