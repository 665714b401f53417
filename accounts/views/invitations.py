"""Inviting people, one by one or many at once, and what became of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms.invitations import BulkRowForm, InviteForm
from accounts.models import Invitation
from accounts.reports import head_of, heads_to_invite, offices_to_invite, places_in_reach
from accounts.rules import ADMIN, Role, demand, demand_invitable, invitable, whatsapp_phone
from accounts.tables import TONES, InvitationFilter, InvitationTable
from core.errors import DomainError, NotAllowed
from core.keys import keys_of
from core.lists import list_page
from core.models import Event

MOST_AT_ONCE = 50
MOST_OF_FILTER = 1000


def invitations(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "people.invite")
    found = Invitation.objects.visible_to(request.user).for_list()
    filterset = InvitationFilter(request.GET, queryset=found, request=request)
    return list_page(request, "accounts/invitations.html", filterset, InvitationTable, name="undangan")


def invite(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "people.invite")
    first = {"role": request.GET.get("peran", ""), "school": request.GET.get("sekolah", "")}
    form = InviteForm(request.POST or None, by=request.user, initial=first)
    if form.is_valid():
        try:
            invitation = services.invite(by=request.user, **form.answers)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Undangan untuk {invitation.name} siap. {_sent_by([invitation])}")
            return redirect(invitation)
    return render(request, "accounts/invite.html", {"form": form})


def _sent_by(sent: list[Invitation]) -> str:
    mailed = sum(bool(invitation.email) for invitation in sent)
    if not mailed:
        return "Salin teks di bawah."
    who = "Undangan" if mailed == len(sent) else f"{mailed} di antaranya"
    return f"{who} juga dikirim lewat posel; teks untuk WhatsApp ada di bawah."


def _message(invitation: Invitation) -> dict[str, Any]:
    """What the piece that shows text and links needs."""
    return {
        "invitation": invitation,
        "text": services.invitation_text(invitation) if services.invitation_link(invitation) else "",
        "whatsapp": whatsapp_phone(invitation.phone),
    }


@never_cache
def invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.visible_to(request.user).for_list(), pk=invitation_id)
    acting = request.user.acting
    context = {
        "invitation": found,
        "message": _message(found),
        "tone": TONES[found.state],
        "events": Event.objects.about(found),
        "is_open": found.state in ("waiting", "expired"),
        "may_act": found.role in invitable(acting.role, acting.place.kind if acting.place else ""),
    }
    return render(request, "accounts/invitation.html", context)


@require_POST
def renew(request: HttpRequest, invitation_id: int) -> HttpResponse:
    get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation_id)
    found = services.renew(invitation_id, by=request.user)
    messages.success(request, f"Undangan diperbarui; tautan lama tidak berlaku lagi. {_sent_by([found])}")
    return redirect(found)


@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation_id)
    found = services.withdraw(invitation_id, by=request.user)
    messages.success(request, "Undangan ditarik; tautannya tidak berlaku lagi.")
    return redirect(found)


@never_cache
def texts(request: HttpRequest) -> HttpResponse:
    """The messages of several invitations, one below the other, to be copied."""
    demand(request.user.role, "people.invite")
    ids = keys_of(request.GET.getlist("id"))
    found = Invitation.objects.visible_to(request.user).for_list().filter(pk__in=ids).in_state("waiting").order_by("pk")
    acting = request.user.acting
    allowed = invitable(acting.role, acting.place.kind if acting.place else "")
    shown = [_message(one) for one in found if one.role in allowed]
    return render(request, "accounts/invitation_texts.html", {"texts": shown})


def invite_offices(request: HttpRequest) -> HttpResponse:
    """All dinas of the province on one page (J2)."""
    demand(request.user.role, "people.invite")
    if request.user.role not in ADMIN:
        raise NotAllowed("Hanya admin LPMP yang mengundang dinas.")
    return _invite_many(request, offices_to_invite(request.user), "accounts/invite_offices.html")


def invite_heads(request: HttpRequest) -> HttpResponse:
    """School heads: of the schools named by ``?sekolah=``, or a page of those who have no account yet."""
    acting = request.user.acting
    demand_invitable(acting.role, acting.place.kind if acting.place else "", Role.SCHOOL_HEAD)
    ids = keys_of(request.GET.getlist("sekolah"))
    words = request.GET.get("q", "")
    place, proposed = request.GET.get("wilayah", ""), bool(request.GET.get("calon"))
    found = heads_to_invite(request.user, ids, words, place, proposed)
    if request.method == "POST" and request.POST.get("all"):
        return _invite_all(request, found)
    page = Paginator(found, MOST_AT_ONCE).get_page(request.GET.get("page"))
    named = found.exclude(head_name="").count()
    context = {
        "q": words,
        "places": places_in_reach(request.user),
        "place": place,
        "proposed": proposed,
        "ids": ids,
        "page": page,
        "named": min(named, MOST_OF_FILTER) if page.has_other_pages() else 0,
        "most": MOST_OF_FILTER,
    }
    targets = [head_of(school) for school in (_posted_heads(request, found) or page.object_list)]
    return _invite_many(request, targets, "accounts/invite_heads.html", **context)


def _posted_heads(request: HttpRequest, found: QuerySet) -> list:
    """The schools of the form that was sent: a page may have moved on since, its rows are still meant."""
    ids = {name[1:].partition("-")[0] for name in request.POST if name.startswith("r")}
    return list(found.filter(pk__in=keys_of(ids))) if ids else []


def _invite_all(request: HttpRequest, found: QuerySet) -> HttpResponse:
    """Every head of the filter whose name is on record, on all pages."""
    rows = [head_of(school) for school in found.exclude(head_name="")[:MOST_OF_FILTER]]
    fields = ("role", "place", "school")
    chosen = [{name: row[name] for name in fields} | _name_and_phone(row) for row in rows]
    if not chosen:
        raise NotAllowed("Tidak ada kepala sekolah bernama pada saringan ini.")
    sent = services.invite_many(chosen, by=request.user)
    messages.success(request, f"{len(sent)} undangan siap. Tautan dan teks WhatsApp ada di tiap undangan.")
    return redirect("accounts:invitations")


def _name_and_phone(row: dict[str, Any]) -> dict[str, str]:
    return {"name": row["initial"]["name"], "phone": row["initial"]["phone"], "email": ""}


def _invite_many(request: HttpRequest, targets: list[dict], template: str, **context: Any) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    rows = [BulkRowForm(posted, prefix=f"r{t['id']}", target=t, initial=t["initial"]) for t in targets]
    error = ""
    faults = [row for row in rows if posted is not None and not row.is_valid()]  # every row shows its own
    if posted is not None and not faults:
        chosen = [row.answers for row in rows if row.cleaned_data["chosen"]]
        try:
            return _send_many(request, chosen)
        except DomainError as refusal:
            error = str(refusal)
    elif posted is not None:
        error = "Periksa baris yang ditandai."
    return render(request, template, {"rows": rows, "error": error, **context})


def _send_many(request: HttpRequest, chosen: list[dict[str, Any]]) -> HttpResponse:
    if not chosen:
        raise NotAllowed("Belum ada yang dicentang.")
    sent = services.invite_many(chosen, by=request.user)
    messages.success(request, f"{len(sent)} undangan siap. {_sent_by(sent)}")
    query = "&".join(f"id={invitation.pk}" for invitation in sent)
    return redirect(f"{reverse('accounts:texts')}?{query}")
