"""Pages of the determination: what is ready, the decree, and the schools that take part."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.rules import demand, may
from core.errors import Incomplete
from core.keys import key_of
from core.lists import list_page
from core.models import Event
from programs import letters
from programs.forms.determination import DetermineForm, ParticipantFilter
from programs.models import Decree, Participation, ProgramYear
from programs.reports.determination import (
    empty_places,
    participants,
    places_beside_quota,
    ready_offices,
    sums_of_places,
    warnings,
)
from programs.rules import Part
from programs.services.determination import determine, for_decree, ready
from programs.services.notices import notice_state
from programs.tables.determination import ParticipantTable


def _program(request: HttpRequest, program_id: int) -> ProgramYear:
    visible = ProgramYear.objects.visible_to(request.user).select_related("institution__place")
    program = get_object_or_404(visible, pk=program_id)
    demand(request.user.role, "determination.read")
    return program


@require_http_methods(["GET", "HEAD", "POST"])
def determination(request: HttpRequest, program_id: int) -> HttpResponse:
    """What is ready beside the quota; the head determines the ticked lists with one press."""
    program = _program(request, program_id)
    is_lpmp = may(request.user.role, "verifier.assign")  # others read the decrees, not their neighbours' lists
    form = DetermineForm(request.POST or None, rows=ready_offices(program) if is_lpmp else [])
    if request.method == "POST" and form.is_valid():
        decree = determine(program.pk, expected=_expected(request), by=request.user, **form.cleaned_data)
        messages.success(
            request, f"{decree} terbit. PDF sedang dibuat; setelah siap, tanda tangani lewat halaman suratnya."
        )
        return redirect(decree)
    places = places_beside_quota(program, request.user)
    models, imbas = (sum(row[name] for row in form.rows) for name in ("models", "imbas"))
    return render(request, "programs/determination/determination.html", {
        "program": program, "form": form, "rows": form.rows, "models": models, "imbas": imbas,
        "places": places, "sums": sums_of_places(places), "warnings": warnings(program) if is_lpmp else [],
        "empty": empty_places(program) if is_lpmp else 0,
        "decrees": program.decrees.select_related("letter", "determined_by"), "chosen": form.chosen,
    })  # fmt: skip


def _expected(request: HttpRequest) -> dict[int, int]:
    """How many schools of each office the page showed."""
    shown = {name.removeprefix("n_"): value for name, value in request.POST.items() if name.startswith("n_")}
    return {office: n for name, value in shown.items() if (office := key_of(name)) and (n := key_of(value))}


@require_safe
def decree_preview(request: HttpRequest, program_id: int) -> HttpResponse:
    """The words the decree would have now, before anybody determines: the LPMP's own business until then."""
    program = _program(request, program_id)
    demand(request.user.role, "verifier.assign")
    form = DetermineForm(rows=ready_offices(program))
    candidates = list(for_decree(ready(program)))
    if not candidates:
        raise Incomplete("Belum ada calon yang siap ditetapkan.", [])
    words = letters.decree(program, candidates, form["determined_on"].initial)
    return render(request, "programs/determination/preview.html", {"program": program, "words": words.content})


@require_safe
def decree(request: HttpRequest, decree_id: int) -> HttpResponse:
    """The decree with its letter, its list of schools and its history."""
    programs = ProgramYear.objects.visible_to(request.user)
    related = ("letter", "program__institution", "determined_by")
    found = get_object_or_404(Decree.objects.filter(program__in=programs).select_related(*related), pk=decree_id)
    demand(request.user.role, "determination.read")
    rows = participants(found.program, request.user).filter(decree=found)
    listed = ParticipantFilter(request.GET or None, queryset=rows, program=found.program)
    return list_page(
        request, "programs/determination/decree.html", listed, ParticipantTable, name=f"lampiran-sk-{found.pk}",
        decree=found, events=Event.objects.about(found, found.letter)[:30], **_sums(rows), **notice_state(found),
    )  # fmt: skip


def _sums(rows: QuerySet[Participation]) -> dict[str, int]:
    """How many models and imbas schools, in one query."""
    parts = {"models": Count("pk", Q(part=Part.MODEL)), "imbas": Count("pk", Q(part=Part.IMBAS))}
    return rows.order_by().aggregate(**parts)


@require_safe
def participant_list(request: HttpRequest, program_id: int) -> HttpResponse:
    """Everybody who takes part in the year: what later stages work on."""
    program = _program(request, program_id)
    rows = participants(program, request.user)
    listed = ParticipantFilter(request.GET or None, queryset=rows, program=program)
    return list_page(
        request, "programs/determination/participants.html", listed, ParticipantTable, name="peserta", program=program
    )
