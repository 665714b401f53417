"""Which kinds of letter are there? Each is declared next to its domain; this is what a declaration says."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.utils.module_loading import import_string

from documents.wording import Block


@dataclass(frozen=True)
class LetterKind:
    """One kind. A changed template gets a new file and a new ``version``; issued letters keep theirs."""

    code: str
    name: str
    number_class: str | None = None  # letters of one class share a running number; None: not numbered
    subject_code: str = ""  # kode hal, the {subject} of a number
    version: int = 1
    blocks: tuple[Block, ...] = ()  # what the LPMP may word itself
    sample: "Callable[[Institution], LetterDraft] | None" = None  # invented, for the preview of its texts

    def template(self, version: int | None = None) -> str:
        return f"documents/letters/{self.code}_v{version or self.version}.html"


@cache
def kinds() -> dict[str, LetterKind]:
    """Every kind by its code, as the apps declare them (``letter_kinds`` in apps.py: a dotted path to a tuple)."""
    paths = [config.letter_kinds for config in apps.get_app_configs() if hasattr(config, "letter_kinds")]
    return {kind.code: kind for path in paths for kind in import_string(path)}


def kind_named(code: str) -> str:
    """What the kind is called on the screen; the code itself for one that is declared no more."""
    return kinds()[code].name if code in kinds() else code
