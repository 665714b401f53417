"""What happens to a file that comes in pieces: begun, continued where it stopped, thrown away in the end.

The row says how much has arrived; a piece that does not fit there changes nothing. So a piece sent twice, two tabs,
and a connection that breaks after the piece but before its answer all come out the same.
"""

import hashlib
import logging
from datetime import timedelta
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from core.errors import Conflict, NotAllowed
from core.formats import size as in_words
from core.models import Purpose, Upload
from core.storing import NotStored, keeping
from core.uploads import MB, PILE_LIMIT, SCAN_LIMIT, BadUpload, most

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)
PIECE_LIMIT = MB
LIMITS = {Purpose.SCAN: SCAN_LIMIT, Purpose.PHOTO: SCAN_LIMIT, Purpose.PILE: PILE_LIMIT}
WAITS = timedelta(days=2)
MOST_PENDING = 40
MOST_OCTETS = 150 * MB


class OutOfStep(Conflict):
    """The piece does not begin where the last one ended; ``offset`` says where to go on."""

    def __init__(self, offset: int):
        super().__init__("Potongan berkas tidak berurutan; dilanjutkan dari bagian terakhir yang diterima.")
        self.offset = offset

    @property
    def facts(self) -> dict[str, object]:
        return {"offset": self.offset}


@transaction.atomic
def begin(purpose: str, name: str, size: int, announced: str = "", *, by: "User") -> Upload:
    """Expect a file. The same file announced before is continued, also from another tab or after a reload.

    ``BadUpload`` for what could never be taken, ``NotAllowed`` when too much of this person is waiting already.
    """
    if purpose not in LIMITS:
        raise BadUpload("Jenis unggahan tidak dikenal.")
    _check_announced_size(size, LIMITS[Purpose(purpose)])
    get_user_model().objects.select_for_update(of=("self",)).get(pk=by.pk)
    mine = Upload.objects.visible_to(by)
    same = mine.filter(purpose=purpose, size=size, announced=announced).exclude(announced="")
    if found := same.last():
        return found
    pending = mine.pending()
    if pending.count() >= MOST_PENDING or (pending.aggregate(n=Sum("size"))["n"] or 0) + size > MOST_OCTETS:
        raise NotAllowed("Terlalu banyak berkas yang belum dipakai. Kirim dahulu formulirnya, atau coba lagi besok.")
    name = PurePath(name.replace("\\", "/")).name[-200:] or "berkas"
    return Upload.objects.create(
        owner=by, purpose=purpose, name=name, size=size, announced=announced, expires_at=timezone.now() + WAITS
    )


def _check_announced_size(size: int, limit: int) -> None:
    if size <= 0:
        raise BadUpload("Berkas kosong (0 bita). Pilih berkas yang berisi.")
    if size > limit:
        raise BadUpload(f"Berkas terlalu besar: {in_words(size)}; paling besar {most(limit)}.")


@transaction.atomic
def append(upload_id: int, offset: int, piece: bytes, *, by: "User") -> Upload:
    """Write the piece at its place and say how far the file is.

    ``OutOfStep`` when it does not begin where the file ends; ``NotStored`` when the disk refuses. A file that came out
    otherwise than announced begins anew: ``received`` is then 0.
    """
    upload = Upload.objects.visible_to(by).select_for_update(of=("self",)).get(pk=upload_id)
    offset_on_disk = min(upload.received, octets(upload))
    if offset != offset_on_disk:
        raise OutOfStep(offset_on_disk)
    if offset + len(piece) > upload.size:
        raise BadUpload("Potongan ini melampaui ukuran berkas. Pilih berkasnya sekali lagi.")
    _write(upload, offset, piece)
    upload.received, upload.sha256 = offset + len(piece), ""
    if upload.is_whole:
        upload.sha256 = _hash(upload)
        if upload.announced not in ("", upload.sha256):
            log.warning("upload %s arrived damaged and begins anew", upload.pk)
            upload.received, upload.sha256 = 0, ""
    upload.save(update_fields=["received", "sha256"])
    return upload


def path_of(upload: Upload) -> Path:
    """Where the pieces are put together; never inside a folder that is served."""
    return _folder() / f"{upload.pk}.bagian"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "titipan"


def octets(upload: Upload) -> int:
    """What is really there: after a broken disk less than the row believes."""
    path = path_of(upload)
    return path.stat().st_size if path.exists() else 0


def _write(upload: Upload, offset: int, piece: bytes) -> None:
    path = path_of(upload)
    try:
        with keeping():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("r+b" if path.exists() else "w+b") as file:
                file.seek(offset)
                file.write(piece)
                file.truncate()
    except NotStored as fault:
        log.error("a piece of upload %s cannot be written: %s", upload.pk, fault.__cause__)
        raise


def _hash(upload: Upload) -> str:
    with path_of(upload).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def forget(upload: Upload) -> None:
    """Throw away one upload and its pieces."""
    path = path_of(upload)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def throw_away_expired() -> int:
    """The rows whose time is over, then every file without a row; how many rows went. Safe to run twice."""
    gone = list(Upload.objects.expired())
    for upload in gone:
        forget(upload)
    there = list(_folder().glob("*.bagian"))  # before the rows: a file that begins meanwhile has its row already
    kept = {path_of(upload).name for upload in Upload.objects.all()}
    for path in there:
        if path.name not in kept:
            path.unlink(missing_ok=True)
    return len(gone)
