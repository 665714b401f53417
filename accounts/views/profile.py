"""One's own data, sessions and roles."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import services
from accounts.browsers import browser_name
from accounts.forms.people import ProfileForm
from accounts.models import OpenSession, User
from core.models import Event

LAST_EVENTS = 30


def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        changed = services.change_profile(by=request.user, **form.answers)
        email = form.answers["email"] if "email" in form.changed_data else ""
        if email:
            messages.info(request, f"Tautan dikirim ke {email}. Alamat itu berlaku setelah tautannya dibuka.")
        if changed or not email:
            messages.success(request, f"Tersimpan: {', '.join(changed)}." if changed else "Tidak ada yang berubah.")
        return redirect("accounts:profile")
    events = Event.objects.of_person(request.user)[:LAST_EVENTS]
    return render(request, "accounts/profile.html", {"form": form, "events": events})


def sessions(request: HttpRequest) -> HttpResponse:
    rows = [
        {"row": row, "browser": browser_name(row.agent), "is_this": row.session_key == request.session.session_key}
        for row in OpenSession.objects.visible_to(request.user)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows, "others": sum(not row["is_this"] for row in rows)})


@require_POST
def end_session(request: HttpRequest, open_session_id: int) -> HttpResponse:
    services.end_session(open_session_id, by=request.user)
    messages.success(request, "Sesi itu sudah diakhiri.")
    return redirect("accounts:sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    count = services.end_other_sessions(keep=request.session.session_key, by=request.user)
    messages.success(request, f"{count} sesi lain sudah diakhiri.")
    return redirect("accounts:sessions")


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act in another of one's memberships, in this browser only."""
    chosen = request.POST.get("membership_id", "")
    found = next((membership for membership in request.user.standings if str(membership.pk) == chosen), None)
    if found is None:
        raise Http404
    request.session["membership_id"] = found.pk
    messages.info(request, f"Anda sekarang bertindak sebagai {found}.")
    return redirect("portal:home")
