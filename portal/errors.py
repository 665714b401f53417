"""What is shown when an address, a form or the application itself fails."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import get_template

from accounts.middleware import keep_after_lost_key


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = {"status": status, "error_title": title, "text": text}
    return render(request, "portal/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = "Permintaan dari peramban tidak dapat dibaca. Kembali ke halaman sebelumnya, lalu coba sekali lagi."
    return _page(request, 400, "Permintaan tidak dapat dibaca", text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = str(exception) or "Peran Anda tidak berwenang membuka halaman ini."
    return _page(request, 403, "Tidak berwenang", text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = "Halaman ini tidak ada, atau berada di luar wilayah dan peran Anda saat ini."
    return _page(request, 404, "Halaman tidak ditemukan", text)


def broken(request: HttpRequest) -> HttpResponse:
    """No question to anybody: the database may be what is broken."""
    return HttpResponseServerError(get_template("portal/broken.html").render())


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or the person signed in elsewhere. What was typed is kept and offered again."""
    if keep_after_lost_key(request):
        return redirect("accounts:resume")
    return render(request, "portal/csrf.html", {"status": 403}, status=403)
