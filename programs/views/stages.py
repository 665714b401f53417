"""The page of stage dates: everybody's, and those of one kab/kota."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.rules import may
from programs.forms.year import StagePlaceForm, StagesForm
from programs.models import ProgramYear, Stage
from programs.reports.stages import stage_states
from programs.services import stages as services
from programs.views.year import visible
from schools.models import Place


def stages(request: HttpRequest, program_id: int) -> HttpResponse:
    program = visible(request, program_id, "stage.edit" if request.method == "POST" else "year.read")
    form = StagesForm(request.POST or None, initial=_initial(program))
    if request.method == "POST" and form.is_valid():
        changed = services.set_stages(program.pk, form.dates, by=request.user)
        messages.success(request, f"{changed} tahap disimpan." if changed else "Tidak ada tanggal yang berubah.")
        return redirect("programs:stages", program.pk)
    return render(request, "programs/year/stages.html", _page(request, program, form))


def _initial(program: ProgramYear) -> dict[str, object]:
    general = program.stages.filter(place=None)
    starts = {f"start_{stage.kind}": stage.starts_on for stage in general}
    return starts | {f"due_{stage.kind}": stage.due_on for stage in general}


def _page(request: HttpRequest, program: ProgramYear, form: StagesForm) -> dict[str, object]:
    states = {row.label: row for row in stage_states(program, timezone.localdate())}
    return {
        "program": program,
        "form": form,
        "rows": [(states.get(label), label, start, due) for label, start, due in form.rows],
        "may_edit": may(request.user.role, "stage.edit") and program.state != "closed",
        "own": program.stages.filter(place__isnull=False).select_related("place"),
    }


def stage_for(request: HttpRequest, program_id: int) -> HttpResponse:
    program = visible(request, program_id, "stage.edit")
    places = Place.objects.inside(program.institution.place_id).exclude(kind="district").order_by("code")
    form = StagePlaceForm(request.POST or None, places=places)
    if form.is_valid():
        values = dict(form.cleaned_data)
        place = values.pop("place")
        stage = services.set_stage_for(program.pk, place_id=place.pk, by=request.user, **values)
        messages.success(request, f"{place} mempunyai tanggal sendiri untuk {stage.get_kind_display()}.")
        return redirect("programs:stages", program.pk)
    return render(request, "programs/year/stage_for.html", {"program": program, "form": form})


@require_POST
def stage_end(request: HttpRequest, stage_id: int) -> HttpResponse:
    own = Stage.objects.visible_to(request.user).filter(place__isnull=False)
    stage = get_object_or_404(own.select_related("place"), pk=stage_id)
    program = services.unset_stage_for(stage.pk, by=request.user)
    messages.success(request, f"{stage.place} mengikuti tanggal umum lagi.")
    return redirect("programs:stages", program.pk)
