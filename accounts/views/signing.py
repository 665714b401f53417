"""Signing in and out, the lock-out page, and going on with a form that came too late."""

import math
import time

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import services, stash
from accounts.backends import client_address, sign_in_name
from accounts.forms.signing import SignInForm
from accounts.models import User
from accounts.rules import Role
from accounts.services.second_factor import has_second_factor

BACKEND = "accounts.backends.UsernameOrEmail"
PENDING = "second_step"
OWNER_SECONDS = 400 * 24 * 3600


def enter(request: HttpRequest, user: User, target: str = "") -> HttpResponse:
    """Sign in whoever has no second step; ask the others for their code first."""
    if not has_second_factor(user):
        return admit(request, user, target)
    request.session.cycle_key()
    request.session[PENDING] = {"user": user.pk, "next": target, "at": time.time()}
    return redirect("accounts:second_step")


def admit(request: HttpRequest, user: User, target: str = "") -> HttpResponse:
    """Sign in and lead on: to a form that waits, to ``target`` if it is ours, or home."""
    login(request, user, backend=BACKEND)
    if stash.kept_for(request.session, str(user.pk)):
        response = redirect("accounts:resume")
    elif url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        response = redirect(target)
    else:
        response = redirect("portal:home")
    response.set_signed_cookie(
        stash.OWNER_COOKIE, user.pk, max_age=OWNER_SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.GET.get("next", "")
    if request.method != "POST" and request.user.is_authenticated:
        return redirect("portal:home")
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return enter(request, form.get_user(), target)
    context = {
        "form": form,
        "next": target,
        "waiting": len(request.session.get(stash.NAME, {})),
        "demo": _demo_people() if settings.EMBEDDED else [],
    }
    return render(request, "accounts/sign_in.html", context)


def _demo_people() -> list[tuple[str, list[User]]]:
    """The demo accounts by role, in the order of the roles."""
    people = User.objects.filter(is_test_account=True, is_active=True).prefetch_standings()
    groups: dict[str, list[User]] = {}
    for person in people:
        if person.standings:
            groups.setdefault(person.standings[0].role, []).append(person)
    return [(role.label, groups[role]) for role in Role if role in groups]


@require_POST
@login_not_required
def demo_sign_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """One press instead of a password, for the demo accounts of the embedded default and nowhere else."""
    if not settings.EMBEDDED:
        raise Http404
    person = get_object_or_404(User, pk=user_id, is_test_account=True, is_active=True)
    return enter(request, person, request.POST.get("next", ""))


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Nothing stays behind on a shared computer. Cookies are left: clearing them clears the whole domain's."""
    if request.user.is_authenticated:
        services.leave(session_key=request.session.session_key, by=request.user)
    logout(request)
    messages.info(request, "Anda sudah keluar.")
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """What axes answers after too many failures: for how long, and who can help."""
    attempts = AccessAttempt.objects.filter(
        username=sign_in_name(request, credentials), ip_address=client_address(request)
    )
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    seconds = (last + get_cool_off(request) - timezone.now()).total_seconds()
    return render(request, "accounts/locked.html", {"minutes": max(1, math.ceil(seconds / 60))}, status=429)


@never_cache
def resume(request: HttpRequest) -> HttpResponse:
    """The forms that came too late, to be sent again or thrown away."""
    forms = stash.kept_for(request.session, str(request.user.pk))
    if request.method == "POST":
        stash.drop(request.session, request.POST.get("buang", ""))
        return redirect("accounts:resume" if len(forms) > 1 else "portal:home")
    return render(request, "accounts/resume.html", {"forms": forms, "field": stash.FIELD})
