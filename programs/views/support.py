"""Pages of what the pemda bring: the matrix, one output, its document."""

from collections.abc import Container

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.arrived import mark_used
from core.fields import keep_files
from core.keys import key_of
from core.lists import FORMATS, download
from core.serving import serve
from programs.forms.year import SupportForm
from programs.models import ProgramYear, SupportOutput
from programs.reports.quotas import support_matrix, support_rows
from programs.rules import SupportKind
from programs.services.support import record_support
from programs.views.year import visible
from schools.models import Place


@require_safe
def support(request: HttpRequest, program_id: int) -> HttpResponse:
    program = visible(request, program_id)
    matrix = support_matrix(program, request.user)
    if (form := request.GET.get("unduh", "")) in FORMATS:
        return download(support_rows(matrix), f"dukungan-pemda-{program.year}", form)
    context = {"program": program, "matrix": matrix, "kinds": SupportKind.choices}
    return render(request, "programs/year/support.html", context)


def support_edit(request: HttpRequest, program_id: int) -> HttpResponse:
    """One output, named by ``?wilayah=`` and ``?jenis=``."""
    program = visible(request, program_id, "support.edit")
    place, kind = which(request, program)
    output = SupportOutput.objects.filter(program=program, place=place, kind=kind).first()
    received = timezone.localtime(output.received_at).date() if output else timezone.localdate()
    form = SupportForm(
        request.POST or None, request.FILES or None, instance=output, initial={"received_on": received},
        owner=request.user,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        record_support(program.pk, place.pk, kind, by=request.user, **form.cleaned_data)
        mark_used([request.POST.get("document_upload")], by=request.user)
        messages.success(request, f"{SupportKind(kind).label} {place} dicatat.")
        return redirect("programs:support", program.pk)
    if form.is_bound:
        keep_files(form)
    context = {"program": program, "form": form, "place": place, "label": SupportKind(kind).label, "output": output}
    return render(request, "programs/year/support_edit.html", context)


def which(request: HttpRequest, program: ProgramYear, only: Container[str] = SupportKind.values) -> tuple[Place, str]:
    """The pemda and the output that the address names."""
    place_id, kind = key_of(request.GET.get("wilayah")), request.GET.get("jenis", "")
    if kind not in only or place_id is None:
        raise Http404
    places = Place.objects.inside(program.institution.place_id).exclude(kind="district")
    return get_object_or_404(places, pk=place_id), kind


@require_safe
def support_document(request: HttpRequest, support_id: int) -> HttpResponse:
    outputs = SupportOutput.objects.visible_to(request.user).exclude(document="")
    output = get_object_or_404(outputs, pk=support_id)
    visible(request, output.program_id)
    return serve(request, output.document, name=output.document.name.rsplit("/", 1)[-1])
