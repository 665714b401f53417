"""The pages of one school in a proposal: what is said of it, changing, removing and replacing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import demand
from core.errors import Stale
from core.keys import key_of
from core.models import Event
from programs.forms.proposal import CandidateForm, ReasonForm
from programs.models import Candidate
from programs.rules import CandidateState, ProposalState
from programs.services import candidates as services
from programs.services.entry import imbas_target
from programs.services.moving_imbas import move_imbas, targets_of, why_not_move
from programs.views.proposal import find, get_and_post, may_change

STATE_TONES = {
    "proposed": "idle", "verified": "ok", "failed": "bad", "replaced": "idle", "determined": "ok", "withdrawn": "idle",
}  # fmt: skip


def find_candidate(request: HttpRequest, candidate_id: int) -> Candidate:
    """The visible candidate, with what every page of it shows."""
    related = ("proposal__program__institution", "proposal__office__place", "school__regency", "school__cluster",
               "school__district", "model__school", "commitment", "replaces__school", "changed_by",
               "program")  # fmt: skip
    return get_object_or_404(Candidate.objects.visible_to(request.user).select_related(*related), pk=candidate_id)


@require_safe
def candidate(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """One school of a proposal: criteria with evidence, imbas schools, commitment, history."""
    found = find_candidate(request, candidate_id)
    imbas = found.imbas.exclude(state__in=("withdrawn", "replaced")).with_commitment()
    changeable = may_change(request, found.proposal)
    events = Event.objects.about(found)
    if not request.user.may["verification_read"]:
        events = events.without("verifier")
    return render(request, "programs/proposal/candidate.html", {
        "candidate": found, "proposal": found.proposal, "imbas": imbas, "tone": STATE_TONES[found.state],
        "target": imbas_target(found.proposal, found.school), "may_change": changeable,
        "may_edit": changeable and found.state == CandidateState.PROPOSED,
        "may_remove": changeable and found.state in ("proposed", "failed"),
        "may_move": changeable and not why_not_move(found),
        "may_replace": changeable and found.state == CandidateState.FAILED,
        "events": events[:30],
    })  # fmt: skip


@get_and_post
def candidate_edit(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Criteria with evidence, funding, and the reason for fewer imbas schools."""
    demand(request.user.role, "proposal.edit")
    found = find_candidate(request, candidate_id)
    form = CandidateForm(request.POST or None, instance=found, initial={"version": found.version})
    context = {"candidate": found, "proposal": found.proposal, "form": form, "conflicts": [], "saved_by": None}
    if not form.is_valid():
        return render(request, "programs/proposal/candidate_edit.html", context)
    try:
        services.change_candidate(found.pk, by=request.user, **form.cleaned_data)
    except Stale as stale:
        context |= {"conflicts": form.differences(stale.current), "saved_by": stale.current,
                    "form": form.typed_again(stale.current.version)}  # fmt: skip
        return render(request, "programs/proposal/candidate_edit.html", context, status=409)
    messages.success(request, f"{found.school.name} tersimpan.")
    return redirect("programs:candidate", found.pk)


@get_and_post
def candidate_remove(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Asks for the reason, then takes the school out."""
    demand(request.user.role, "proposal.edit")
    found = find_candidate(request, candidate_id)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        context = {"candidate": found, "proposal": found.proposal, "form": form, "imbas": found.imbas.live().count()}
        return render(request, "programs/proposal/candidate_remove.html", context)
    services.remove_candidate(found.pk, form.cleaned_data["reason"], by=request.user)
    messages.success(request, f"{found.school.name} dikeluarkan dari usulan.")
    return redirect(found.proposal)


@get_and_post
def candidate_move(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """The other model schools of the proposal, the nearest first; one button moves the imbas school there."""
    demand(request.user.role, "proposal.edit")
    found = find_candidate(request, candidate_id)
    chosen = key_of(request.POST.get("model"))
    if chosen is not None:
        anew = move_imbas(found.pk, chosen, by=request.user)
        messages.success(request, f"{found.school.name} dipindahkan.")
        if anew:
            messages.warning(request, "Formulir 02.3 menyebut sekolah model lama: cetak, tanda tangani, kirim lagi.")
        return redirect("programs:candidate", found.pk)
    commitment, reason = getattr(found, "commitment", None), why_not_move(found)
    return render(request, "programs/proposal/candidate_move.html", {
        "candidate": found, "proposal": found.proposal, "reason": reason, "is_posted": request.method == "POST",
        "targets": [] if reason else targets_of(found), "has_scan": bool(commitment and commitment.uploaded_at),
    })  # fmt: skip


@require_safe
def replacements(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """After the result letter: the schools that failed, each with the way to a replacement (R-3.3-04)."""
    demand(request.user.role, "proposal.read")
    proposal = find(request, proposal_id)
    failed = proposal.candidates.filter(state=CandidateState.FAILED).select_related("school", "model__school")
    replaced = proposal.candidates.filter(state=CandidateState.REPLACED).select_related("school")
    return render(request, "programs/proposal/replacements.html", {
        "proposal": proposal, "failed": failed.order_by("part", "pk"),
        "replaced": replaced.prefetch_related("replacements__school"), "may_change": may_change(request, proposal),
        "is_returned": proposal.state == ProposalState.RETURNED,
    })  # fmt: skip
