"""Which letters may be made for many at once? Each app declares its own; this is what a declaration says."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from accounts.models import User
    from documents.models import Letter


@dataclass(frozen=True)
class BulkKind:
    """One kind of bulk: ``make`` names the verb that makes one letter, as ``make(subject_id, by=user)``.

    The verb runs in a transaction of its own, asks whether ``by`` may, and gives the same letter when asked again.
    """

    code: str
    name: str
    make: str
    letters: tuple[str, ...]  # the kinds of letter it makes

    def letter(self, subject_id: int, by: "User") -> "Letter":
        """Make the letter of this subject, or find the one that says the same."""
        verb: Any = import_string(self.make)
        return verb(subject_id, by=by)


@cache
def bulk_kinds() -> dict[str, BulkKind]:
    """Every kind by its code, as the apps declare them (``bulk_kinds`` in apps.py)."""
    return {kind.code: kind for app in apps.get_app_configs() for kind in getattr(app, "bulk_kinds", ())}


def is_made_in_bulk(letter_kind: str) -> bool:
    """Whether some bulk makes letters of this kind."""
    return any(letter_kind in kind.letters for kind in bulk_kinds().values())
