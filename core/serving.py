"""How does a stored file leave the house? One answer for all: to save, in a sandbox, and only what is still missing."""

import logging
import re
from pathlib import PurePath
from typing import IO

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from core import thumbnails
from core.storing import reading

log = logging.getLogger(__name__)
SANDBOX = "default-src 'none'; sandbox"
# The browser's own reader of PDF does not work in a sandbox; its page around a picture brings its own styles.
READER = "default-src 'none'; object-src 'self'"
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PDF, UNKNOWN = "application/pdf", "application/octet-stream"
MAGIC = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
BY_NAME = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".zip": "application/zip",
}


class Slice:
    """Some octets of an open file, as ``FileResponse`` reads them."""

    def __init__(self, file: IO[bytes], start: int, length: int):
        file.seek(start)
        self.file, self.left = file, length

    def read(self, count: int = -1) -> bytes:
        chunk = self.file.read(self.left if count < 0 else min(count, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        self.file.close()


def serve(request: HttpRequest, stored: FieldFile, *, name: str) -> HttpResponseBase:
    """The file for somebody who may have it: whoever calls has asked ``visible_to`` before.

    To be saved under ``name``; with ``?lihat`` a PDF or picture is shown in the browser, with ``?mini`` its small
    picture or a sign that none is there yet. Answers 304 to whoever has it already, and parts to whoever asks for
    them. A file the storage has lost is a ``Conflict``, and logged.
    """
    if "mini" in request.GET:
        small = thumbnails.of(stored)
        return _whole(request, small, "mini.jpg") if small else redirect(static("imbas/berkas.svg"))
    return _whole(request, stored, name)


def _whole(request: HttpRequest, stored: FieldFile, name: str) -> HttpResponseBase:
    with reading(stored):
        tag = _tag(stored)
        file = stored.open("rb")
        head = file.read(8)
    kind = _kind(head, name)
    if (known := get_conditional_response(request, etag=tag)) is not None:
        file.close()
        return _with_headers(request, known, kind, name, tag)
    return _with_headers(request, _answer(request, file, stored.size, kind, tag), kind, name, tag)


def _tag(stored: FieldFile) -> str:
    """A stored file is replaced under another name, so name, size and time tell whether it is the same."""
    changed = stored.storage.get_modified_time(stored.name)
    return quote_etag(f"{PurePath(stored.name).stem[-20:]}-{stored.size:x}-{int(changed.timestamp() * 1000):x}")


def _kind(head: bytes, name: str) -> str:
    """By content where it shows; the name only decides between what nobody opens in a browser."""
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    return BY_NAME.get(PurePath(name).suffix.lower(), UNKNOWN)


def _answer(request: HttpRequest, file: IO[bytes], size: int, kind: str, tag: str) -> HttpResponse | FileResponse:
    """All of it, or the one piece that was asked for; several pieces at once are answered with all of it."""
    asked = request.headers.get("Range", "")
    if not asked or request.headers.get("If-Range", tag) != tag or not (piece := _piece(asked, size)):
        file.seek(0)
        return _streamed(file, size, kind)
    start, stop = piece
    if start >= stop:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}, content_type=kind)
    answer = _streamed(Slice(file, start, stop - start), stop - start, kind)
    answer.status_code = 206
    answer["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return answer


def _streamed(file: IO[bytes] | Slice, length: int, kind: str) -> FileResponse:
    return FileResponse(file, content_type=kind, headers={"Content-Length": str(length)})


def _piece(asked: str, size: int) -> tuple[int, int] | None:
    """``bytes=100-199`` -> (100, 200); ``bytes=-100`` -> the last hundred; nothing when it is no single piece."""
    found = re.fullmatch(r"bytes=(\d{0,12})-(\d{0,12})", asked.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _with_headers(request: HttpRequest, answer: HttpResponseBase, kind: str, name: str, tag: str) -> HttpResponseBase:
    policy = (READER if kind == PDF else PICTURE) if kind == PDF or kind.startswith("image/") else ""
    look = "lihat" in request.GET and policy != ""
    answer["Content-Disposition"] = content_disposition_header(not look, name) or "inline"
    answer["Content-Security-Policy"] = policy if look else SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-cache"
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = tag
    return answer
