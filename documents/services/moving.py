"""What happens when a letter is initialled, signed, sent, received, archived or cancelled? Its words stay."""

from datetime import date

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from core.errors import Incomplete, NotAllowed
from core.events import record
from core.formats import long_date
from core.moves import demand_move, demand_reason, demand_unmoved
from documents.models import Letter
from documents.rules import LETTER_MOVES
from documents.services.issuing import bring_up_to_date, put_in_force

STAMPS = {
    "initial": "initialled", "sign": "signed", "sign_sent": "signed", "sign_received": "signed", "send": "sent",
    "receive": "received", "note_receipt": "received", "archive": "archived", "cancel": "cancelled",
}  # fmt: skip


def _take(letter_id: int, name: str, by: User, seen: str = "") -> Letter:
    """Lock the letter, check the move, set the new state (unsaved).

    Of two who press at the same moment the second reads what the first left, and is told: also when the move would
    be open from there too, but is not what he saw.
    """
    letter = Letter.objects.visible_to(by).select_for_update(of=("self",)).get(pk=letter_id)
    _demand_side(letter_id, name, by)
    demand_unmoved(seen, letter.state, letter.get_state_display())
    letter.state = demand_move(LETTER_MOVES, name, by.role, letter.state, letter.get_state_display()).target
    return letter


def _demand_side(letter_id: int, name: str, by: User) -> None:
    """The issuing side moves its letter; that it arrived the addressed side says with «Terima surat»."""
    letters = Letter.objects.filter(pk=letter_id)
    if name == "receive":
        if not letters.addressed_to(by).exists():
            raise NotAllowed("Surat ini tidak ditujukan kepada pihak Anda; hanya penerimanya yang dapat menerimanya.")
    elif not letters.ours(by).exists():
        raise NotAllowed("Surat ini diterbitkan oleh pihak lain; hanya penerbitnya yang dapat mengubah statusnya.")


def home(letter: Letter) -> models.Model:
    """The thing the letter is about, named but not read: its timeline tells of the letter too."""
    label, _, key = letter.subject.partition(":")
    return apps.get_model(label)(pk=key)


@transaction.atomic
def initial(letter_id: int, *, by: User, seen: str = "") -> Letter:
    """Note that the words were checked and may go to the head."""
    letter = moved(letter_id, "initial", by, seen)
    record("letter.initialled", letter, by=by)
    return letter


@transaction.atomic
def send_back(letter_id: int, *, by: User, reason: str, seen: str = "") -> Letter:
    """Take the initial off again; history keeps who gave it."""
    reason = demand_reason(reason)
    letter = _take(letter_id, "send_back", by, seen)
    letter.initialled_at = letter.initialled_by = None
    letter.save(update_fields=["state", "initialled_at", "initialled_by"])
    record("letter.sent_back", letter, by=by, reason=reason)
    return letter


@transaction.atomic
def issue_draft(letter_id: int, *, by: User, seen: str = "") -> Letter:
    """Issue a draft, initialled or not, under letterhead and date of today. Only now its number is taken."""
    is_initialled = Letter.objects.filter(pk=letter_id, initialled_at__isnull=False).exists()
    letter = _take(letter_id, "issue_initialled" if is_initialled else "issue", by, seen)
    bring_up_to_date(letter)
    put_in_force(letter, by)
    record("letter.issued", letter, by=by, within=home(letter))
    return letter


def moved(letter_id: int, name: str, by: User, seen: str = "", **more: object) -> Letter:
    """The letter in its new state, stamped and saved, inside the caller's transaction."""
    letter = _take(letter_id, name, by, seen)
    stamp = STAMPS[name]
    if stamp == "signed" and letter.signed_at:
        raise NotAllowed(f"Surat ini sudah ditandatangani; statusnya sekarang «{letter.get_state_display()}».")
    values = {f"{stamp}_at": timezone.now(), f"{stamp}_by": by} | more
    for field, value in values.items():
        setattr(letter, field, value)
    letter.save(update_fields=["state", *values])
    return letter


@transaction.atomic
def send(letter_id: int, *, by: User, seen: str = "") -> Letter:
    """Note that the letter has gone to its addressee."""
    letter = moved(letter_id, "send", by, seen)
    record("letter.sent", letter, by=by, within=home(letter))
    return letter


@transaction.atomic
def receive(letter_id: int, *, by: User, seen: str = "") -> Letter:
    """The addressee says that the letter arrived today."""
    return _received(letter_id, "receive", timezone.localdate(), by, seen)


@transaction.atomic
def note_receipt(letter_id: int, *, on: date, by: User) -> Letter:
    """The office that sent the letter notes on which day it arrived."""
    letter = _received(letter_id, "note_receipt", on, by)
    if not letter.letter_date <= on <= timezone.localdate():
        raise Incomplete("Tanggal terima tidak boleh sebelum tanggal surat dan tidak boleh sesudah hari ini.", [])
    return letter


def _received(letter_id: int, name: str, on: date, by: User, seen: str = "") -> Letter:
    letter = moved(letter_id, name, by, seen, received_on=on)
    record("letter.received", letter, by=by, within=home(letter), received_on=long_date(on))
    return letter


@transaction.atomic
def archive(letter_id: int, *, by: User, seen: str = "") -> Letter:
    """Put the letter away; nothing more happens to it."""
    letter = moved(letter_id, "archive", by, seen)
    record("letter.archived", letter, by=by, within=home(letter))
    return letter


@transaction.atomic
def cancel(letter_id: int, *, by: User, reason: str, seen: str = "") -> Letter:
    """Withdraw the letter. Its number stays used and visible, with the reason. Of a draft only its own page tells."""
    reason = demand_reason(reason)
    letter = moved(letter_id, "cancel", by, seen, cancel_reason=reason)
    within = home(letter) if letter.issued_at else None
    record("letter.cancelled", letter, by=by, within=within, reason=reason)
    return letter
