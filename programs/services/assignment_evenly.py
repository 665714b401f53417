"""What happens when all waiting schools are shared out at once: looked at first, applied, undone."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict
from core.events import record
from core.models import Event
from core.queries import reference
from programs.assigning import Group, Person, Plan, share_out
from programs.models import Assignment, Candidate, ProgramYear
from programs.rules import CandidateState, Part
from programs.services.assignment import ASSIGNABLE, for_assigning, give
from programs.services.assignment_people import groups_of, load_of, people_of, verifiers_of
from programs.services.years import demand_unclosed, lock_year


class Sharing(NamedTuple):
    """A plan with the people and groups it speaks of."""

    plan: Plan
    people: dict[int, Person]
    groups: dict[int, Group]
    before: dict[int, int]


def plan_evenly(program: ProgramYear, *, ceiling: int | None = None) -> Sharing:
    """Who would get which unassigned group. Begun and finished work stays where it is and counts as load."""
    open_groups = Candidate.objects.filter(
        program=program, part=Part.MODEL, state=CandidateState.PROPOSED, proposal__state__in=ASSIGNABLE
    ).exclude(pk__in=Assignment.objects.filter(declared_at=None).values("candidate"))
    candidates = list(for_assigning(open_groups).order_by("pk"))
    people = people_of(verifiers_of(program))
    groups = groups_of(candidates)
    barred = {(c.pk, a.verifier_id) for c in candidates for a in c.assignments.all() if a.declared_at}
    before = load_of(program)
    plan = share_out(groups.values(), people, before, barred, ceiling)
    return Sharing(plan, {person.id: person for person in people}, groups, before)


def _hold(program_id: int, by: User) -> ProgramYear:
    """The year and its model schools, locked: who gives one by hand meanwhile waits, or is waited for."""
    program = lock_year(program_id, by)
    demand_unclosed(program)
    models = Candidate.objects.filter(program=program, part=Part.MODEL)
    list(models.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return program


@transaction.atomic
def assign_evenly(program_id: int, *, digest: str, by: User, ceiling: int | None = None) -> Plan:
    """Apply the plan that was looked at; ``Conflict`` when things have changed since. Safe to run again."""
    demand(by.role, "verifier.assign")
    program = _hold(program_id, by)
    sharing = plan_evenly(program, ceiling=ceiling)
    if sharing.plan.digest != digest:
        raise Conflict("Keadaan sudah berubah sejak pratinjau ini dibuat. Periksa pembagian yang baru.")
    pairs = sharing.plan.pairs
    if not pairs:
        raise Conflict("Tidak ada sekolah yang dapat dibagikan.")
    candidates = Candidate.objects.select_related("proposal__office", "proposal__program", "school").in_bulk(pairs)
    verifiers = User.objects.in_bulk(set(pairs.values()))
    now = timezone.now()
    give([(candidates[group], verifiers[person]) for group, person in sorted(pairs.items())], by, now)
    record("verifier.shared", program, by=by, count=len(pairs), verifiers=len(verifiers), stamp=now.isoformat())
    return sharing.plan


def last_sharing(program: ProgramYear) -> QuerySet[Assignment]:
    """What can still be undone of the last even sharing: given then, not begun since."""
    about = Event.objects.filter(subject=reference(program), verb__startswith="verifier.")
    event = about.filter(verb__in=("verifier.shared", "verifier.unshared")).order_by("-pk").first()
    if event is None or event.verb == "verifier.unshared":
        return Assignment.objects.none()
    stamp = datetime.fromisoformat(event.data["stamp"])
    given = Assignment.objects.filter(candidate__program=program, assigned_at=stamp, declared_at=None)
    return given.filter(candidate__verification=None)


@transaction.atomic
def undo_sharing(program_id: int, *, by: User) -> int:
    """Take back what the last even sharing gave and nobody has begun; how many groups."""
    demand(by.role, "verifier.assign")
    program = _hold(program_id, by)
    given = last_sharing(program)
    count, _ = given.delete()
    if not count:
        raise Conflict("Tidak ada pembagian yang dapat dibatalkan: semuanya sudah dimulai atau dicabut.")
    record("verifier.unshared", program, by=by, count=count)
    return count
