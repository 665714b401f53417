"""The pages of the second step: setting it up, being asked for it, taking it away, and an admin's reset."""

import time

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms.people import ReasonForm
from accounts.forms.second_factor import CodeForm, PasswordAgainForm
from accounts.models import User
from accounts.rules import demand
from accounts.services import second_factor as services
from accounts.views.signing import PENDING, admit
from core.errors import DomainError

NONCE = "second_factor_nonce"
PENDING_SECONDS = 600


@never_cache
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Whether it is on; else the key for the app, which must answer with a code before anything is asked."""
    user = request.user
    if services.has_second_factor(user):
        left = user.recovery_codes.filter(used_at=None).count()
        context = {"factor": user.second_factor, "left": left, "is_required": services.must_have_one(user)}
        return render(request, "accounts/second_factor/on.html", context)
    nonce = request.session.setdefault(NONCE, services.new_nonce())
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            keep = request.session.session_key
            codes = services.confirm_second_factor(nonce, form.cleaned_data["code"], keep=keep, by=user)
        except DomainError as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[NONCE]
            return _codes_once(request, codes)
    qr = segno.make(services.app_address(user, nonce), error="m", micro=False).svg_data_uri(border=2, scale=5)
    context = {"form": form, "qr": qr, "key": services.typed_key(user, nonce),
               "is_required": services.must_have_one(user)}  # fmt: skip
    return render(request, "accounts/second_factor/set_up.html", context)


def _codes_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The answer to the POST itself: nothing that could show them twice is kept."""
    context = {"codes": codes, "site": settings.SITE_URL.partition("//")[2]}
    return render(request, "accounts/second_factor/codes.html", context)


@never_cache
@sensitive_post_parameters("current_password")
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    form = PasswordAgainForm(request.POST or None, user=request.user)
    if form.is_valid():
        return _codes_once(request, services.new_recovery_codes(by=request.user))
    context = {
        "form": form, "title": "Buat kode pemulihan baru", "label": "Buat kode baru",
        "text": "Sepuluh kode lama tidak berlaku lagi.",
    }  # fmt: skip
    return render(request, "accounts/second_factor/password.html", context)


@never_cache
@sensitive_post_parameters("current_password")
def second_factor_remove(request: HttpRequest) -> HttpResponse:
    form = PasswordAgainForm(request.POST or None, user=request.user)
    if form.is_valid():
        services.remove_second_factor(keep=request.session.session_key, by=request.user)
        messages.success(request, "Langkah kedua dihapus. Untuk masuk cukup kata sandi lagi.")
        return redirect("accounts:second_factor")
    context = {
        "form": form, "title": "Hapus langkah kedua", "label": "Hapus",
        "text": "Setelah ini siapa pun yang tahu kata sandi Anda dapat masuk.",
    }  # fmt: skip
    return render(request, "accounts/second_factor/password.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """After the right password: the code. Who waits longer than ten minutes begins again."""
    pending = request.session.get(PENDING)
    user = User.objects.filter(pk=pending["user"], is_active=True).first() if _is_fresh(pending) else None
    if user is None:
        request.session.pop(PENDING, None)
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        refusal = services.check_second_factor(user.pk, form.cleaned_data["code"])
        if not refusal:
            del request.session[PENDING]
            return admit(request, user, pending["next"])
        form.add_error("code", refusal)
    return render(request, "accounts/second_factor/step.html", {"form": form})


def _is_fresh(pending: dict | None) -> bool:
    return pending is not None and time.time() - pending["at"] < PENDING_SECONDS


def second_factor_reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """For somebody who lost phone and codes. Asks for the reason, which history keeps."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    demand(request.user.role, "people.manage")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        services.reset_second_factor(person.pk, by=request.user, **form.cleaned_data)
        messages.success(request, f"Langkah kedua {person} direset; semua sesinya diakhiri.")
        return redirect(person)
    context = {
        "form": form, "person": person, "title": f"Reset langkah kedua {person}?", "label": "Reset",
        "text": "Pastikan dahulu, misalnya lewat telepon, bahwa orangnya sendiri yang meminta. Semua sesinya diakhiri.",
    }  # fmt: skip
    return render(request, "accounts/reason.html", context)
