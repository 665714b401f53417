"""The pages of gugus and klaster: which there are, and which schools belong to them."""

from django.contrib import messages
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import demand, may
from core.keys import keys_of
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
        moved = services.fill_cluster(found.pk, keys_of(request.POST.getlist("school")), by=request.user)
        count = found.schools.count()
        messages.success(request, f"{moved} sekolah dipindahkan. {found} sekarang beranggota {count} sekolah.")
        return redirect(found)
    rows = _to_choose_from(request, found)[: MANY + 1]
    members = found.schools.opening_to(request.user).select_related("district").order_by("name")
    is_editor = may(request.user.role, "clusters.edit")
    context = {
        "cluster": found, "members": members, "is_editor": is_editor,
        "schools": list(rows) if is_editor else [], "many": MANY,
    }  # fmt: skip
    return render(request, "schools/cluster.html", context)


def _to_choose_from(request: HttpRequest, cluster: Cluster) -> QuerySet[School]:
    """The schools of its place and, first of all, its members, wherever they lie: whoever is not ticked goes out."""
    fitting = School.objects.visible_to(request.user).filter(level=cluster.level).select_related("district", "cluster")
    near = Q(regency=cluster.place_id) | Q(district=cluster.place_id)
    is_other = Case(When(cluster=cluster, then=0), default=1)
    return fitting.filter(near | Q(cluster=cluster)).order_by(is_other, "district__name", "name")
