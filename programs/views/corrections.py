"""The page on which LPMP staff looks at what a verifier found different, and takes it over or not."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.rules import LPMP, demand
from core.errors import NotAllowed
from core.keys import keys_of
from programs.checking import MATCHED, registered
from programs.correcting import in_words, read_finding
from programs.models import Candidate, Correction, CorrectionState, Verification
from programs.services.assignment import for_assigning
from programs.services.corrections import decline_corrections, take_corrections, why_not_decide


@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """GET shows every finding beside the record, field by field; POST takes the ticked ones over, or declines them."""
    demand(request.user.role, "verification.read")
    if request.user.role not in LPMP:
        raise NotAllowed("Temuan data sekolah diputuskan oleh LPMP.")
    visible = for_assigning(Candidate.objects.visible_to(request.user).models())
    candidate = get_object_or_404(visible, pk=candidate_id)
    if request.method == "POST":
        return _decide(request, candidate)
    sheet = Verification.objects.filter(candidate=candidate).first()
    rows = [_row(found, candidate) for found in sheet.corrections.select_related("decided_by")] if sheet else []
    may = request.user.may["corrections_decide"]
    return render(request, "programs/verification/corrections.html", {
        "candidate": candidate, "school": candidate.school, "sheet": sheet, "seen": candidate.school.updated_at,
        "waiting": [row for row in rows if row["found"].state == CorrectionState.WAITING],
        "decided": [row for row in rows if row["found"].state != CorrectionState.WAITING],
        "reason": why_not_decide(candidate, sheet, request.user) if may else "Staf atau admin LPMP yang memutuskan.",
    })  # fmt: skip


def _row(found: Correction, candidate: Candidate) -> dict[str, Any]:
    """One finding: what was registered then and is now, and what it will be."""
    school = candidate.school
    reading, now = read_finding(found.field, found.found, school), registered(school)[found.field]
    becomes = in_words(reading.change, school)
    return {
        "found": found, "label": MATCHED[found.field], "now": now, "becomes": becomes, "fault": reading.fault,
        "note": reading.note, "moved": now != found.registered and now != becomes, "same": now == becomes,
    }  # fmt: skip


def _decide(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    ids = keys_of(request.POST.getlist("pick"))
    if request.POST.get("do") == "decline":
        count = decline_corrections(candidate.pk, ids, request.POST.get("reason", ""), by=request.user)
        messages.success(request, f"{count} temuan dicatat tidak diambil alih. Data sekolah tetap.")
    else:
        school = take_corrections(candidate.pk, ids, seen_at=_seen(request), by=request.user)
        messages.success(request, f"{len(ids)} temuan diambil alih ke data {school}.")
    return redirect("programs:corrections", candidate.pk)


def _seen(request: HttpRequest) -> datetime | None:
    """The state of the school that was looked at; without one nothing matches, so nothing is overwritten blindly."""
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        return datetime(1, 1, 1, tzinfo=UTC)
