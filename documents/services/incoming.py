"""What happens when a letter comes in: it gets the next agenda number, is corrected, or is crossed out."""

import hashlib
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import DINAS, LPMP, demand
from core import thumbnails
from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.events import record
from core.moves import demand_reason
from core.storing import put
from documents.models import IncomingLetter
from documents.rules import INCOMING_CLASS
from documents.services.issuing import next_number
from schools.models import Institution

FIELDS = (
    "received_on", "sender", "number", "letter_date", "title", "kind", "manner", "answers", "school", "subject",
    "disposition",
)  # fmt: skip


def office_of(user: User) -> Institution:
    """The office whose agenda the person keeps; ``NotAllowed`` for a person without one."""
    acting = user.acting
    kind = "lpmp" if acting and acting.role in LPMP else "dinas" if acting and acting.role in DINAS else ""
    office = Institution.objects.filter(kind=kind, place=acting.place_id).first() if kind else None
    if office is None:
        raise NotAllowed("Anda tidak bertugas di lembaga yang memiliki buku agenda.")
    return office


@transaction.atomic
def register(values: dict[str, Any], scan: File | None, *, by: User) -> IncomingLetter:
    """Enter the letter under the next number of the year in which it arrived; gapless, for a failure gives it back."""
    demand(by.role, "incoming.keep")
    office = office_of(by)
    row = IncomingLetter(institution=office, created_by=by, changed_by=by, **values)
    row.agenda_year = row.received_on.year
    row.agenda_seq = next_number(office, row.agenda_year, INCOMING_CLASS)
    _attach(row, scan)
    row.save()
    _draw(row, scan, by)
    record("incoming.registered", row, by=by)
    return row


@transaction.atomic
def change_incoming(
    incoming_id: int, values: dict[str, Any], scan: File | None, *, version: int, by: User
) -> IncomingLetter:
    """Correct an entry. ``Stale`` when somebody saved since ``version`` was read; the earlier scan stays stored."""
    row = _lock(incoming_id, by)
    if row.version != version:
        raise Stale(row)
    if values["received_on"].year != row.agenda_year:
        raise Incomplete(f"Nomor agenda {row.agenda} hanya untuk surat yang diterima tahun {row.agenda_year}.", [])
    changes = _change(row, values) + (["pindaian"] if scan else [])
    if changes:
        _attach(row, scan)
        row.version, row.changed_at, row.changed_by = version + 1, timezone.now(), by
        row.save()
        _draw(row, scan, by)
        record("incoming.changed", row, by=by, fields=", ".join(changes))
    return row


def _change(row: IncomingLetter, values: dict[str, Any]) -> list[str]:
    """Set what differs; the screen names of it."""
    names = [name for name in FIELDS if name in values and getattr(row, name) != values[name]]
    for name in names:
        setattr(row, name, values[name])
    return [str(row._meta.get_field(name).verbose_name) for name in names]


@transaction.atomic
def cross_out(incoming_id: int, *, by: User, reason: str) -> IncomingLetter:
    """Mark an entry as wrong. Its number stays used and visible, with the reason."""
    row, reason = _lock(incoming_id, by), demand_reason(reason)
    row.cancelled_at, row.cancelled_by, row.cancel_reason = timezone.now(), by, reason
    row.version += 1
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "version"])
    record("incoming.crossed_out", row, by=by, reason=reason)
    return row


def _lock(incoming_id: int, by: User) -> IncomingLetter:
    demand(by.role, "incoming.keep")
    row = IncomingLetter.objects.visible_to(by).select_for_update(of=("self",)).get(pk=incoming_id)
    if row.cancelled_at:
        raise Conflict("Catatan ini sudah dicoret dan tidak dapat diubah lagi.")
    return row


def _attach(row: IncomingLetter, scan: File | None) -> None:
    """The scan and its hash; the database row follows in the same transaction."""
    if scan is None:
        return
    scan.seek(0)
    row.scan_sha256 = hashlib.file_digest(scan, "sha256").hexdigest()
    row.scan_name = (scan.name or "pindaian")[-150:]
    scan.seek(0)
    row.scan.name = put(row.scan.field.generate_filename(row, row.scan_name), scan)


def _draw(row: IncomingLetter, scan: File | None, by: User) -> None:
    """Its first page, small, once a worker has time."""
    if scan is not None:
        thumbnails.order([row.scan], row.pk, by=by)
