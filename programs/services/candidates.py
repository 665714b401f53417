"""What happens when an office puts a school into its proposal, changes it, takes it out or replaces it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Conflict, NotAllowed, Stale
from core.events import record
from core.moves import demand_move, demand_reason
from programs.models import Candidate, Commitment, Proposal, Quota
from programs.rules import (
    CANDIDATE_MOVES,
    CandidateState,
    Funding,
    Part,
    ProposalState,
    Remark,
    Weight,
    is_barred,
)
from programs.services.places import free_place, take_place
from programs.services.proposals import lock_open
from programs.services.standing import (
    remarks_on_imbas,
    remarks_on_models,
    same_cluster,
    way_between,
)
from schools.models import School

if TYPE_CHECKING:
    from accounts.models import User

CRITERIA = ("not_yet_snp", "committed", "supported", "snp_note", "commitment_note", "support_note")
CHANGEABLE = (*CRITERIA, "funding", "fewer_reason", "note")


def imbas_target(proposal: Proposal, school: School) -> int:
    """How many imbas schools a model of this kab/kota should have (R-2.3-03)."""
    quota = Quota.objects.filter(program=proposal.program_id, place=school.regency_id).first()
    return quota.imbas_per_model if quota else proposal.program.default_imbas


def _refuse_barred(school: School, remarks: list[Remark]) -> None:
    if is_barred(remarks):
        reasons = " ".join(remark.text for remark in remarks if remark.weight == Weight.ERROR)
        raise Conflict(f"{school.name} tidak dapat diusulkan. {reasons}")


def _enter(candidate: Candidate, by: "User") -> Candidate:
    """Save a new candidate with its empty commitment; the other operator may have been faster (R-2.3-09)."""
    candidate.changed_by = by
    try:
        with transaction.atomic():
            candidate.save()
    except IntegrityError as error:
        if not Candidate.objects.live().filter(program=candidate.program, school=candidate.school).exists():
            raise
        raise Conflict(f"{candidate.school.name} baru saja diusulkan oleh pengguna lain.") from error
    Commitment.objects.create(candidate=candidate)
    record("candidate.added", candidate, by=by, within=candidate.proposal)
    return candidate


def _round(proposal: Proposal) -> int:
    return proposal.round + (proposal.state == ProposalState.RETURNED)


def _school(school_id: int) -> School:
    return School.objects.select_related("regency").get(pk=school_id)


def _new_model(proposal: Proposal, school: School, funding: str, by: "User", **fields: Any) -> Candidate:
    _refuse_barred(school, remarks_on_models(proposal, [school])[school.pk])
    if funding == Funding.OVER_QUOTA and proposal.state == ProposalState.RETURNED and not fields.get("replaces"):
        raise NotAllowed("Pada putaran pengganti hanya tempat kuota yang masih kosong yang dapat diisi.")
    share = take_place(proposal.program, school) if funding == Funding.IN_QUOTA else None
    candidate = Candidate(
        proposal=proposal, program=proposal.program, school=school, part=Part.MODEL, funding=funding, share=share,
        round=_round(proposal), **fields,
    )  # fmt: skip
    return _enter(candidate, by)


@transaction.atomic
def add_model(
    proposal_id: int,
    school_id: int,
    *,
    by: "User",
    funding: str = Funding.IN_QUOTA,
    imbas: Iterable[int] = (),
    **fields: Any,
) -> Candidate:
    """Propose a school as sekolah model, at once with its imbas schools.

    In quota it takes a place or meets ``Conflict`` (R-3.3-07, -08); ``fields`` are criteria, notes and the reason
    for fewer imbas schools. All or nothing.
    """
    proposal = lock_open(proposal_id, by)
    model = _new_model(proposal, _school(school_id), funding, by, **fields)
    _put_imbas(model, imbas, by)
    return model


@transaction.atomic
def add_imbas(model_id: int, school_ids: Iterable[int], *, by: "User") -> list[Candidate]:
    """Give a model candidate more imbas schools, up to the target (R-2.3-03, R-3.2-05)."""
    model = _lock(model_id, by)
    if model.part != Part.MODEL or model.state not in CandidateState.values[:2]:
        raise NotAllowed("Sekolah imbas hanya dapat ditambahkan pada calon sekolah model yang masih diusulkan.")
    return _put_imbas(model, school_ids, by)


def _put_imbas(model: Candidate, school_ids: Iterable[int], by: "User") -> list[Candidate]:
    schools = list(School.objects.select_related("regency").filter(pk__in=list(school_ids)).order_by("pk"))
    if not schools:
        return []
    _refuse_too_many(model, len(schools))
    remarks = remarks_on_imbas(model.proposal, model.school, schools)
    for school in schools:
        _refuse_barred(school, remarks[school.pk])
    return [_new_imbas(model, school, by) for school in schools]


def _refuse_too_many(model: Candidate, more: int) -> None:
    target = imbas_target(model.proposal, model.school)
    have = model.imbas.live().count()
    if have + more > target:
        raise Conflict(f"{model.school.name} sudah mempunyai {have} sekolah imbas; sasarannya {target}.")


def _bond_fields(model: School, school: School) -> dict[str, Any]:
    way = way_between(model, school)
    return {
        "distance_km": None if way is None else Decimal(f"{way:.1f}"),
        "same_cluster": same_cluster(model, school),
    }


def _new_imbas(model: Candidate, school: School, by: "User", replaces: Candidate | None = None) -> Candidate:
    candidate = Candidate(
        proposal=model.proposal, program=model.program, school=school, part=Part.IMBAS, model=model,
        funding=model.funding, round=_round(model.proposal), replaces=replaces, supported=model.supported,
        not_yet_snp=school.quality in ("1", "2", "3", "4"), **_bond_fields(model.school, school),
    )  # fmt: skip
    return _enter(candidate, by)


def _lock(candidate_id: int, by: "User") -> Candidate:
    """The candidate under the lock of its proposal, which must be open to its office."""
    seen = Candidate.objects.visible_to(by).get(pk=candidate_id)
    proposal = lock_open(seen.proposal_id, by)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    candidate.proposal = proposal
    candidate.school = _school(candidate.school_id)
    return candidate


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
    candidate = _lock(candidate_id, by)
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
    missing = proposal.candidates.select_for_update().filter(state=CandidateState.PROPOSED, **{criterion: False})
    missing = list(missing.select_related("school"))
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
    candidate = _lock(candidate_id, by)
    label = candidate.get_state_display()
    demand_move(CANDIDATE_MOVES, "withdraw", by.role, candidate.state, label)
    fresh = candidate.state == CandidateState.PROPOSED and candidate.round > candidate.proposal.round
    if candidate.proposal.state == ProposalState.RETURNED and not (fresh or candidate.state == CandidateState.FAILED):
        raise NotAllowed("Setelah dikembalikan, hanya sekolah yang tidak layak atau baru ditambahkan boleh keluar.")
    for imbas in candidate.imbas.filter(state__in=("proposed", "verified", "failed")).select_related("school"):
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
    failed = _lock(candidate_id, by)
    demand_move(CANDIDATE_MOVES, "replace", by.role, failed.state, failed.get_state_display())
    school = _school(school_id)
    release(failed)
    failed.state = CandidateState.REPLACED
    _save(failed, ["state", "share"], by)
    if failed.part == Part.MODEL:
        fields = {"fewer_reason": failed.fewer_reason} | fields
        fresh = _new_model(failed.proposal, school, funding, by, replaces=failed, **fields)
        _reattach(failed, fresh, by)
    else:
        fresh = _replace_imbas(failed, school, by)
    record("candidate.replaced", failed, by=by, within=failed.proposal, replacement=str(fresh))
    return fresh


def _replace_imbas(failed: Candidate, school: School, by: "User") -> Candidate:
    model = Candidate.objects.select_related("proposal__office__place", "program", "school").get(pk=failed.model_id)
    model.proposal = failed.proposal
    if model.state not in CandidateState.values[:2]:
        raise Conflict(f"Ganti dahulu sekolah modelnya, {model.school.name}.")
    _refuse_barred(school, remarks_on_imbas(failed.proposal, model.school, [school])[school.pk])
    return _new_imbas(model, school, by, replaces=failed)


def _reattach(failed: Candidate, fresh: Candidate, by: "User") -> None:
    """Imbas schools follow to the replacement with new distances; another level would tear them off (R-3.2-11)."""
    followers = failed.imbas.filter(state__in=("proposed", "verified", "failed")).select_related("school__regency")
    for imbas in followers:
        if imbas.school.level != fresh.school.level:
            raise Conflict(f"Pengganti harus berjenjang {imbas.school.level}, sama dengan sekolah imbasnya.")
        bond = _bond_fields(fresh.school, imbas.school)
        imbas.distance_km, imbas.same_cluster = bond["distance_km"], bond["same_cluster"]
        imbas.model, imbas.funding = fresh, fresh.funding
        _save(imbas, ["model", "funding", "distance_km", "same_cluster"], by)
        record("candidate.reattached", imbas, by=by, within=fresh.proposal, model=str(fresh))
