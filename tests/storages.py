"""Storages that fail as real ones do."""

import os
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage


class FullStorage(FileSystemStorage):
    """Takes a few octets, and then says what a full disk says: the fault comes from the kernel."""

    def _save(self, name: str, content: Any) -> str:
        super()._save(name, ContentFile(content.read(1000)))
        full = os.open("/dev/full", os.O_WRONLY)
        try:
            os.write(full, b"one octet too many")
        finally:
            os.close(full)
        return name


class DeadlyStorage(FileSystemStorage):
    """Keeps the file; then the process is told to die before it writes its row."""

    def _save(self, name: str, content: Any) -> str:
        super()._save(name, content)
        raise SystemExit
