"""Which page tells everybody whether a paper is what it says? No personal data, no sign-in."""

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.backends import client_address
from documents.forms import CompareForm
from documents.models import Letter, Signature
from documents.rules import read_code


@require_safe
@login_not_required
def verify_search(request: HttpRequest) -> HttpResponse:
    """Where somebody without a phone types the code; the whole address or the mark of a page will do too."""
    typed = request.GET.get("kode", "").strip().rpartition("/v/")[2]
    if code := read_code(typed.partition("/")[0]):
        return redirect("documents:verify", code=code)
    return render(request, "documents/verify.html", _context())


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the register knows of this code; a posted PDF or hash is compared with what was issued."""
    if _too_often(request):
        return render(request, "documents/verify.html", _context(code=code, too_often=True), status=429)
    letter = Letter.objects.public().filter(code=read_code(code)).first()
    if letter is None:
        return render(request, "documents/verify.html", _context(code=code, unknown=True), status=404)
    asked = request.method == "POST"
    form = CompareForm(request.POST, request.FILES) if asked else CompareForm()
    signature = letter.signatures.verified().first()
    compared = _compare(form, letter, signature) if asked and form.is_valid() else ""
    known = _context(code=code, letter=letter, signature=signature, form=form, compared=compared)
    return render(request, "documents/verify.html", known)


def _context(**known: object) -> dict[str, object]:
    nothing = {
        "code": "",
        "letter": None,
        "signature": None,
        "form": None,
        "compared": "",
        "unknown": False,
        "too_often": False,
    }
    return nothing | known


def _compare(form: CompareForm, letter: Letter, signature: Signature | None) -> str:
    """``same`` as issued, ``signed`` as the signed copy, or ``other``; ``none`` while there is nothing to compare."""
    if letter.sha256 is None:
        return "none"
    posted = form.cleaned_data["file"]
    found = hashlib.file_digest(posted.open(), "sha256").hexdigest() if posted else form.cleaned_data["sha256"]
    if signature and found == signature.sha256:
        return "signed"
    return "same" if found == letter.sha256 else "other"


def _too_often(request: HttpRequest) -> bool:
    """Whoever asks more often than a reader of letters does has to wait a minute."""
    visitor = hashlib.sha256((client_address(request) or "").encode()).hexdigest()
    key = f"verify:{visitor}:{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > settings.VERIFY_PER_MINUTE
    except ValueError:  # the cache has made room for others in between
        return False
