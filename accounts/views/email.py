"""Behind the link that was sent to a new e-mail address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.services.email_change import DEAD, confirm_email, email_of
from core.errors import NotAllowed


@never_cache
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the link changes nothing (mail programs look too); one press lets the address count."""
    email = email_of(token, request.user)
    if not email:
        raise NotAllowed(DEAD)
    if request.method == "POST":
        confirm_email(token, by=request.user)
        messages.success(request, f"Alamat posel Anda sekarang {email}.")
        return redirect("accounts:profile")
    return render(request, "accounts/email_confirm.html", {"email": email})
