"""The pages of the spreadsheet: template out, filled in, looked at, taken in."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import demand
from core.keys import key_of
from core.lists import download
from programs.forms.spreadsheet import SpreadsheetForm
from programs.models import ProposalUpload
from programs.services import spreadsheets as services
from programs.services.sheet_template import template_for
from programs.views.proposal import find, get_and_post, may_change

FAULT_HEADS = {"sheet": "Lembar", "row": "Baris", "column": "Kolom", "value": "Nilai", "message": "Keterangan"}


@get_and_post
def proposal_import(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """GET shows the newest file that was sent and what it would do; POST sends one; ``?unduh`` gives its faults."""
    demand(request.user.role, "proposal.edit")
    proposal = find(request, proposal_id)
    upload = proposal.uploads.order_by("-pk").first()
    if upload and request.GET.get("unduh") in ("xlsx", "csv"):
        rows = [list(FAULT_HEADS.values()), *([fault[name] for name in FAULT_HEADS] for fault in upload.faults)]
        return download(rows, "galat-usulan", request.GET["unduh"])
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        services.receive_sheet(proposal.pk, form.cleaned_data["sheet"], by=request.user)
        return redirect("programs:proposal_import", proposal.pk)
    kinds = [change["kind"] for change in upload.changes] if upload else []
    return render(request, "programs/proposal/spreadsheet.html", {
        "proposal": proposal, "form": form, "upload": upload, "may_change": may_change(request, proposal),
        "counts": {kind: kinds.count(kind) for kind in ("new", "changed", "same")},
        "shown": [change for change in upload.changes if change["kind"] != "same"][:300] if upload else [],
    })  # fmt: skip


@require_POST
def proposal_import_commit(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take in what the preview showed."""
    proposal = find(request, proposal_id)
    upload = get_object_or_404(ProposalUpload, proposal=proposal, pk=key_of(request.POST.get("upload")))
    services.take_in_sheet(proposal.pk, upload.pk, by=request.user)
    messages.success(request, f"{upload.rows} baris dari «{upload.file_name}» sudah masuk ke usulan.")
    return redirect(proposal)


@require_safe
def proposal_template(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The workbook with the draft as it stands and the office's schools."""
    demand(request.user.role, "proposal.edit")
    proposal = find(request, proposal_id)
    name = f"usulan-{proposal.program.year}-{slugify(proposal.office.place)}.xlsx"
    return FileResponse(BytesIO(template_for(proposal)), as_attachment=True, filename=name)
