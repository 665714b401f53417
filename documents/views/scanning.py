"""Which pages show what came back from the scanner, and take what a person says about it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import demand
from core.arrived import mark_used
from core.errors import DomainError
from core.models import Job
from core.serving import SANDBOX, serve
from core.storing import content_of
from documents import reports, services
from documents.forms import MatchForm, ScanForm
from documents.models import Letter, Scan, ScanSheet
from documents.queries import READ_SCAN
from documents.signing.reading import picture_of

PREVIEW_WIDTH = 700


@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: HttpRequest) -> HttpResponse:
    """The inbox; a POST brings files to it."""
    demand(request.user.role, "letters.scan")
    posted = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = ScanForm(**posted, user=request.user)
    if form.is_valid():
        _tell(request, services.take_in(form.cleaned_data["files"], by=request.user))
        mark_used(request.POST.getlist("files_upload"), by=request.user)
        return redirect("documents:scans")
    return _inbox(request, form)


def _tell(request: HttpRequest, received: services.Received) -> None:
    if received.scans:
        messages.success(request, f"{len(received.scans)} berkas diterima dan sedang dibaca.")
    for refusal in received.refusals:
        messages.error(request, refusal)


def _inbox(
    request: HttpRequest, form: ScanForm, *, typed: MatchForm | None = None, at: int = 0, status: int = 200
) -> HttpResponse:
    """``typed`` is what somebody typed for the sheet ``at``, shown again with what is wrong with it."""
    unread = Scan.objects.visible_to(request.user).unread()
    jobs = Job.objects.filter(kind=READ_SCAN, subject_id__in=unread.values("pk"))
    troubles = [
        (sheet, typed if sheet.pk == at else MatchForm(auto_id=f"id_{sheet.pk}_%s", initial=_known(sheet)))
        for sheet in reports.troubles(request.user)
    ]
    context = {
        "form": form, "jobs": jobs, "piles": reports.piles(request.user), "troubles": troubles,
        "scans": reports.newest_scans(request.user), "working": any(not job.finished_at for job in jobs),
    }  # fmt: skip
    return render(request, "documents/scans.html", context, status=status)


def _known(sheet: ScanSheet) -> dict[str, object]:
    return {"code": sheet.letter.spaced_code if sheet.letter else "", "page": sheet.page}


def _sheet(request: HttpRequest, sheet_id: int) -> ScanSheet:
    return get_object_or_404(ScanSheet.objects.visible_to(request.user).select_related("scan"), pk=sheet_id)


@require_POST
def match_sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Which letter and page a sheet is, typed by somebody who looked at it."""
    sheet = _sheet(request, sheet_id)
    demand(request.user.role, "letters.scan")
    form = MatchForm(request.POST, auto_id=f"id_{sheet.pk}_%s")
    if form.is_valid():
        try:
            matched = services.match_by_hand(sheet.pk, **form.cleaned_data, by=request.user)
        except DomainError as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, f"Lembar itu sekarang halaman {matched.page} dari {matched.letter}.")
            return redirect("documents:scans")
    return _inbox(request, ScanForm(user=request.user), typed=form, at=sheet.pk, status=422)


@require_POST
def set_aside(request: HttpRequest, sheet_id: int) -> HttpResponse:
    sheet = services.set_aside(_sheet(request, sheet_id).pk, by=request.user)
    messages.success(request, f"{sheet} disisihkan; berkasnya tetap tersimpan.")
    return redirect("documents:scans")


@require_POST
def confirm_scan(request: HttpRequest, letter_id: int) -> HttpResponse:
    """All pages are there and bear the signature."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user), pk=letter_id)
    signature = services.confirm(letter.pk, by=request.user, seen=request.POST.get("seen", ""))
    messages.success(request, f"{letter} ditandatangani; {signature.pages} halaman pindaian tersimpan di sampingnya.")
    return redirect("documents:scans")


@require_safe
def sheet_picture(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The sheet, small, to be looked at."""
    sheet = _sheet(request, sheet_id)
    content = picture_of(content_of(sheet.scan.file), sheet.position, PREVIEW_WIDTH, sheet.turn)
    headers = {
        "Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
    }  # fmt: skip
    return HttpResponse(content, content_type="image/png", headers=headers)


@require_safe
def scan_file(request: HttpRequest, scan_id: int) -> HttpResponse:
    """The file as it was uploaded, to save."""
    scan = get_object_or_404(Scan.objects.visible_to(request.user), pk=scan_id)
    return serve(request, scan.file, name=scan.name)
