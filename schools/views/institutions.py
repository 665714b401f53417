"""The pages of offices: letterhead, number format and head, as data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import may
from core.errors import NotAllowed
from core.lists import list_page
from core.models import Event
from core.serving import serve
from schools import services
from schools.forms import DelegationForm, InstitutionForm
from schools.models import Delegation, Institution
from schools.rules.letterhead import example_number, explained
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
    found = _found(request, institution_id)
    form = InstitutionForm(request.POST or None, request.FILES or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.edit_institution(found.pk, form.values, by=request.user, logo=form.cleaned_data["logo"])
        messages.success(request, f"Data {found.short_name} disimpan. Surat yang sudah terbit tidak berubah.")
        return redirect(found)
    return _page(request, found, form, DelegationForm())


def _found(request: HttpRequest, institution_id: int) -> Institution:
    rows = Institution.objects.visible_to(request.user).select_related("place")
    found = get_object_or_404(rows, pk=institution_id)
    _demand_reader(request)
    return found


def _page(request: HttpRequest, found: Institution, form: InstitutionForm, deputy: DelegationForm) -> HttpResponse:
    today = timezone.localdate()
    pattern = form["number_format"].value() or ""
    context = {
        "institution": found, "form": form, "tokens": explained(form["unit_code"].value() or ""), "deputy_form": deputy,
        "may_edit": Institution.objects.editable_by(request.user).filter(pk=found.pk).exists(),
        "example": example_number(pattern, form["unit_code"].value() or ""),
        "events": Event.objects.about(found)[:20], "today": today,
        "deputies": [(one, one.until is None or one.until >= today) for one in found.delegations.all()[:10]],
    }  # fmt: skip
    return render(request, "schools/institution.html", context)


@require_POST
def delegate(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Somebody else signs from a day; a form that failed comes back with everything that was typed."""
    found = _found(request, institution_id)
    form = DelegationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, InstitutionForm(instance=found), form)
    deputy = services.begin_delegation(found.pk, form.cleaned_data, by=request.user)
    messages.success(request, f"{deputy} dicatat sebagai penanda tangan. Surat yang sudah terbit tidak berubah.")
    return redirect(found)


@require_POST
def delegation_end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """The head signs again from tomorrow."""
    visible = Institution.objects.visible_to(request.user)
    deputy = get_object_or_404(
        Delegation.objects.select_related("institution"), pk=delegation_id, institution__in=visible
    )
    services.end_delegation(deputy.pk, timezone.localdate(), by=request.user)
    messages.success(request, f"{deputy} tidak lagi menandatangani mulai besok.")
    return redirect(deputy.institution)


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
