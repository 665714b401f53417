"""The pages of gugus and klaster: which there are, and which schools belong to them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import demand, may
from core.lists import list_page
from schools import services
from schools.forms import ClusterForm
from schools.models import Cluster, School
from schools.tables import ClusterFilter, ClusterTable

MANY = 400


@require_safe
def cluster_list(request: HttpRequest) -> HttpResponse:
    rows = Cluster.objects.visible_to(request.user).for_list()
    chosen = ClusterFilter(request.GET, queryset=rows, request=request)
    return list_page(request, "schools/clusters.html", chosen, ClusterTable, name="gugus")


def cluster_new(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "clusters.edit")
    form = ClusterForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        cluster = services.save_cluster(None, form.cleaned_data, by=request.user)
        messages.success(request, f"{cluster} dibuat. Sekarang pilih sekolahnya.")
        return redirect(cluster)
    return render(request, "schools/cluster_form.html", {"form": form, "cluster": None})


def cluster_edit(request: HttpRequest, cluster_id: int) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), pk=cluster_id)
    demand(request.user.role, "clusters.edit")
    form = ClusterForm(request.POST or None, instance=cluster, user=request.user)
    if request.method == "POST" and form.is_valid():
        cluster = services.save_cluster(cluster.pk, form.cleaned_data, by=request.user)
        messages.success(request, f"{cluster} disimpan.")
        return redirect(cluster)
    return render(request, "schools/cluster_form.html", {"form": form, "cluster": cluster})


def cluster(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """The members; who may, ticks which schools of the same level belong to it."""
    found = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("place"), pk=cluster_id)
    if request.method == "POST":
        ids = [int(value) for value in request.POST.getlist("school") if value.isdigit()]
        moved = services.fill_cluster(found.pk, ids, by=request.user)
        messages.success(request, f"{moved} sekolah dipindahkan. {found} sekarang beranggota {len(ids)} sekolah.")
        return redirect(found)
    near = School.objects.visible_to(request.user).in_place(found.place_id).filter(level=found.level)
    rows = near.select_related("district", "cluster").order_by("district__name", "name")[: MANY + 1]
    members = found.schools.opening_to(request.user).select_related("district").order_by("name")
    is_editor = may(request.user.role, "clusters.edit")
    context = {
        "cluster": found, "members": members, "is_editor": is_editor,
        "schools": list(rows) if is_editor else [], "many": MANY,
    }  # fmt: skip
    return render(request, "schools/cluster.html", context)
