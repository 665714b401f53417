"""What happens when an office changes a school of its proposal, takes it out or replaces it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.errors import Conflict, NotAllowed, Stale
from core.events import record
from core.moves import demand_move, demand_reason
from programs.models import Candidate
from programs.rules import CANDIDATE_MOVES, FOLLOWS, STANDING, CandidateState, Funding, Part, ProposalState
from programs.services.commitments import void_commitment
from programs.services.entry import bond_fields, lock_candidate, new_imbas, new_model, refuse_barred, school_of
from programs.services.places import free_place, take_place
from programs.services.proposals import lock_open
from programs.services.standing import remarks_on_imbas
from schools.models import School

if TYPE_CHECKING:
    from accounts.models import User

CRITERIA = ("not_yet_snp", "committed", "supported", "snp_note", "commitment_note", "support_note")
FOLLOWING = ("model", "funding", "distance_km", "same_cluster")
CHANGEABLE = (*CRITERIA, "funding", "fewer_reason", "note")


def _changed(candidate: Candidate, values: Mapping[str, Any], allowed: Iterable[str]) -> list[str]:
    """Set the values that differ; the names of their fields."""
    names = [name for name in allowed if name in values and getattr(candidate, name) != values[name]]
    for name in names:
        setattr(candidate, name, values[name])
    return names


def _save(candidate: Candidate, names: Iterable[str], by: "User") -> None:
    candidate.version, candidate.changed_at, candidate.changed_by = candidate.version + 1, timezone.now(), by
    candidate.save(update_fields=[*names, "version", "changed_at", "changed_by"])


def _labels(names: Iterable[str]) -> str:
    return ", ".join(str(Candidate._meta.get_field(name).verbose_name) for name in names)


@transaction.atomic
def change_candidate(candidate_id: int, *, version: int, by: "User", **values: Any) -> Candidate:
    """Change criteria, evidence, funding or notes of a candidate that is not decided yet.

    ``Stale`` when somebody saved since ``version`` was read. Changing the funding takes or frees a place.
    """
    candidate = lock_candidate(candidate_id, by)
    if candidate.version != version:
        raise Stale(candidate)
    if candidate.state != CandidateState.PROPOSED:
        raise NotAllowed(f"{candidate.school.name} berstatus «{candidate.get_state_display()}»; tidak dapat diubah.")
    names = _changed(candidate, values, CHANGEABLE)
    if "funding" in names:
        _move_funding(candidate)
        names.append("share")
    if names:
        _save(candidate, names, by)
        labels = _labels(name for name in names if name != "share")
        record("candidate.changed", candidate, by=by, within=candidate.proposal, fields=labels)
    return candidate


def _move_funding(candidate: Candidate) -> None:
    """R-3.3-08: only a model in quota holds a place; its imbas schools follow its funding."""
    if candidate.part == Part.IMBAS:
        raise NotAllowed("Pendanaan sekolah imbas mengikuti sekolah modelnya.")
    release(candidate)
    if candidate.funding == Funding.IN_QUOTA:
        candidate.share = take_place(candidate.program, candidate.school)
    candidate.imbas.live().update(funding=candidate.funding)


def release(candidate: Candidate) -> None:
    """Give back the place a candidate holds, if it holds one; the candidate is not saved."""
    if candidate.share is not None:
        free_place(candidate.share)
        candidate.share = None


@transaction.atomic
def set_criteria(proposal_id: int, criterion: str, *, note: str, by: "User") -> int:
    """Record one criterion, with its evidence, for every school that lacks it (R-2.2-06); how many there were."""
    proposal = lock_open(proposal_id, by)
    note_field = {"committed": "commitment_note", "supported": "support_note"}[criterion]
    lacking = proposal.candidates.select_for_update(of=("self",)).filter(**{criterion: False})
    missing = list(lacking.filter(state=CandidateState.PROPOSED).select_related("school"))
    for candidate in missing:
        setattr(candidate, criterion, True)
        setattr(candidate, note_field, getattr(candidate, note_field) or note)
        _save(candidate, [criterion, note_field], by)
    if missing:
        what = f"{_labels([criterion])} ({len(missing)} sekolah)"
        record("candidate.criteria", proposal, by=by, fields=what)
    return len(missing)


@transaction.atomic
def remove_candidate(candidate_id: int, reason: str, *, by: "User") -> Candidate:
    """Take a school out of the proposal and free its place; a model takes its imbas schools along.

    After the proposal was returned, only failed schools and those added since may go.
    """
    reason = demand_reason(reason)
    candidate = lock_candidate(candidate_id, by)
    label = candidate.get_state_display()
    demand_move(CANDIDATE_MOVES, "withdraw", by.role, candidate.state, label)
    fresh = candidate.state == CandidateState.PROPOSED and candidate.round > candidate.proposal.round
    if candidate.proposal.state == ProposalState.RETURNED and not (fresh or candidate.state == CandidateState.FAILED):
        raise NotAllowed("Setelah dikembalikan, hanya sekolah yang tidak layak atau baru ditambahkan boleh keluar.")
    for imbas in candidate.imbas.filter(state__in=FOLLOWS).select_related("school"):
        _withdraw(imbas, "Sekolah modelnya dikeluarkan dari usulan.", by)
    return _withdraw(candidate, reason, by)


def _withdraw(candidate: Candidate, reason: str, by: "User") -> Candidate:
    release(candidate)
    candidate.state, candidate.result_reason = CandidateState.WITHDRAWN, reason
    _save(candidate, ["state", "result_reason", "share"], by)
    record("candidate.withdrawn", candidate, by=by, within=candidate.proposal, reason=reason)
    return candidate


@transaction.atomic
def replace_candidate(
    candidate_id: int, school_id: int, *, by: "User", funding: str = Funding.IN_QUOTA, **fields: Any
) -> Candidate:
    """Put another school in the place of one that failed (R-3.3-04); the imbas schools of a model stay with it."""
    failed = lock_candidate(candidate_id, by)
    demand_move(CANDIDATE_MOVES, "replace", by.role, failed.state, failed.get_state_display())
    school = school_of(school_id)
    release(failed)
    failed.state = CandidateState.REPLACED
    _save(failed, ["state", "share"], by)
    if failed.part == Part.MODEL:
        fields = {"fewer_reason": failed.fewer_reason} | fields
        fresh = new_model(failed.proposal, school, funding, by, replaces=failed, **fields)
        _reattach(failed, fresh, by)
    else:
        fresh = _replace_imbas(failed, school, by)
    record("candidate.replaced", failed, by=by, within=failed.proposal, replacement=str(fresh))
    return fresh


def _replace_imbas(failed: Candidate, school: School, by: "User") -> Candidate:
    model = Candidate.objects.select_related("proposal__office__place", "program", "school").get(pk=failed.model_id)
    model.proposal = failed.proposal
    if model.state not in STANDING:
        raise Conflict(f"Ganti dahulu sekolah modelnya, {model.school.name}.")
    refuse_barred(school, remarks_on_imbas(failed.proposal, model.school, [school])[school.pk])
    return new_imbas(model, school, by, replaces=failed)


def _reattach(failed: Candidate, fresh: Candidate, by: "User") -> None:
    """Imbas schools follow to the replacement with new distances; another level would tear them off (R-3.2-11).

    Their Formulir 02.3 names the school that left: it is asked for anew.
    """
    followers = failed.imbas.filter(state__in=FOLLOWS).select_related("school__regency")
    for imbas in followers:
        if imbas.school.level != fresh.school.level:
            raise Conflict(f"Pengganti harus berjenjang {imbas.school.level}, sama dengan sekolah imbasnya.")
        bond = bond_fields(fresh.school, imbas.school)
        imbas.distance_km, imbas.same_cluster = bond["distance_km"], bond["same_cluster"]
        imbas.model, imbas.funding = fresh, fresh.funding
        void_commitment(imbas, failed.school.name, by)
        _save(imbas, [*FOLLOWING, "committed", "commitment_note"], by)
        record("candidate.reattached", imbas, by=by, within=fresh.proposal, model=str(fresh))
