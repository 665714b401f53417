"""How does a form take a file that came before it: by its number, whole, and only from its owner?"""

import hashlib
import io
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.core.files.base import File
from django.utils import timezone

from core import arrivals
from core.errors import DomainError
from core.keys import key_of
from core.models import Upload
from core.uploads import BadUpload

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)
WAITS_AFTER_USE = timedelta(hours=1)  # the same form pressed twice finds the same file
GONE = "Berkas yang tadi terkirim sudah tidak disimpan lagi. Pilih berkasnya sekali lagi."


def find(upload_id: object, *, by: "User") -> Upload | None:
    """The person's own upload of this number, as a form sent it."""
    key = key_of(upload_id)
    return None if key is None else cast("Upload | None", Upload.objects.visible_to(by).filter(pk=key).first())


def received(upload_id: object, *, by: "User", purpose: str) -> File:
    """The whole file, in memory, as a form takes it. ``BadUpload`` when it is not there or not whole."""
    upload = find(upload_id, by=by)
    if upload is None or upload.purpose != purpose:
        raise BadUpload(GONE)
    if not upload.is_whole:
        raise BadUpload(f"Berkas «{upload.name}» baru terkirim {upload.percent}%. Tunggu selesai, lalu kirim lagi.")
    try:
        return File(io.BytesIO(arrivals.path_of(upload).read_bytes()), name=upload.name)
    except OSError as fault:
        log.error("upload %s is lost: %s", upload.pk, fault)
        raise BadUpload(GONE) from fault


def mark_used(upload_ids: Iterable[object], *, by: "User") -> None:
    """A form took them: they wait a little longer for a second press of the same button, then go."""
    now = timezone.now()
    known = [found.pk for one in upload_ids if (found := find(one, by=by)) and found.is_whole]
    mine = Upload.objects.visible_to(by).filter(pk__in=known, used_at=None)
    mine.update(used_at=now, expires_at=now + WAITS_AFTER_USE)


def keep_posted(files: Iterable[File], purpose: str, *, by: "User") -> list[Upload]:
    """Files that came with a form that had faults, kept as if sent in pieces. What cannot be kept is let go."""
    kept = []
    for file in files:
        file.seek(0)
        content = file.read()
        try:
            upload = arrivals.begin(purpose, file.name or "", len(content), hashlib.sha256(content).hexdigest(), by=by)
            kept.append(_filled(upload, content, by))
        except DomainError as refusal:
            log.info("a posted file is not kept: %s", refusal)
    return kept


def _filled(upload: Upload, content: bytes, by: "User") -> Upload:
    if upload.is_whole:
        return upload
    offset = min(upload.received, arrivals.octets(upload))
    return arrivals.append(upload.pk, offset, content[offset:], by=by)
