"""A forgotten password and a changed one."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import services
from accounts.forms.signing import NewPasswordForm, PasswordForm, ResetForm
from accounts.models import User


@login_not_required
def reset(request: HttpRequest) -> HttpResponse:
    """The same answer for everybody, known or not."""
    form = ResetForm(request.POST or None)
    if form.is_valid():
        services.ask_reset(form.cleaned_data["username"])
        return redirect("accounts:reset_sent")
    return render(request, "accounts/reset.html", {"form": form})


@login_not_required
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/reset_sent.html")


@login_not_required
@never_cache
@sensitive_post_parameters("new_password")
def reset_set(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Behind the mailed link."""
    user = _user_of(uid)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "accounts/reset_dead.html", status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        services.reset_password(user.pk, token, form.cleaned_data["new_password"])
        messages.success(request, "Kata sandi baru sudah tersimpan. Silakan masuk.")
        return redirect("accounts:sign_in")
    return render(request, "accounts/reset_set.html", {"form": form, "person": user})


def _user_of(uid: str) -> User | None:
    try:
        return User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, OverflowError):
        return None


@sensitive_post_parameters("current_password", "new_password")
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        keep = request.session.session_key
        count = services.change_password(form.cleaned_data["new_password"], keep=keep, by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, f"Kata sandi sudah diganti; {count} sesi lain diakhiri.")
        return redirect("accounts:profile")
    return render(request, "accounts/password.html", {"form": form})
