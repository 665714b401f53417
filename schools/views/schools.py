"""The pages of schools: the list, the map, one school's whole story, and its correction."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import demand, may
from core.errors import Stale
from core.filters import dress
from core.lists import list_page
from core.models import Event
from schools import reports, services
from schools.forms import SchoolForm
from schools.models import School
from schools.tables import SchoolFilter, SchoolTable


@require_safe
def school_list(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "schools.read")
    rows = School.objects.visible_to(request.user).for_list()
    chosen = SchoolFilter(request.GET, queryset=rows, request=request)
    shown = request.GET.copy()
    for name in ("page", "sort", "unduh"):
        shown.pop(name, None)
    return list_page(
        request, "schools/list.html", chosen, SchoolTable, name="sekolah", filter_query=shown.urlencode()
    )  # fmt: skip


@require_safe
def school_map(request: HttpRequest) -> HttpResponse:
    """Dots on paper: no tiles, no outlines. The table beside it says the same in words."""
    demand(request.user.role, "schools.read")
    rows = School.objects.visible_to(request.user)
    chosen = SchoolFilter(request.GET, queryset=rows, request=request)
    shown = request.GET.copy()
    box = reports.read_box(shown.pop("kotak", [""])[0])
    drawn = reports.draw(chosen.qs, box)
    dress(chosen.form)
    context = {"filter": chosen, "map": drawn, "filter_query": shown.urlencode(), "is_zoomed": box is not None}
    return render(request, "schools/map.html", context)


@require_safe
def detail(request: HttpRequest, school_id: int) -> HttpResponse:
    demand(request.user.role, "schools.read")
    rows = School.objects.visible_to(request.user).select_related("regency__parent", "district", "cluster")
    school = get_object_or_404(rows, pk=school_id)
    page = Paginator(Event.objects.about(school), 20).get_page(request.GET.get("page"))
    context = {"school": school, "events": page, "may_edit": may(request.user.role, "schools.edit")}
    return render(request, "schools/detail.html", context | reports.story(school, request.user))


def edit(request: HttpRequest, school_id: int) -> HttpResponse:
    """On a stale save the page shows what stands there now beside what was typed; nothing is lost."""
    school = get_object_or_404(School.objects.visible_to(request.user).select_related("regency"), pk=school_id)
    demand(request.user.role, "schools.edit")
    form = SchoolForm(request.POST or None, instance=school, user=request.user)
    context: dict[str, Any] = {"form": form, "school": school, "current": []}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_school(school.pk, form.values, by=request.user, seen_at=form.cleaned_data["seen"])
        except Stale as stale:
            context["current"] = form.beside(stale.current)
            again = request.POST.copy()
            again["seen"] = stale.current.updated_at.isoformat()
            context["form"] = SchoolForm(again, instance=school, user=request.user)
            return render(request, "schools/edit.html", context, status=409)
        messages.success(request, f"Data {school.name} disimpan.")
        return redirect(school)
    return render(request, "schools/edit.html", context)
