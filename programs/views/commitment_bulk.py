"""Which page asks before Formulir 02.2 and 02.3 of many schools are made at once?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.rules import demand
from documents.services.bulk import start_bulk
from programs.forms.commitment import CommitmentFilter
from programs.models import Candidate
from programs.queries import CandidateQuerySet
from programs.rules import STANDING, CommitmentState, Part

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def commitments_bulk(request: HttpRequest) -> HttpResponse:
    """The schools of the filter whose form is still to be signed; started only by the button."""
    demand(request.user.role, "commitment.upload")
    demand(request.user.role, "letters.bulk")
    chosen = CommitmentFilter(request.GET, _open(request), user=request.user)
    found = chosen.qs.select_related("school")
    if request.method == "POST":
        bulk = start_bulk("commitments", title_of(found), labels(found), by=request.user)
        messages.success(request, "Formulir sedang disiapkan. Anda boleh menutup halaman ini.")
        return redirect(bulk)
    count, models = found.count(), found.filter(part=Part.MODEL).count()
    context = {
        "count": count, "models": models, "imbas": count - models, "some": found[:SHOWN],
        "rest": max(0, count - SHOWN), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "programs/commitment/bulk.html", context)


def _open(request: HttpRequest) -> CandidateQuerySet:
    """A form that is signed and received is not made again."""
    visible = Candidate.objects.visible_to(request.user).live().with_commitment().filter(state__in=STANDING)
    return visible.exclude(commitment_state=CommitmentState.COMPLETE).order_by("school__name", "pk")


def title_of(candidates: CandidateQuerySet) -> str:
    """``Formulir 02.2 dan 02.3, 24 sekolah``."""
    return f"Formulir 02.2 dan 02.3, {candidates.count()} sekolah"


def labels(candidates: CandidateQuerySet) -> list[tuple[int, str]]:
    """Key and label of each; a model first, then by name, as they are handed out."""
    forms = {Part.MODEL: "02.2", Part.IMBAS: "02.3"}
    return [(one.pk, f"{forms[Part(one.part)]} {one.school.name} ({one.school.npsn})") for one in candidates]
