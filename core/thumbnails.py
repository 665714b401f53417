"""How does a stored scan or photo look, small? Made once by a worker, kept beside the files under the same name."""

import io
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core.confined import Overrun, run
from core.jobs import enqueue
from core.models import Job

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

    from accounts.models import User

log = logging.getLogger(__name__)
SIDE = 320


def name_of(stored_name: str) -> str:
    """Where the small picture of a file stands."""
    return f"mini/{stored_name}.jpg"


def order(files: "Iterable[FieldFile]", subject_id: int, *, by: "User | None" = None) -> Job:
    """Have the small pictures made, in the transaction that stores the files."""
    return enqueue("core.thumbnail", subject_id, by=by, files=[file.name for file in files])


def make(job: Job) -> None:
    """The work that ``order`` queued."""
    draw(job.payload["files"])


def draw(names: Iterable[str]) -> None:
    """Make what is missing. What cannot be drawn has no small picture, and is no reason to try again."""
    for name in names:
        if default_storage.exists(name_of(name)) or not default_storage.exists(name):
            continue
        with default_storage.open(name) as file:
            content = file.read()
        try:
            drawn = run("first_page", content, str(SIDE)) if content.startswith(b"%PDF-") else _shrunk(content)
        except (Overrun, OSError, SyntaxError) as fault:
            log.warning("%s has no small picture: %s", name, fault)
            continue
        default_storage.save(name_of(name), ContentFile(drawn))


def _shrunk(content: bytes) -> bytes:
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    picture.thumbnail((SIDE, SIDE))
    picture.convert("RGB").save(out, "JPEG", quality=70)
    return out.getvalue()


def of(stored: "FieldFile") -> "FieldFile | None":
    """The small picture of a stored file, if it has been made."""
    name = name_of(stored.name or "")
    return type(stored)(stored.instance, stored.field, name) if stored.storage.exists(name) else None


def drop(stored_name: str) -> None:
    """Throw away the small picture of a file that goes."""
    default_storage.delete(name_of(stored_name))
