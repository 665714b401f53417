"""Which page gives everything about one school or one proposal as a file?"""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import demand
from core.queries import reference
from core.serving import serve
from documents.models import Dossier
from documents.services.dossier import RIGHTS, ask_dossier


def _subject(request: HttpRequest, label: str, subject_id: int) -> Any:
    demand(request.user.role, RIGHTS[label])
    return get_object_or_404(apps.get_model(label).objects.visible_to(request.user), pk=subject_id)


@require_POST
def ask_for_school(request: HttpRequest, school_id: int) -> HttpResponse:
    return _ask(request, "schools.School", school_id)


@require_POST
def ask_for_proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _ask(request, "programs.Proposal", proposal_id)


def _ask(request: HttpRequest, label: str, subject_id: int) -> HttpResponse:
    subject = _subject(request, label, subject_id)
    ask_dossier(label, subject.pk, by=request.user)
    messages.success(request, "Berkas lengkap sedang disiapkan. Anda boleh meninggalkan halaman ini.")
    return redirect(subject)


@require_safe
def state_for_school(request: HttpRequest, school_id: int) -> HttpResponse:
    return _state(request, "schools.School", school_id)


@require_safe
def state_for_proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _state(request, "programs.Proposal", proposal_id)


def _state(request: HttpRequest, label: str, subject_id: int) -> HttpResponse:
    """The piece of the page that says how far the ZIP is; asks again by itself while it is on its way."""
    subject = _subject(request, label, subject_id)
    return render(request, "documents/dossier/state.html", state_of(subject, request.user))


def state_of(subject: Any, user: Any) -> dict[str, Any]:
    """What the piece shows."""
    kind = "school" if subject._meta.label == "schools.School" else "proposal"
    dossier = Dossier.objects.visible_to(user).filter(subject=reference(subject)).first()
    job = dossier.job if dossier else None
    return {
        "subject": subject, "dossier": dossier, "job": job, "ask": f"documents:dossier_{kind}",
        "again": f"documents:dossier_{kind}_state",
        "is_moving": job is not None and job.state in ("waiting", "running"),
        "has_failed": job is not None and job.state == "failed",
    }  # fmt: skip


@require_safe
def dossier_file(request: HttpRequest, dossier_id: int) -> HttpResponseBase:
    """The ZIP, to whoever asked for it and still sees what it is about."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user), pk=dossier_id)
    label, _, key = dossier.subject.partition(":")
    _subject(request, label, int(key))
    if not dossier.made_at:
        raise Http404("not made yet")
    return serve(request, dossier.file, name=dossier.file_name)
