"""As what the person acts in this session, which sessions are open, and what a late form must not lose."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import stash
from accounts.backends import client_address
from accounts.models import OpenSession
from accounts.services.second_factor import has_second_factor, must_have_one
from accounts.services.sessions import SEEN_EVERY

Answer = Callable[[HttpRequest], HttpResponse]


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view says that nobody needs to be signed in."""
    return not getattr(view, "login_required", True)


def keep_typed(request: HttpRequest) -> bool:
    """Keep what this POST brought; whether there was anything."""
    return stash.keep(
        request.session,
        path=request.get_full_path(),
        fields=list(request.POST.lists()),
        files=[file.name for file in request.FILES.values()],
        owner=request.get_signed_cookie(stash.OWNER_COOKIE, default=""),
    )


def keep_after_lost_key(request: HttpRequest) -> bool:
    """Keep a form whose CSRF key is old because its page was open across a sign-in, if the page was ours."""
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    match = request.resolver_match
    return ours and match is not None and not is_public(match.func) and keep_typed(request)


def page_before(request: HttpRequest, address: str = "") -> str:
    """The path of the page that sent this request, if it is one of ours; else the home page."""
    address = address or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return reverse("portal:home")
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class KeepTyped:
    """A form that arrives after the session has ended is kept, and offered again after signing in."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated and response.status_code < 500:
            self._forget(request)
        return self._whole_page(request, response)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated or is_public(view):
            return None
        keep_typed(request)
        return redirect_to_login(page_before(request))

    def _forget(self, request: HttpRequest) -> None:
        if key := request.POST.get(stash.FIELD):
            stash.drop(request.session, key)

    def _whole_page(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """htmx would put the sign-in page into a corner of the page it is on."""
        sign_in = reverse("accounts:sign_in")
        if "HX-Request" not in request.headers or not response.get("Location", "").startswith(sign_in):
            return response
        before = page_before(request, request.headers.get("HX-Current-URL", ""))
        target = redirect_to_login(before)["Location"]
        return HttpResponse(status=204, headers={"HX-Redirect": target})


class ActingMembership:
    """Sets ``request.user.acting`` to the membership chosen in this session, as long as it is in force."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._act(request)
            self._see(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        """Somebody whose memberships have all ended sees why there is nothing to see."""
        if not request.user.is_authenticated or request.user.acting or is_public(view):
            return None
        return render(request, "accounts/no_role.html", status=403)

    def _act(self, request: HttpRequest) -> None:
        standings = request.user.standings
        chosen = request.session.get("membership_id")
        found = next((membership for membership in standings if membership.pk == chosen), None)
        request.user.acting = found or (standings[0] if standings else None)

    def _see(self, request: HttpRequest) -> None:
        now = timezone.now()
        key, until = request.session.get("seen", ("", ""))
        if key == request.session.session_key and now.isoformat() < until:
            return
        if not request.session.session_key:
            request.session.save()
        if key:  # a changed password gives the same browser another key
            OpenSession.objects.filter(session_key=key).update(session_key=request.session.session_key)
        request.session["seen"] = (request.session.session_key, (now + SEEN_EVERY).isoformat())
        OpenSession.objects.update_or_create(
            session_key=request.session.session_key,
            defaults={
                "user": request.user, "seen_at": now,
                "agent": request.headers.get("User-Agent", "")[:200],
                "address": client_address(request),
            },
        )  # fmt: skip


class SecondFactorFirst:
    """Where it is required, somebody of an LPMP without a second step is led to set it up before anything else."""

    OPEN = frozenset({"accounts:second_factor", "accounts:sign_out", "accounts:switch", "accounts:password"})

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or is_public(view) or not must_have_one(request.user):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in self.OPEN:
            return None
        return None if has_second_factor(request.user) else redirect("accounts:second_factor")
