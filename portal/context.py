"""What the shell around every page needs, hung on the request so that views and templates share one."""

from django.conf import settings
from django.http import HttpRequest

from portal.shell import Shell


def shell_of(request: HttpRequest) -> Shell:
    """The shell of this request, made once."""
    if not hasattr(request, "shell"):
        user = getattr(request, "user", None)
        is_known = user is not None and user.is_authenticated
        session = getattr(request, "session", {})
        request.shell = Shell(user if is_known else None, session.get("tahun"), request.path)
    return request.shell


def shell(request: HttpRequest) -> dict[str, object]:
    """``shell`` and ``acting`` for every page; ``is_public_page`` chooses the block that fills it:
    ``public`` for views open to all and for people without a role, ``content`` for the rest.
    """
    found = shell_of(request)
    match = getattr(request, "resolver_match", None)
    is_open = match is not None and not getattr(match.func, "login_required", True)
    return {
        "shell": found,
        "acting": found.acting,
        "is_public_page": found.acting is None or is_open,
        "search_words": request.GET.get("q", "")[:80] if request.path == "/cari/" else "",
        "app_version": settings.VERSION,
    }
