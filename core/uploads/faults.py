"""What is asked of every upload first: is there anything in it, is it small enough, how does it begin?"""

from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from core.errors import DomainError
from core.formats import size

MB = 1024 * 1024
SCAN_LIMIT = settings.SCAN_LIMIT_MB * 1_000_000
PILE_LIMIT = 4 * SCAN_LIMIT  # a stack of paper through the scanner of an office


class BadUpload(ValidationError, DomainError):
    """The file cannot be taken; the message says why and what to do. A form shows it beside its field."""

    status = 422

    def __init__(self, message: str):
        super().__init__(message, code="upload")

    def __str__(self) -> str:
        return str(self.message)


def most(limit: int) -> str:
    """A limit as people say it: ``10 MB``."""
    return size(limit).replace(",0 ", " ")


def check_size(file: File, limit: int) -> None:
    """``BadUpload`` for an empty file or one beyond ``limit``."""
    if not file.size:
        raise BadUpload("Berkas kosong (0 bita). Pilih berkas yang berisi.")
    if file.size > limit:
        raise BadUpload(f"Berkas terlalu besar: {size(file.size)}; paling besar {most(limit)}.")


def head_of(file: IO[bytes] | File, count: int = 4096) -> bytes:
    """The first bytes; the file stands at its beginning afterwards."""
    file.seek(0)
    head = file.read(count)
    file.seek(0)
    return head
