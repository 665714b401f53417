"""What is said when the storage does not take a file, or has lost one?"""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from core.errors import Conflict, DomainError

log = logging.getLogger(__name__)
LOST = "Berkas ini tidak dapat dibaca dari penyimpanan. Beri tahu admin LPMP; isian Anda tidak hilang."
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotStored(DomainError):
    """The file was not kept. Nothing else is lost; the same may be tried again once there is room."""

    status = 507


@contextmanager
def keeping() -> Iterator[None]:
    """Around every writing of a file: a fault of the disk becomes a refusal with a reason."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise NotStored(
                "Penyimpanan berkas penuh. Yang sudah tercatat tidak hilang; beri tahu admin, lalu coba lagi."
            ) from fault
        raise NotStored(
            f"Berkas tidak dapat disimpan ({fault.strerror or fault}). Beri tahu admin, lalu coba lagi."
        ) from fault


def put(name: str, content: File) -> str:
    """Keep the content under this name or, if it is taken, one like it. Half a file is no file: it goes again."""
    name = default_storage.get_available_name(name)
    try:
        with keeping():
            return default_storage.save(name, content)
    except NotStored:
        with suppress(OSError):
            default_storage.delete(name)
        raise


def keep(stored: FieldFile, name: str, content: File) -> None:
    """``put`` for the field of a row, in the folder of that field; the row itself is saved by the caller."""
    stored.name = put(stored.field.generate_filename(stored.instance, name), content)


@contextmanager
def replacing(stored: FieldFile) -> Iterator[None]:
    """Around keeping another file in this field and saving its row: the file before goes last, and only then."""
    earlier = stored.name
    yield
    if earlier and earlier != stored.name:
        stored.storage.delete(earlier)


@contextmanager
def reading(stored: FieldFile) -> Iterator[None]:
    """Around opening a stored file: one the storage has lost is a ``Conflict``, and logged."""
    try:
        yield
    except OSError as fault:
        log.error("%s cannot be read: %s", stored.name, fault)
        raise Conflict(LOST) from fault


def content_of(stored: FieldFile) -> bytes:
    """All of a stored file, for those who work on it whole."""
    with reading(stored), stored.open("rb") as file:
        return file.read()
