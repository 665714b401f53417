"""Which kinds of letter are there? Each is declared next to its domain; this is what a declaration says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

from documents.wording import Block

if TYPE_CHECKING:
    from documents.models import LetterDraft
    from schools.models import Institution


class Naskah(models.TextChoices):
    """The class of naskah dinas a kind belongs to (forms.md 1.2)."""

    LETTER = "letter", "Surat dinas"
    INVITATION = "invitation", "Surat undangan"
    ASSIGNMENT = "assignment", "Surat tugas"
    STATEMENT = "statement", "Surat pernyataan"
    AGREEMENT = "agreement", "Kesepakatan kerja sama"
    RECORD = "record", "Berita acara"
    DECISION = "decision", "Keputusan"
    FORM = "form", "Formulir"


class IssuedBy(models.TextChoices):
    """Whose letterhead stands on top, and whose register the letter stands in."""

    LPMP = "lpmp", "LPMP"
    DINAS = "dinas", "Dinas pendidikan"
    PEMDA = "pemda", "Pemerintah daerah"
    SCHOOL = "school", "Sekolah"


class SignedBy(models.TextChoices):
    """Who signs. The head's place may be taken by Plt., Plh. or a.n., as the institution's data say on that day."""

    HEAD = "head", "Kepala penerbit (atau Plt., Plh., a.n.)"
    SCHOOL = "school", "Kepala sekolah dan komponen sekolah"
    PARTIES = "parties", "Para pihak"
    NOBODY = "nobody", "Tanpa tanda tangan kepala"


class Fate(models.TextChoices):
    DESTROY = "destroy", "Musnah"
    ASSESS = "assess", "Dinilai kembali"
    KEEP = "keep", "Permanen"


class Retention(NamedTuple):
    """How long a letter is kept at hand and in the archive, in years, and what becomes of it then.

    RECONSTRUCTED from common schedules of retention; the LPMP's own JRA wins once it is known.
    """

    active: int
    inactive: int
    fate: Fate

    def __str__(self) -> str:
        return f"{self.active} tahun aktif, {self.inactive} tahun inaktif, {self.fate.label.lower()}"


ORDINARY = Retention(2, 3, Fate.DESTROY)
EVIDENCE = Retention(2, 5, Fate.ASSESS)
LASTING = Retention(2, 8, Fate.KEEP)


@dataclass(frozen=True)
class LetterKind:
    """One kind. A changed template gets a new file and a new ``version``; issued letters keep theirs."""

    code: str
    name: str
    naskah: Naskah
    issued_by: IssuedBy
    signed_by: SignedBy
    builder: "Callable[..., LetterDraft]"  # turns rows into words
    subject: str  # the model a letter is about, as ``app.Model``
    number_class: str | None = None  # letters of one class share a running number; None: not numbered
    subject_code: str = ""  # kode hal, the {subject} of a number
    attachments: tuple[str, ...] = ()  # what the lampiran hold
    retention: Retention = ORDINARY
    version: int = 1
    blocks: tuple[Block, ...] = ()  # what the LPMP may word itself
    sample: "Callable[[Institution], LetterDraft] | None" = None  # invented, for the preview of its texts

    @property
    def is_for_head(self) -> bool:
        """Whether it waits for the head of its issuer; records and forms are signed where they are filled in."""
        return self.signed_by in (SignedBy.HEAD, SignedBy.SCHOOL) or self.naskah == Naskah.AGREEMENT

    def template(self, version: int | None = None) -> str:
        return f"documents/letters/{self.code}_v{version or self.version}.html"


@cache
def kinds() -> dict[str, LetterKind]:
    """Every kind by its code, as the apps declare them (``letter_kinds`` in apps.py: a dotted path to a tuple)."""
    paths = [config.letter_kinds for config in apps.get_app_configs() if hasattr(config, "letter_kinds")]
    return {kind.code: kind for path in paths for kind in import_string(path)}


def kinds_for_head() -> list[str]:
    """The codes of those kinds that wait for the signature of a head."""
    return [code for code, kind in kinds().items() if kind.is_for_head]


def kind_named(code: str) -> str:
    """What the kind is called on the screen; the code itself for one that is declared no more."""
    return kinds()[code].name if code in kinds() else code
