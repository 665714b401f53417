"""What stands in the books of agenda: every number of a period in order, the withdrawn ones too."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max

from core.formats import short_date
from documents.models import IncomingLetter, Letter
from schools.models import Institution

MOST = 2000


class Book(NamedTuple):
    """One book as it is shown, printed and downloaded."""

    title: str
    head: list[str]
    rows: list[list[Any]]
    is_cut: bool


def outgoing_book(office: Institution, since: date, until: date, *, most: int | None = MOST) -> Book:
    """Letters the office issued, by class and running number."""
    found = Letter.objects.filter(issuer=office, issued_at__isnull=False, letter_date__range=(since, until))
    ordered = found.select_related("recipient", "school").order_by(
        "number_class", "number_year", "number_seq", "letter_date", "pk"
    )
    head = ["No.", "Nomor surat", "Tanggal", "Jenis", "Hal", "Kepada", "Status", "Keterangan"]
    return _book("Buku agenda surat keluar", head, ordered, _outgoing, most)


def incoming_book(office: Institution, since: date, until: date, *, most: int | None = MOST) -> Book:
    """Letters that came in, by agenda number."""
    found = IncomingLetter.objects.filter(institution=office, received_on__range=(since, until))
    ordered = found.select_related("school").order_by("agenda_year", "agenda_seq")
    head = ["Agenda", "Diterima", "Asal", "Nomor surat", "Tanggal surat", "Hal", "Sifat", "Disposisi", "Keterangan"]
    return _book("Buku agenda surat masuk", head, ordered, _incoming, most)


def last_month(office: Institution, book: str) -> date | None:
    """The first day of the last month in which this book has an entry; an empty month leads there."""
    if book == "masuk":
        last = IncomingLetter.objects.filter(institution=office).aggregate(last=Max("received_on"))["last"]
    else:
        issued = Letter.objects.filter(issuer=office, issued_at__isnull=False)
        last = issued.aggregate(last=Max("letter_date"))["last"]
    return last and last.replace(day=1)


def _book(title: str, head: list[str], found: Any, line: Any, most: int | None) -> Book:
    rows = list(found[: most + 1] if most else found)
    shown = rows[:most] if most else rows
    return Book(title, head, list(_lines(shown, line)), len(rows) > len(shown))


def _lines(rows: list[Any], line: Any) -> Iterator[list[Any]]:
    for row in rows:
        yield line(row)


def _outgoing(row: Letter) -> list[Any]:
    whom = row.addressee or (row.recipient or row.school or "")
    why = f"Dibatalkan: {row.cancel_reason}" if row.cancel_reason else ""
    return [
        row.number_seq or "–", row.number or "tanpa nomor", short_date(row.letter_date), row.kind_name, row.title,
        str(whom), row.get_state_display(), why,
    ]  # fmt: skip


def _incoming(row: IncomingLetter) -> list[Any]:
    dated = short_date(row.letter_date) if row.letter_date else "–"
    why = f"Dicoret: {row.cancel_reason}" if row.cancel_reason else ""
    return [
        row.agenda, short_date(row.received_on), row.sender, row.number or "tanpa nomor", dated, row.title,
        row.get_manner_display(), row.disposition, why,
    ]  # fmt: skip
