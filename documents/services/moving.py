"""What happens when a letter is signed, sent, archived or cancelled. Its words never change here."""

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from core.errors import NotAllowed
from core.events import record
from core.moves import demand_move, demand_reason
from documents.models import Letter
from documents.rules import LETTER_MOVES
from documents.services.issuing import put_in_force, under_letterhead

STAMPS = {"sign": "signed", "send": "sent", "archive": "archived", "cancel": "cancelled"}


def _take(letter_id: int, name: str, by: User) -> Letter:
    """Lock the letter, check the move, set the new state (unsaved).

    Of two who press at the same moment the second reads what the first left, and is told.
    """
    letter = Letter.objects.visible_to(by).select_for_update(of=("self",)).get(pk=letter_id)
    if not Letter.objects.ours(by).filter(pk=letter_id).exists():
        raise NotAllowed("Surat ini diterbitkan oleh pihak lain; hanya penerbitnya yang dapat mengubah statusnya.")
    letter.state = demand_move(LETTER_MOVES, name, by.role, letter.state, letter.get_state_display()).target
    return letter


def home(letter: Letter) -> models.Model:
    """The thing the letter is about, named but not read: its timeline tells of the letter too."""
    label, _, key = letter.subject.partition(":")
    return apps.get_model(label)(pk=key)


@transaction.atomic
def issue_draft(letter_id: int, *, by: User) -> Letter:
    """Issue a draft as it stands, under the letterhead of today."""
    letter = _take(letter_id, "issue", by)
    letter.content = under_letterhead(letter.content, letter.issuer, letter.school)
    put_in_force(letter, by)
    record("letter.issued", letter, by=by, within=home(letter))
    return letter


def moved(letter_id: int, name: str, by: User, **more: str) -> Letter:
    """The letter in its new state, stamped and saved, inside the caller's transaction."""
    letter = _take(letter_id, name, by)
    stamp = STAMPS[name]
    values = {f"{stamp}_at": timezone.now(), f"{stamp}_by": by} | more
    for field, value in values.items():
        setattr(letter, field, value)
    letter.save(update_fields=["state", *values])
    return letter


@transaction.atomic
def send(letter_id: int, *, by: User) -> Letter:
    """Note that the letter has gone to its addressee."""
    letter = moved(letter_id, "send", by)
    record("letter.sent", letter, by=by, within=home(letter))
    return letter


@transaction.atomic
def archive(letter_id: int, *, by: User) -> Letter:
    """Put the letter away; nothing more happens to it."""
    letter = moved(letter_id, "archive", by)
    record("letter.archived", letter, by=by, within=home(letter))
    return letter


@transaction.atomic
def cancel(letter_id: int, *, by: User, reason: str) -> Letter:
    """Withdraw the letter. Its number stays used and visible, with the reason."""
    reason = demand_reason(reason)
    letter = moved(letter_id, "cancel", by, cancel_reason=reason)
    record("letter.cancelled", letter, by=by, within=home(letter), reason=reason)
    return letter
