"""What happens when schools are given to verifiers by hand, taken back, or given up for a conflict."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, NotAllowed
from core.events import record, record_many
from core.moves import demand_reason
from programs.assigning import stake
from programs.models import Assignment, Candidate, Verification
from programs.rules import Part, ProposalState
from programs.services.assignment_people import groups_of, people_of, verifiers_of
from programs.services.years import demand_unclosed

if TYPE_CHECKING:
    from programs.assigning import Group, Person

ASSIGNABLE = (ProposalState.SUBMITTED, ProposalState.IN_VERIFICATION)


class Outcome(NamedTuple):
    """What became of each school of a bulk act."""

    done: list[Candidate]
    skipped: list[tuple[Candidate, str]]


def for_assigning(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """With all that is asked before a school is given to somebody."""
    imbas = Prefetch("imbas", Candidate.objects.live().select_related("school"), to_attr="live_imbas")
    live = Prefetch("assignments", Assignment.objects.select_related("verifier"))
    related = ("school__regency", "proposal__office__place", "program")
    return candidates.select_related(*related).prefetch_related(imbas, live)


def _lock(candidate_ids: Iterable[int], by: User) -> list[Candidate]:
    """Visible model candidates with their rows locked, in the order of their keys. ``Conflict`` in a closed year."""
    ids = sorted(set(candidate_ids))
    visible = Candidate.objects.visible_to(by).filter(pk__in=ids, part=Part.MODEL)
    locked = list(visible.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    candidates = list(for_assigning(Candidate.objects.filter(pk__in=locked)).order_by("pk"))
    for program in {candidate.program for candidate in candidates}:
        demand_unclosed(program)
    return candidates


def holder_of(candidate: Candidate) -> User | None:
    """Who verifies this group now."""
    return next((a.verifier for a in candidate.assignments.all() if a.declared_at is None), None)


def _obstacle(candidate: Candidate, person: "Person", group: "Group") -> str:
    """Why this school cannot be given to this person, or nothing."""
    if candidate.proposal.state not in ASSIGNABLE:
        return f"Usulannya berstatus «{candidate.proposal.get_state_display()}»."
    if holder := holder_of(candidate):
        return f"Sudah ditugaskan kepada {holder}; cabut tugas itu dahulu."
    if any(a.verifier_id == person.id for a in candidate.assignments.all()):
        return f"{person.name} menyatakan benturan kepentingan."
    return stake(person, group)


@transaction.atomic
def assign_many(candidate_ids: Iterable[int], verifier_id: int, *, by: User) -> Outcome:
    """Give model candidates, each with its imbas schools, to one verifier; what cannot be given is skipped with why."""
    demand(by.role, "verifier.assign")
    candidates = _lock(candidate_ids, by)
    if not candidates:
        raise Conflict("Pilih sedikitnya satu sekolah.")
    verifier = verifiers_of(candidates[0].program).filter(pk=verifier_id).first()
    if verifier is None:
        raise NotAllowed("Orang ini bukan verifikator yang bertugas di provinsi ini.")
    person, groups = people_of([verifier])[0], groups_of(candidates)
    found = [(candidate, _obstacle(candidate, person, groups[candidate.pk])) for candidate in candidates]
    done = [candidate for candidate, obstacle in found if not obstacle]
    give([(candidate, verifier) for candidate in done], by, timezone.now())
    return Outcome(done, [(candidate, obstacle) for candidate, obstacle in found if obstacle])


def give(pairs: list[tuple[Candidate, User]], by: User, now: datetime) -> None:
    """Write the assignments of one act, and the history of each school. The caller has asked whether it may be."""
    Assignment.objects.bulk_create(
        Assignment(candidate=candidate, verifier=verifier, assigned_at=now, assigned_by=by)
        for candidate, verifier in pairs
    )
    facts = ((candidate, candidate.proposal, {"verifier": str(verifier)}) for candidate, verifier in pairs)
    record_many("verifier.assigned", facts, by=by)


@transaction.atomic
def assign(candidate_id: int, verifier_id: int, *, by: User) -> Candidate:
    """Give one group to a verifier, or ``NotAllowed`` with the reason."""
    outcome = assign_many([candidate_id], verifier_id, by=by)
    if outcome.skipped:
        raise NotAllowed(outcome.skipped[0][1])
    return outcome.done[0]


@transaction.atomic
def release(candidate_ids: Iterable[int], *, by: User) -> Outcome:
    """Take groups back from whoever has them. A begun sheet stays for the next verifier; finished work stays put."""
    demand(by.role, "verifier.assign")
    candidates = _lock(candidate_ids, by)
    finished = set(
        Verification.objects.filter(candidate__in=candidates, finished_at__isnull=False).values_list(
            "candidate", flat=True
        )
    )
    found = [(candidate, _why_keep(candidate, finished)) for candidate in candidates]
    done = [candidate for candidate, why in found if not why]
    facts = [(c, c.proposal, {"verifier": str(holder_of(c))}) for c in done]
    Assignment.objects.filter(candidate__in=done, declared_at=None).delete()
    record_many("verifier.released", facts, by=by)
    return Outcome(done, [(candidate, why) for candidate, why in found if why])


def _why_keep(candidate: Candidate, finished: set[int]) -> str:
    if holder_of(candidate) is None:
        return "Belum ditugaskan kepada siapa pun."
    return "Lembar verifikasinya sudah selesai." if candidate.pk in finished else ""


@transaction.atomic
def declare_conflict(candidate_id: int, reason: str, *, by: User) -> Candidate:
    """A verifier gives a group up: the assignment ends, staff read why, the same person never gets it again."""
    words = demand_reason(reason)
    candidate = Candidate.objects.visible_to(by).select_for_update(of=("self",)).get(pk=candidate_id)
    mine = Assignment.objects.filter(candidate=candidate, verifier=by, declared_at=None)
    if not mine.exists():
        raise NotAllowed("Sekolah ini tidak ditugaskan kepada Anda.")
    if Verification.objects.filter(candidate=candidate, finished_at__isnull=False).exists():
        raise NotAllowed("Lembar verifikasinya sudah selesai.")
    mine.update(conflict=words, declared_at=timezone.now(), declared_by=by)
    record("verifier.conflict", candidate, by=by, within=candidate.proposal, reason=words)
    return candidate
