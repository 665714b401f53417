"""What lies in the inbox of scans: which letters have which pages, and which sheets wait for a person?"""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.models import Letter, Scan, ScanSheet
from documents.rules import SheetState

if TYPE_CHECKING:
    from accounts.models import User

MOST_TROUBLES = 30


@dataclass(frozen=True)
class Page:
    """One page of a letter: the sheet that would be bound, and earlier ones it replaces."""

    number: int
    sheet: ScanSheet | None
    replaced: list[ScanSheet]


@dataclass(frozen=True)
class Pile:
    """The sheets that came back of one letter."""

    letter: Letter
    pages: list[Page]

    @property
    def missing(self) -> list[int]:
        return [page.number for page in self.pages if page.sheet is None]

    @property
    def waits(self) -> bool:
        """Whether the letter still waits for its signature."""
        return self.letter.takes_signed_copy

    @property
    def is_complete(self) -> bool:
        return self.waits and not self.missing


def piles(user: "User") -> list[Pile]:
    """Every letter of which sheets wait to be confirmed, the one scanned last first."""
    sheets: dict[Letter, list[ScanSheet]] = defaultdict(list)
    waiting = ScanSheet.objects.visible_to(user).waiting().filter(state=SheetState.MATCHED)
    for sheet in waiting.select_related("letter", "scan").order_by("-scan_id", "-position"):
        sheets[sheet.letter].append(sheet)
    return [Pile(letter, _pages(letter, found)) for letter, found in sheets.items()]


def _pages(letter: Letter, newest_first: list[ScanSheet]) -> list[Page]:
    found: dict[int, list[ScanSheet]] = defaultdict(list)
    for sheet in newest_first:
        found[sheet.page].append(sheet)
    return [
        Page(number, found[number][0] if found[number] else None, found[number][1:])
        for number in range(1, (letter.pages or 0) + 1)
    ]


def troubles(user: "User") -> list[ScanSheet]:
    """Sheets a person has to look at, oldest first."""
    waiting = ScanSheet.objects.visible_to(user).waiting().exclude(state=SheetState.MATCHED)
    return list(waiting.select_related("scan", "letter").order_by("pk")[:MOST_TROUBLES])


def newest_scans(user: "User") -> list[Scan]:
    return list(Scan.objects.visible_to(user).select_related("uploaded_by")[:20])
