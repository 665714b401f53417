"""How long is a letter kept, and what becomes of it then? Nothing is ever deleted by itself."""

from datetime import date

from django.db.models import Q

from core.formats import long_date
from documents.kinds import ORDINARY, Retention, kinds
from documents.models import Letter


def retention_of(code: str) -> Retention:
    """That of the kind; the ordinary one for a kind that is declared no more."""
    return kinds()[code].retention if code in kinds() else ORDINARY


def _years(code: str) -> int:
    kept = retention_of(code)
    return kept.active + kept.inactive


def kept_until(code: str, day: date) -> date:
    """The last day: schedules count whole years after the year of the letter."""
    return date(day.year + _years(code), 12, 31)


def past_retention(year: int) -> Q:
    """Issued letters of declared kinds whose time was over before this year began."""
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
    years = f"{kept.active} tahun aktif, {kept.inactive} tahun inaktif"
    return f"{years}; sampai {long_date(until)}, lalu {kept.fate.label.lower()}"
