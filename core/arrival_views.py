"""The addresses a browser sends a file to in pieces: begin, go on, ask how far, forget."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core import arrivals
from core.keys import key_of
from core.models import Upload
from core.uploads import BadUpload


@require_POST
@never_cache
def begin(request: HttpRequest) -> JsonResponse:
    """Announce a file: its purpose, name, size and, if known, SHA-256. Answers with where to go on."""
    asked = _asked(request)
    upload = arrivals.begin(asked["purpose"], asked["name"], asked["size"], asked["sha256"], by=request.user)
    return _state(upload, status=201)


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = dict(json.loads(request.body[:4000]))
    except (RawPostDataException, ValueError, TypeError, RecursionError) as fault:  # a form instead of JSON, or neither
        raise BadUpload("Permintaan unggahan tidak terbaca.") from fault
    size, sha256 = asked.get("size"), str(asked.get("sha256", ""))
    return {
        "purpose": str(asked.get("purpose", "")),
        "name": str(asked.get("name", "")).replace("\x00", "").encode(errors="replace").decode(),
        "size": min(size, 10**15) if isinstance(size, int) and not isinstance(size, bool) else 0,
        "sha256": sha256 if re.fullmatch("[0-9a-f]{64}", sha256) else "",
    }


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@never_cache
def upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """GET and HEAD say how far it is; PATCH brings the piece at ``Upload-Offset``; DELETE forgets it."""
    found = get_object_or_404(Upload.objects.visible_to(request.user), pk=upload_id)
    if request.method == "PATCH":
        found = arrivals.append(found.pk, _offset(request), _piece(request), by=request.user)
    if request.method == "DELETE":
        arrivals.forget(found)
        return HttpResponse(status=204)
    return _state(found)


def _offset(request: HttpRequest) -> int:
    text = request.headers.get("Upload-Offset", "")
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise BadUpload("Potongan berkas tidak menyebut tempatnya.")
    return int(text)


def _piece(request: HttpRequest) -> bytes:
    length = key_of(request.headers.get("Content-Length", ""))
    if length is None or not 0 < length <= arrivals.PIECE_LIMIT:
        raise BadUpload("Potongan berkas kosong atau terlalu besar.")
    return request.read()


def _state(upload: Upload, status: int = 200) -> JsonResponse:
    state = {"id": upload.pk, "name": upload.name, "size": upload.size, "offset": upload.received,
             "whole": upload.is_whole, "used": upload.used_at is not None}  # fmt: skip
    headers = {"Upload-Offset": str(upload.received), "Upload-Length": str(upload.size)}
    return JsonResponse(state, status=status, headers=headers)
