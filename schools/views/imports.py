"""The pages of an import: which files came, send one, look at what it would change, put it in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import demand
from core.formats import number
from core.lists import list_page
from core.models import Job
from core.serving import serve
from schools import services
from schools.forms import ImportForm
from schools.models import ImportBatch, ImportState
from schools.tables import STATE_TONES, FindingFilter, FindingTable, ImportFilter, ImportTable

JOBS = ("schools.check_import", "schools.commit_import")


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "schools.import")
    rows = ImportBatch.objects.visible_to(request.user).select_related("uploaded_by")
    chosen = ImportFilter(request.GET, queryset=rows, request=request)
    return list_page(request, "schools/import/list.html", chosen, ImportTable, name="impor-sekolah")


def import_new(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "schools.import")
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        batch = services.upload_import(
            values["file"], by=request.user, regency=values["regency"], code_system=values["code_system"]
        )
        messages.success(request, f"Berkas {batch.file_name} diterima, sedang diperiksa. Belum ada data yang berubah.")
        return redirect(batch)
    return render(request, "schools/import/new.html", {"form": form})


@require_safe
def import_detail(request: HttpRequest, import_id: int) -> HttpResponse:
    """While a job works only its progress; then what was found, filtered and in pages. ``unduh`` gives the faults."""
    demand(request.user.role, "schools.import")
    batch = get_object_or_404(
        ImportBatch.objects.visible_to(request.user).select_related("uploaded_by", "committed_by"), pk=import_id
    )
    job = Job.objects.filter(kind__in=JOBS, subject_id=batch.pk).order_by("-pk").first()
    is_busy = job is not None and job.state in ("waiting", "running")
    if request.htmx:
        response = render(request, "components/progress.html", {"job": job, "link": request.path})
        if not is_busy:
            response["HX-Refresh"] = "true"
        return response
    chosen = FindingFilter(request.GET, queryset=batch.findings.all(), request=request)
    context = {
        "batch": batch,
        "tone": STATE_TONES[batch.state],
        "job": job,
        "is_busy": is_busy,
        "same": _same_file(batch),
        "link": request.path,
    }
    name = f"temuan-impor-{batch.pk}"
    return list_page(request, "schools/import/detail.html", chosen, FindingTable, name=name, **context)


def _same_file(batch: ImportBatch) -> ImportBatch | None:
    """The same file, put in earlier: putting it in again changes nothing, and the person should know."""
    same = ImportBatch.objects.filter(sha256=batch.sha256, state=ImportState.COMMITTED, province=batch.province_id)
    return same.exclude(pk=batch.pk).first()


@require_POST
def import_commit(request: HttpRequest, import_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=import_id)
    services.ask_commit(batch.pk, by=request.user)
    rows = number(batch.new + batch.changed)
    messages.success(request, f"{rows} baris sedang dimasukkan. Anda boleh menutup halaman ini.")
    return redirect(batch)


@require_POST
def import_cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=import_id)
    services.cancel_import(batch.pk, by=request.user)
    messages.success(request, "Impor dibatalkan. Tidak ada data yang diubah; berkasnya tetap disimpan.")
    return redirect("schools:import_list")


@require_safe
def import_file(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file as it came."""
    demand(request.user.role, "schools.import")
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user).exclude(file=""), pk=import_id)
    return serve(request, batch.file, name=batch.file_name)
