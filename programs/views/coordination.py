"""Pages of the coordination meeting: the plan, who is invited, the letters that went out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import DINAS, demand
from core.errors import Stale
from core.keys import keys_of
from core.queries import reference
from documents.models import Letter
from documents.rules import LetterState
from programs.forms.papers import MeetingForm, new_meeting
from programs.models import Meeting, ProgramYear
from programs.services import coordination as services
from programs.views.year import visible
from schools.models import Institution, InstitutionKind


@require_safe
def coordination(request: HttpRequest, program_id: int) -> HttpResponse:
    """Each meeting with its offices: invited, or to be ticked."""
    program = visible(request, program_id)
    meetings = list(program.meetings.all())
    letters: dict[str, list[Letter]] = {}
    for letter in Letter.objects.visible_to(request.user).about(*meetings).order_by("pk"):
        letters.setdefault(letter.subject, []).append(letter)
    offices = _offices(request, program)
    cards = [_card(meeting, offices, letters.get(reference(meeting), [])) for meeting in meetings]
    return render(request, "programs/coordination/list.html", {"program": program, "meetings": cards})


def _offices(request: HttpRequest, program: ProgramYear) -> list[Institution]:
    """Those of the province; a dinas looks at itself."""
    place, user = program.institution.place_id, request.user
    found = Institution.objects.visible_to(user).filter(kind=InstitutionKind.DINAS).select_related("place")
    if user.role in DINAS:
        found = found.filter(place=user.acting.place_id)
    return [one for one in found if place in (one.place_id, one.place.parent_id)]


def _card(meeting: Meeting, offices: list[Institution], letters: list[Letter]) -> dict[str, Any]:
    latest = {letter.recipient_id: letter for letter in letters if letter.state != LetterState.CANCELLED}
    rows = [(office, latest.get(office.pk)) for office in offices]
    lists = [letter for letter in letters if letter.kind == "attendance"]
    return {"meeting": meeting, "rows": rows, "lists": lists, "invited": sum(letter is not None for _, letter in rows)}


def meeting_new(request: HttpRequest, program_id: int) -> HttpResponse:
    program = visible(request, program_id, "coordination.write")
    form = MeetingForm(request.POST or None, initial=new_meeting(program))
    if request.method == "POST" and form.is_valid():
        meeting = services.plan_meeting(program.pk, form.values, by=request.user)
        messages.success(request, f"{meeting} disimpan. Pilih dinas yang diundang, lalu terbitkan undangannya.")
        return redirect(meeting)
    return _form(request, program, form)


def _form(request: HttpRequest, program: ProgramYear, form: MeetingForm, current: Any = None) -> HttpResponse:
    context = {"program": program, "form": form, "current": current}
    return render(request, "programs/coordination/edit.html", context, status=409 if current else 200)


def _meeting(request: HttpRequest, meeting_id: int) -> Meeting:
    meetings = Meeting.objects.visible_to(request.user).select_related("program__institution")
    meeting = get_object_or_404(meetings, pk=meeting_id)
    demand(request.user.role, "coordination.write")
    return meeting


def meeting_edit(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    form = MeetingForm(request.POST or None, instance=meeting, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.change_meeting(meeting.pk, form.values, version=version, by=request.user)
        except Stale as stale:
            return _form(request, meeting.program, form, _newer(form, stale.current))
        messages.success(request, "Rencana rapat disimpan. Undangan yang sudah terbit tidak berubah.")
        return redirect(meeting)
    return _form(request, meeting.program, form)


def _newer(form: MeetingForm, meeting: Meeting) -> list[tuple[str, Any]]:
    """What the row holds now where it differs from what was typed; saving once more overwrites knowingly."""
    form.data = form.data.copy()
    form.data["version"] = meeting.version
    differing = [name for name, value in form.values.items() if getattr(meeting, name) != value]
    return [(form[name].label, getattr(meeting, name)) for name in differing]


@require_POST
def meeting_invite(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    sent = services.invite(meeting.pk, keys_of(request.POST.getlist("offices")), by=request.user)
    messages.success(request, f"{len(sent)} undangan terbit; PDF sedang disiapkan.")
    return redirect(meeting)


@require_POST
def meeting_attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return redirect(services.print_meeting_attendance(_meeting(request, meeting_id).pk, by=request.user))
