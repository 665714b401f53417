"""The pages on which an office searches schools and puts them into its proposal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import demand
from core.keys import key_of
from programs.forms.proposal import NewModelForm
from programs.models import Candidate, Proposal
from programs.reports.proposal_search import (
    chosen_schools,
    imbas_choices,
    model_choices,
    room_for,
)
from programs.rules import CandidateState, Funding, is_barred
from programs.services import candidates as services
from programs.services.entry import add_imbas, add_model, imbas_target
from programs.services.standing import remarks_on_models
from programs.views.proposal import find, get_and_post, may_change
from programs.views.proposal_candidates import find_candidate
from schools.models import School


def _failed(request: HttpRequest, proposal: Proposal, part: str) -> Candidate | None:
    """The failed school that is being replaced, when the address names one."""
    pk = key_of(request.GET.get("menggantikan") or request.POST.get("menggantikan"))
    if pk is None:
        return None
    failed = proposal.candidates.filter(state=CandidateState.FAILED, part=part).select_related("school")
    return get_object_or_404(failed, pk=pk)


@require_safe
def model_new(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Search a school; what speaks for or against it stands beside it at once. Works without JavaScript."""
    demand(request.user.role, "proposal.edit")
    proposal = find(request, proposal_id)
    words, failed = request.GET.get("q", "")[:80], _failed(request, proposal, "model")
    context = {
        "proposal": proposal, "words": words, "choices": model_choices(proposal, request.user, words, failed),
        "failed": failed, "may_change": may_change(request, proposal),
    }  # fmt: skip
    part = "programs/proposal/model_results.html" if request.htmx else "programs/proposal/model_new.html"
    return render(request, part, context)


@get_and_post
def model_add(request: HttpRequest, proposal_id: int, school_id: int) -> HttpResponse:
    """The chosen school with its nearest imbas schools already ticked; one button puts all of it in."""
    demand(request.user.role, "proposal.edit")
    proposal = find(request, proposal_id)
    visible = School.objects.visible_to(request.user).for_list()
    school = get_object_or_404(visible, pk=school_id)
    failed = _failed(request, proposal, "model")
    room = room_for(proposal, school)
    form = NewModelForm(request.POST or None, initial=_first_values(school, room))
    if request.method == "POST" and "cari" not in request.POST and form.is_valid():
        return _put_in(request, proposal, school, failed, form.cleaned_data)
    return render(request, "programs/proposal/model_add.html", _model_context(request, proposal, school, form) | {
        "failed": failed, "room": room,
    })  # fmt: skip


def _first_values(school: School, room: int) -> dict[str, Any]:
    """What is known already: the quality map speaks for the first criterion, the office for its support."""
    below = school.quality in ("1", "2", "3", "4")
    note = f"Peta mutu {school.quality_year or ''}: {school.get_quality_display()}".strip() if below else ""
    funding = Funding.IN_QUOTA if room > 0 else Funding.OVER_QUOTA
    return {"not_yet_snp": below, "snp_note": note, "supported": True, "funding": funding}


def _model_context(request: HttpRequest, proposal: Proposal, school: School, form: NewModelForm) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else request.GET
    ticked = data.getlist("imbas") if request.method == "POST" else None
    words = data.get("q", "")[:80]
    target = imbas_target(proposal, school)
    remarks = remarks_on_models(proposal, [school])[school.pk]
    return {
        "proposal": proposal, "school": school, "form": form, "remarks": remarks, "is_barred": is_barred(remarks),
        "target": target, "words": words, "may_change": may_change(request, proposal),
        "choices": imbas_choices(proposal, school, request.user, target, words=words, ticked=ticked),
    }  # fmt: skip


def _put_in(
    request: HttpRequest, proposal: Proposal, school: School, failed: Candidate | None, values: dict[str, Any]
) -> HttpResponse:
    if failed:
        fresh = services.replace_candidate(failed.pk, school.pk, by=request.user, **values)
        messages.success(request, f"{school.name} menggantikan {failed.school.name}; sekolah imbasnya tetap.")
        if unsigned := fresh.imbas.live().filter(commitment__uploaded_at=None).count():
            messages.warning(
                request, f"Formulir 02.3 dari {unsigned} sekolah imbasnya kini harus menyebut {school.name}: "
                "cetak, tanda tangani, dan kirim yang baru.",
            )  # fmt: skip
        return redirect("programs:replacements", proposal.pk)
    imbas = chosen_schools(request.POST.getlist("imbas"), request.user)
    add_model(proposal.pk, school.pk, by=request.user, imbas=imbas, **values)
    messages.success(request, f"{school.name} diusulkan dengan {len(imbas)} sekolah imbas. Tersimpan.")
    if "lanjut" in request.POST:
        return redirect("programs:model_new", proposal.pk)
    return redirect(proposal)


@get_and_post
def imbas_new(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """More imbas schools for a model, or another one in the place of one that failed."""
    demand(request.user.role, "proposal.edit")
    model = find_candidate(request, candidate_id)
    failed = _failed(request, model.proposal, "imbas")
    target = imbas_target(model.proposal, model.school)
    missing = 1 if failed else max(0, target - model.imbas.live().count())
    if request.method == "POST" and "cari" not in request.POST:
        return _put_imbas_in(request, model, failed)
    data = request.POST if request.method == "POST" else request.GET
    words, ticked = data.get("q", "")[:80], request.POST.getlist("imbas") if request.method == "POST" else None
    return render(request, "programs/proposal/imbas_new.html", {
        "model": model, "proposal": model.proposal, "failed": failed, "missing": missing, "words": words,
        "target": target, "may_change": may_change(request, model.proposal),
        "choices": imbas_choices(model.proposal, model.school, request.user, missing, words=words, ticked=ticked),
    })  # fmt: skip


def _put_imbas_in(request: HttpRequest, model: Candidate, failed: Candidate | None) -> HttpResponse:
    schools = chosen_schools(request.POST.getlist("imbas"), request.user)
    if failed and len(schools) == 1:
        fresh = services.replace_candidate(failed.pk, schools[0], by=request.user)
        messages.success(request, f"{fresh.school.name} menggantikan {failed.school.name}.")
        return redirect("programs:replacements", model.proposal_id)
    if failed or not schools:
        messages.error(request, "Pilih satu sekolah." if failed else "Pilih sedikitnya satu sekolah.")
        return redirect(request.get_full_path())
    added = add_imbas(model.pk, schools, by=request.user)
    messages.success(request, f"{len(added)} sekolah imbas ditambahkan pada {model.school.name}. Tersimpan.")
    return redirect(model)
