"""What the LPMP does with an office's list: begin, send back with the results, close."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.formats import long_date
from core.moves import demand_move
from programs.forms.verification import SendBackForm
from programs.models import Proposal
from programs.rules import PROPOSAL_MOVES, CandidateState, Part
from programs.services import verification_lists as services


def _visible(request: HttpRequest, proposal_id: int) -> Proposal:
    visible = Proposal.objects.visible_to(request.user).select_related("office__place", "program")
    return get_object_or_404(visible, pk=proposal_id)


@require_POST
def receive(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = services.receive(_visible(request, proposal_id).pk, by=request.user)
    messages.success(request, f"Verifikasi {proposal.office.short_name} dimulai.")
    return redirect(proposal)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Asks for the reason and the date, beside the results that the letter will tell."""
    proposal = _visible(request, proposal_id)
    demand_move(PROPOSAL_MOVES, "send_back", request.user.role, proposal.state, proposal.get_state_display())
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        services.send_back(proposal.pk, by=request.user, **form.cleaned_data)
        until = long_date(form.cleaned_data["replace_until"])
        messages.success(request, f"Hasil dikirim ke {proposal.office.short_name}; pengganti ditunggu sampai {until}.")
        return redirect(proposal)
    found = proposal.candidates.select_related("school", "model__school").order_by("pk")
    failed = found.filter(state=CandidateState.FAILED)
    parts = Counter(found.filter(state=CandidateState.PROPOSED).values_list("part", flat=True))
    waiting = {"models": parts[Part.MODEL], "imbas": parts[Part.IMBAS]} if parts else None
    context = {"proposal": proposal, "form": form, "failed": failed, "waiting": waiting}
    return render(request, "programs/verification/send_back.html", context)


@require_POST
def close_jointly(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = services.close_jointly(_visible(request, proposal_id).pk, by=request.user)
    messages.success(request, f"Daftar {proposal.office.short_name} ditutup bersama dinas.")
    return redirect(proposal)


@require_POST
def close_by_lpmp(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    proposal = services.close_by_lpmp(_visible(request, proposal_id).pk, reason, by=request.user)
    messages.success(request, f"Daftar {proposal.office.short_name} ditutup oleh LPMP.")
    return redirect(proposal)
