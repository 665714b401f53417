"""The pages of offices: letterhead, number format and head, as data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import may
from core.errors import NotAllowed
from core.lists import list_page
from core.models import Event
from core.serving import serve
from schools import services
from schools.forms import InstitutionForm
from schools.models import Institution
from schools.rules.letterhead import TOKENS, example_number
from schools.tables import InstitutionFilter, InstitutionTable


def _demand_reader(request: HttpRequest) -> None:
    if not may(request.user.role, "institution.edit") and not may(request.user.role, "office.edit"):
        raise NotAllowed("Peran Anda tidak berwenang melihat data lembaga.")


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    _demand_reader(request)
    rows = Institution.objects.visible_to(request.user).for_list()
    chosen = InstitutionFilter(request.GET, queryset=rows, request=request)
    return list_page(request, "schools/institutions.html", chosen, InstitutionTable, name="lembaga")


def institution(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Letterhead as letters will show it, and, for who may, the form that changes it."""
    rows = Institution.objects.visible_to(request.user).select_related("place")
    found = get_object_or_404(rows, pk=institution_id)
    _demand_reader(request)
    may_edit = Institution.objects.editable_by(request.user).filter(pk=found.pk).exists()
    form = InstitutionForm(request.POST or None, request.FILES or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.edit_institution(found.pk, form.values, by=request.user, logo=form.cleaned_data["logo"])
        messages.success(request, f"Data {found.short_name} disimpan. Surat yang sudah terbit tidak berubah.")
        return redirect(found)
    pattern = form["number_format"].value() or ""
    context = {
        "institution": found, "form": form, "may_edit": may_edit, "tokens": TOKENS,
        "example": example_number(pattern, form["unit_code"].value() or ""),
        "events": Event.objects.about(found)[:20],
    }  # fmt: skip
    return render(request, "schools/institution.html", context)


@require_safe
def number_example(request: HttpRequest) -> HttpResponse:
    """The number as it would look, while it is typed."""
    pattern, unit = request.GET.get("number_format", "")[:120], request.GET.get("unit_code", "")[:30]
    return render(request, "schools/number_example.html", {"example": example_number(pattern, unit)})


@require_safe
def logo(request: HttpRequest, institution_id: int) -> HttpResponse:
    found = get_object_or_404(Institution.objects.visible_to(request.user), pk=institution_id)
    if not found.logo:
        raise Http404
    return serve(request, found.logo, name="lambang.png")
