"""Pages of programme years: the list, one year, a new one, changing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import LPMP, Role, demand
from core.errors import Stale
from core.lists import list_page
from core.models import Event
from core.moves import buttons
from core.queries import reference
from documents.models import Letter
from programs.forms.year import YearChangeForm, YearForm, YearNumber
from programs.models import ProgramYear, Quota, SupportOutput
from programs.reports.quotas import quota_board, support_matrix
from programs.reports.stages import place_of, stages_for
from programs.rules import PROGRAM_MOVES
from programs.services import years as services
from programs.tables.year import TONES, YearFilter, YearTable

SHOWN_EVENTS = 12

CHECK_IT = "Periksa kuota dan jadwalnya, lalu buka."


def visible(request: HttpRequest, program_id: int, right: str = "year.read") -> ProgramYear:
    """The year, if this person sees it and may do this."""
    programs = ProgramYear.objects.visible_to(request.user).select_related("institution__place")
    program = get_object_or_404(programs, pk=program_id)
    demand(request.user.role, right)
    return program


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "year.read")
    found = ProgramYear.objects.visible_to(request.user).for_list()
    filterset = YearFilter(request.GET, found)
    return list_page(request, "programs/year/list.html", filterset, YearTable, name="tahun-program")


@require_safe
def year(request: HttpRequest, program_id: int) -> HttpResponse:
    program = visible(request, program_id)
    user = request.user
    context = {
        "program": program,
        "tone": TONES[program.state],
        "place": place_of(user),
        "stages": stages_for(user, program, timezone.localdate()),
        "board": quota_board(program, user),
        "support": support_matrix(program, user),
        "letters": _letters(program, request),
        "decrees": program.decrees.select_related("letter"),
        "events": _history(program, request)[:SHOWN_EVENTS],
        "buttons": buttons(PROGRAM_MOVES, user.role, program.state, _links(program)),
    }
    return render(request, "programs/year/detail.html", context)


def _history(program: ProgramYear, request: HttpRequest) -> Any:
    """All of it for the LPMP; for others the year itself, and what they see of its quota and support."""
    user = request.user
    if user.role in LPMP or user.role == Role.NATIONAL:
        return Event.objects.about(program)
    quotas, outputs = (model.objects.visible_to(user).filter(program=program) for model in (Quota, SupportOutput))
    seen = [reference(thing) for thing in (program, *quotas, *outputs)]
    return Event.objects.filter(subject__in=seen)


def _links(program: ProgramYear) -> dict[str, str]:
    names = {"open": "programs:year_open", "close": "programs:year_close"}
    return {move: reverse(name, args=[program.pk]) for move, name in names.items()}


def _letters(program: ProgramYear, request: HttpRequest) -> Any:
    return Letter.objects.visible_to(request.user).for_list().filter(subject=reference(program))[:10]


def year_new(request: HttpRequest) -> HttpResponse:
    """Typed, then looked at, then created: what is created is what was looked at, recomputed."""
    demand(request.user.role, "year.manage")
    latest = ProgramYear.objects.visible_to(request.user).first()
    form = YearForm(request.POST or None, initial=_next(latest))
    plan = None
    if request.method == "POST" and form.is_valid() and _is_free(form, request):
        fields = dict(form.cleaned_data)
        number = fields.pop("year")
        if request.POST.get("langkah") == "simpan":
            program = services.create_year(number, by=request.user, **fields)
            messages.success(request, f"Tahun program {program.year} disiapkan. {CHECK_IT}")
            return redirect(program)
        plan = services.plan_from_defaults(number, fields, by=request.user)
    return render(request, "programs/year/new.html", {"form": form, "plan": plan, "latest": latest})


def _next(latest: ProgramYear | None) -> dict[str, int]:
    return {"year": latest.year + 1 if latest else timezone.localdate().year}


def _is_free(form: YearForm | YearNumber, request: HttpRequest) -> bool:
    """A year that exists is named before anything is planned for it."""
    number = form.cleaned_data["year"]
    if is_taken := ProgramYear.objects.visible_to(request.user).filter(year=number).exists():
        form.add_error("year", f"Tahun program {number} sudah ada. Pilih tahun lain, atau ubah tahun yang sudah ada.")
    return not is_taken


def year_copy(request: HttpRequest, program_id: int) -> HttpResponse:
    source = visible(request, program_id, "year.manage")
    form = YearNumber(request.POST or None, initial={"year": source.year + 1})
    plan = None
    if form.is_valid() and _is_free(form, request):
        number = form.cleaned_data["year"]
        if request.POST.get("langkah") == "simpan":
            program = services.copy_year(source.pk, number, by=request.user)
            messages.success(request, f"Tahun program {program.year} disiapkan dari program {source.year}. {CHECK_IT}")
            return redirect(program)
        plan = services.plan_from_year(source, number, by=request.user)
    return render(request, "programs/year/copy.html", {"form": form, "plan": plan, "source": source})


def year_edit(request: HttpRequest, program_id: int) -> HttpResponse:
    program = visible(request, program_id, "year.manage")
    form = YearChangeForm(request.POST or None, instance=program, initial={"version": program.version})
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            services.change_year(program_id, by=request.user, **form.cleaned_data)
        except Stale as stale:
            current = _newer(form, stale.current)
        else:
            messages.success(request, f"Tahun program {program.year} disimpan.")
            return redirect(program)
    context = {"program": program, "form": form, "current": current}
    return render(request, "programs/year/edit.html", context, status=409 if current else 200)


def _newer(form: YearChangeForm, program: ProgramYear) -> list[tuple[str, Any]]:
    """What the row holds now, beside what was typed; saving once more overwrites knowingly."""
    form.data = form.data.copy()
    form.data["version"] = program.version
    fields = [name for name in form.Meta.fields if getattr(program, name) != form.cleaned_data[name]]
    return [(form[name].label, getattr(program, name)) for name in fields]


@require_POST
def year_open(request: HttpRequest, program_id: int) -> HttpResponse:
    visible(request, program_id)
    program = services.open_year(program_id, by=request.user)
    messages.success(request, f"Tahun program {program.year} dibuka; dinas dapat mulai menyusun usulan.")
    return redirect(program)


@require_POST
def year_close(request: HttpRequest, program_id: int) -> HttpResponse:
    visible(request, program_id)
    program = services.close_year(program_id, request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"Tahun program {program.year} ditutup.")
    return redirect(program)
