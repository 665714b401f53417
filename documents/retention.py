"""How long is a letter kept, and what becomes of it then? Nothing is ever deleted by itself."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from core.formats import long_date
from documents.kinds import kinds
from documents.models import Letter


class Retention(NamedTuple):
    """Years at hand and years in the archive, and what becomes of the letter then."""

    active: int
    inactive: int
    fate: str


ORDINARY = Retention(2, 3, "musnah")


def retention_of(code: str) -> Retention:
    """That of the kind; the ordinary one for a kind that says nothing or is declared no more."""
    return getattr(kinds().get(code), "retention", ORDINARY)


def _years(code: str) -> int:
    kept = retention_of(code)
    return kept.active + kept.inactive


def kept_until(code: str, day: date) -> date:
    """The last day: schedules count whole years after the year of the letter."""
    return date(day.year + _years(code), 12, 31)


def past_retention(year: int) -> Q:
    """Letters whose time was over before this year began."""
    by_years: dict[int, list[str]] = {}
    for code in kinds():
        by_years.setdefault(_years(code), []).append(code)
    found = Q(pk__in=[])
    for years, codes in by_years.items():
        found |= Q(kind__in=codes, letter_date__year__lt=year - years)
    return found & Q(issued_at__isnull=False)


def retention_words(letter: Letter) -> str:
    """For the page of a letter: how long, and then what."""
    kept = retention_of(letter.kind)
    until = kept_until(letter.kind, letter.letter_date)
    fate = getattr(kept.fate, "label", kept.fate).lower()
    return f"{kept.active} tahun aktif, {kept.inactive} tahun inaktif; sampai {long_date(until)}, lalu {fate}"
