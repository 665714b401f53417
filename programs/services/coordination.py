"""What happens around the coordination meeting: planned, changed, offices invited, attendance printed (R-3.1-01)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.rules import demand
from core.errors import Incomplete, Stale
from core.events import record
from documents.models import Letter
from programs import letters
from programs.models import Meeting
from programs.services.papers import issue_once
from programs.services.years import demand_unclosed, lock_year
from schools.models import Institution, InstitutionKind


@transaction.atomic
def plan_meeting(program_id: int, values: dict[str, Any], *, by: User) -> Meeting:
    demand(by.role, "coordination.write")
    program = lock_year(program_id, by)
    demand_unclosed(program)
    meeting = Meeting.objects.create(program=program, created_by=by, **values)
    record("meeting.planned", meeting, by=by, within=program)
    return meeting


def _lock(meeting_id: int, by: User) -> Meeting:
    demand(by.role, "coordination.write")
    visible = Meeting.objects.visible_to(by).filter(pk=meeting_id).values("pk")
    related = Meeting.objects.select_related("program__institution__place")
    meeting = related.select_for_update(of=("self",)).get(pk__in=visible)
    demand_unclosed(meeting.program)
    return meeting


@transaction.atomic
def change_meeting(meeting_id: int, values: dict[str, Any], *, version: int, by: User) -> Meeting:
    """Save the plan. Invitations that have gone out keep their words. ``Stale`` when somebody saved in between."""
    meeting = _lock(meeting_id, by)
    if meeting.version != version:
        raise Stale(meeting)
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.save(update_fields=[*values, "version"])
    record("meeting.changed", meeting, by=by, within=meeting.program)
    return meeting


@transaction.atomic
def invite(meeting_id: int, office_ids: Iterable[int], *, by: User) -> list[Letter]:
    """One numbered invitation per office; an office that has the same one already gets no second."""
    meeting = _lock(meeting_id, by)
    offices = Institution.objects.visible_to(by).filter(kind=InstitutionKind.DINAS, pk__in=list(office_ids))
    if not offices:
        raise Incomplete("Belum ada dinas yang dipilih. Centang sedikitnya satu dinas.", [])
    sent = [issue_once(letters.invitation(meeting, office), by=by) for office in offices.order_by("place__code")]
    record("meeting.invited", meeting, by=by, within=meeting.program, count=len(sent))
    return sent


@transaction.atomic
def print_meeting_attendance(meeting_id: int, *, by: User) -> Letter:
    """The list to sign in, one sheet per day."""
    return issue_once(letters.attendance(_lock(meeting_id, by)), by=by)
