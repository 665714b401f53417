"""Which texts is a letter written with today, and how do an LPMP's texts of one kind stand?

The texts of the LPMP whose programme it is hold for every letter of that programme: its own, the proposals of dinas
(02.1) and the statements of schools (02.2, 02.3), which are forms that the LPMP hands out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from core.errors import Incomplete
from documents.kinds import LetterKind, kinds
from documents.models import LetterText
from documents.wording import Fault, all_faults, compose
from schools.models import Institution


@dataclass(frozen=True)
class Wording:
    """The texts in force, ready to take up what a letter knows."""

    kind: LetterKind
    version: int
    blocks: Mapping[str, str]

    def content(self, values: Mapping[str, str]) -> dict[str, Any]:
        return compose(self.kind.blocks, self.blocks, values)


def wording(kind: LetterKind, lpmp: Institution) -> Wording:
    """What this LPMP last published; the words of the code until it did.

    ``Incomplete`` when the code has dropped a name since that the published text still uses: no letter says less
    than somebody decided it should.
    """
    latest = LetterText.objects.filter(institution=lpmp, kind=kind.code, version__isnull=False)
    found = latest.order_by("-version").values_list("version", "blocks").first()
    if found is None:
        return Wording(kind, 0, {})
    if faults := all_faults(kind.blocks, found[1]):
        where = reverse("documents:text_edit", args=[lpmp.pk, kind.code])
        gaps = [(str(fault), f"{where}#id_{fault.block}") for fault in faults]
        raise Incomplete(f"Teks {kind.name} perlu diperbaiki oleh LPMP sebelum suratnya dapat dibuat.", gaps)
    return Wording(kind, *found)


@dataclass(frozen=True)
class Standing:
    """How the texts of one kind stand at one LPMP: what is in force, and what is being written."""

    kind: LetterKind
    lpmp: Institution
    published: LetterText | None
    draft: LetterText | None

    @property
    def version(self) -> int:
        return self.published.version if self.published else 0

    @property
    def version_name(self) -> str:
        return f"Versi {self.version}"

    @property
    def seen(self) -> str:
        """What a page remembers of what it showed; it differs as soon as anybody saved, discarded or published."""
        return f"{self.version}.{self.draft.pk}.{self.draft.revision}" if self.draft else f"{self.version}"

    @property
    def in_force(self) -> dict[str, str]:
        """The text of every block as letters are written today."""
        return complete(self.kind, self.published)

    @property
    def working(self) -> dict[str, str]:
        """What the editor opens with: the draft, or what is in force."""
        return complete(self.kind, self.draft or self.published)

    @property
    def faults(self) -> list[Fault]:
        return all_faults(self.kind.blocks, self.working)

    @property
    def last(self) -> LetterText | None:
        """Who touched the texts last."""
        return self.draft or self.published


def complete(kind: LetterKind, row: LetterText | None) -> dict[str, str]:
    """The text of every block the kind has now; what the row does not word stands as in the code."""
    known = row.blocks if row else {}
    return {block.name: known.get(block.name, block.default) for block in kind.blocks}


def standing(kind: LetterKind, lpmp: Institution) -> Standing:
    rows = list(LetterText.objects.of(lpmp.pk, kind.code)[:2])
    draft = rows.pop(0) if rows and rows[0].version is None else None
    return Standing(kind, lpmp, rows[0] if rows else None, draft)


def text_of(kind: LetterKind, lpmp: Institution, version: int) -> dict[str, str] | None:
    """The text of every block in that version; nothing when there never was one. 0 is what the code says."""
    if version == 0:
        return complete(kind, None)
    row = LetterText.objects.of(lpmp.pk, kind.code).filter(version=version).first()
    return complete(kind, row) if row else None


@dataclass(frozen=True)
class TextRow:
    """One kind in the list of texts."""

    kind: LetterKind
    lpmp_id: int
    published: LetterText | None
    draft: LetterText | None

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def version(self) -> int:
        return self.published.version if self.published else 0

    @property
    def published_at(self) -> datetime | None:
        return self.published.published_at if self.published else None

    @property
    def published_by(self) -> str:
        return self.published.published_by.full_name if self.published else ""

    @property
    def drafted_by(self) -> str:
        return self.draft.changed_by.full_name if self.draft else ""

    @property
    def conditions(self) -> set[str]:
        return {"disunting" if self.published else "bawaan"} | ({"konsep"} if self.draft else set())

    def get_absolute_url(self) -> str:
        return reverse("documents:text", args=[self.lpmp_id, self.kind.code])


def editable_kinds() -> dict[str, LetterKind]:
    return {code: kind for code, kind in kinds().items() if kind.blocks}


def text_rows(lpmp: Institution) -> list[TextRow]:
    """Every kind whose texts may be edited, with what is in force and who is writing on it, in one query."""
    drafts: dict[str, LetterText] = {}
    newest: dict[str, LetterText] = {}
    rows = LetterText.objects.filter(institution=lpmp).select_related("published_by", "changed_by").defer("blocks")
    for row in rows.order_by("version"):
        (drafts if row.version is None else newest)[row.kind] = row
    return [TextRow(kind, lpmp.pk, newest.get(code), drafts.get(code)) for code, kind in editable_kinds().items()]
