"""Behind the link of an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import services
from accounts.forms.invitations import AcceptForm
from accounts.models import Invitation
from accounts.services.invitations import hash_of
from accounts.views.signing import enter
from core.errors import DomainError


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites for what. Somebody signed in accepts with one press; somebody new opens an account."""
    invitation = Invitation.objects.for_list().filter(secret_hash=hash_of(token)).first()
    if invitation is None or invitation.state != "waiting":
        is_own = invitation is not None and request.user.is_authenticated and invitation.used_by == request.user
        context = {"invitation": invitation, "is_own": is_own}
        return render(request, "accounts/accept_dead.html", context, status=410)
    if request.method == "POST" and request.user.is_authenticated:
        membership = services.accept(token, by=request.user)
        request.session["membership_id"] = membership.pk
        messages.success(request, f"Undangan diterima. Anda sekarang bertindak sebagai {membership}.")
        return redirect("portal:home")
    return _as_new(request, token, invitation)


def _as_new(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        try:
            membership = services.accept_as_new(token, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Selamat datang. Anda bertindak sebagai {membership}.")
            return enter(request, membership.user)
    sign_in = f"{reverse('accounts:sign_in')}?next={reverse('accounts:accept', args=[token])}"
    return render(request, "accounts/accept.html", {"invitation": invitation, "form": form, "sign_in": sign_in})
