"""The pages of proposals: the list, one proposal, its covering letter, and its moves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import demand
from core.errors import Stale
from core.keys import key_of
from core.lists import list_page
from core.models import Event
from core.moves import buttons
from programs.forms.proposal import BulkCriterionForm, ProposalFilter, ProposalForm
from programs.models import ProgramYear, Proposal
from programs.reports.proposal import offices_without, page_of
from programs.rules import OPEN_TO_OFFICE, PROPOSAL_MOVES, CandidateState, ProgramState
from programs.services import proposals as services
from programs.services.candidates import set_criteria
from programs.services.completeness import gaps_of, warnings_of
from programs.tables.proposal import TONES, ProposalTable

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
GAPS_SHOWN = 200


def find(request: HttpRequest, proposal_id: int) -> Proposal:
    """The visible proposal, with what every page of it shows."""
    visible = Proposal.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("program__institution", "office__place"), pk=proposal_id)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """LPMP: what came from where, beside the quota. Dinas: its own, with the button to begin."""
    demand(request.user.role, "proposal.read")
    visible = Proposal.objects.visible_to(request.user).for_list()
    known = list(ProgramYear.objects.visible_to(request.user))
    chosen = ProposalFilter(request.GET, visible, years=known)
    years = [year for year in known if year.state == ProgramState.OPEN]
    missing = offices_without(request.user, years[0].pk) if years and request.user.may["verifier_assign"] else []
    context = {"startable": _startable(request, years), "missing": missing, "years": years}
    template = "programs/proposal/list.html"
    return list_page(request, template, chosen, ProposalTable, name="usulan-sekolah", **context)


def _startable(request: HttpRequest, years: list[ProgramYear]) -> list[ProgramYear]:
    """Open years for which the person's office has not begun yet."""
    if not request.user.may["proposal_edit"]:
        return []
    begun = set(Proposal.objects.visible_to(request.user).values_list("program", flat=True))
    return [year for year in years if year.pk not in begun]


@get_and_post
def proposal_new(request: HttpRequest) -> HttpResponse:
    """GET asks which year; POST begins. Asking twice leads to the same proposal."""
    demand(request.user.role, "proposal.edit")
    years = ProgramYear.objects.visible_to(request.user).filter(state=ProgramState.OPEN)
    if request.method == "POST":
        year = get_object_or_404(years, pk=key_of(request.POST.get("program")))
        proposal = services.create_proposal(year.pk, by=request.user)
        messages.success(request, f"Draf usulan {year.year} siap diisi. Setiap perubahan langsung tersimpan.")
        return redirect(proposal)
    return render(request, "programs/proposal/new.html", {"years": _startable(request, list(years))})


def move_buttons(proposal: Proposal, role: str) -> list:
    """The buttons of the moves this person may make now."""
    links = {}
    for name in PROPOSAL_MOVES:
        try:
            links[name] = reverse(f"programs:{'proposal_check' if name == 'submit' else name}", args=[proposal.pk])
        except NoReverseMatch:
            continue
    return buttons(PROPOSAL_MOVES, role, proposal.state, links, pages=frozenset({"submit", "send_back"}))


def may_change(request: HttpRequest, proposal: Proposal) -> bool:
    return request.user.may["proposal_edit"] and proposal.state in OPEN_TO_OFFICE


@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    demand(request.user.role, "proposal.read")
    found = find(request, proposal_id)
    context = page_of(found, request.user, request.GET.get("page"))
    states = context["summary"].states
    context |= {
        "proposal": found, "tone": TONES[found.state], "buttons": move_buttons(found, request.user.role),
        "may_change": may_change(request, found), "criterion_form": BulkCriterionForm(),
        "fit": states[CandidateState.VERIFIED] + states[CandidateState.DETERMINED],
        "unfit": states[CandidateState.FAILED], "events": Event.objects.about(found)[:15],
    }  # fmt: skip
    return render(request, "programs/proposal/detail.html", context)


@require_safe
def proposal_history(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Who changed what, all of it."""
    demand(request.user.role, "proposal.read")
    found = find(request, proposal_id)
    return render(request, "programs/proposal/history.html", {
        "proposal": found, "events": Event.objects.about(found)[:1000],
    })  # fmt: skip


@get_and_post
def proposal_edit(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """What the covering letter needs. A draft always saves; two people never overwrite each other."""
    demand(request.user.role, "proposal.edit")
    found = find(request, proposal_id)
    form = ProposalForm(request.POST or None, instance=found, initial={"version": found.version})
    context = {"proposal": found, "form": form, "conflicts": [], "saved_by": None}
    if not form.is_valid():
        return render(request, "programs/proposal/edit.html", context)
    try:
        services.change_proposal(found.pk, by=request.user, **form.cleaned_data)
    except Stale as stale:
        context |= {"conflicts": form.differences(stale.current), "saved_by": stale.current,
                    "form": form.typed_again(stale.current.version)}  # fmt: skip
        return render(request, "programs/proposal/edit.html", context, status=409)
    messages.success(request, "Keterangan usulan tersimpan.")
    return redirect("programs:proposal", found.pk)


@require_POST
def proposal_criteria(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One criterion for every school that lacks it."""
    found = find(request, proposal_id)
    form = BulkCriterionForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        count = set_criteria(found.pk, data["criterion"], note=data["note"], by=request.user)
        messages.success(request, f"Kriteria dicatat untuk {count} sekolah.")
    else:
        messages.error(request, "Tulis bukti kriteria itu, misalnya nomor surat dukungan.")
    return redirect("programs:proposal", found.pk)


@require_safe
def proposal_check(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Everything that is missing, each with a link, before the button that sends."""
    demand(request.user.role, "proposal.edit")
    found = find(request, proposal_id)
    gaps = gaps_of(found)
    context = {
        "proposal": found, "gaps": gaps[:GAPS_SHOWN], "more": max(0, len(gaps) - GAPS_SHOWN), "count": len(gaps),
        "warnings": warnings_of(found), "is_open": found.state in OPEN_TO_OFFICE,
        "buttons": buttons(PROPOSAL_MOVES, request.user.role, found.state,
                           {"submit": reverse("programs:submit", args=[found.pk])}),
    }  # fmt: skip
    return render(request, "programs/proposal/check.html", context)


@require_POST
def submit(request: HttpRequest, proposal_id: int) -> HttpResponse:
    found = find(request, proposal_id)
    sent = services.submit(found.pk, by=request.user)
    messages.success(request, f"Usulan sudah diterima LPMP. Nomor tanda terima {sent.receipt}.")
    return redirect(sent)


@require_POST
def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    found = find(request, proposal_id)
    services.withdraw(found.pk, request.POST.get("reason", ""), by=request.user)
    messages.success(request, "Usulan ditarik. Isinya tetap tersimpan dan dapat disusun kembali.")
    return redirect(found)


@require_POST
def reopen(request: HttpRequest, proposal_id: int) -> HttpResponse:
    found = find(request, proposal_id)
    services.reopen(found.pk, by=request.user)
    messages.success(request, "Usulan dapat disusun kembali.")
    return redirect(found)
