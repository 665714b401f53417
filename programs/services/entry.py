"""How a school comes into a proposal: checked, with its place, its commitment and its event, or not at all."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from core.errors import Conflict, NotAllowed
from core.events import record
from programs.models import Candidate, Commitment, Proposal, Quota
from programs.rules import STANDING, Funding, Part, ProposalState, Remark, Weight, is_barred
from programs.services.places import take_place
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


def imbas_target(proposal: Proposal, school: School) -> int:
    """How many imbas schools a model of this kab/kota should have (R-2.3-03)."""
    quota = Quota.objects.filter(program=proposal.program_id, place=school.regency_id).first()
    return quota.imbas_per_model if quota else proposal.program.default_imbas


def refuse_barred(school: School, remarks: list[Remark]) -> None:
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


def school_of(school_id: int) -> School:
    return School.objects.select_related("regency").get(pk=school_id)


def new_model(proposal: Proposal, school: School, funding: str, by: "User", **fields: Any) -> Candidate:
    refuse_barred(school, remarks_on_models(proposal, [school])[school.pk])
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
    model = new_model(proposal, school_of(school_id), funding, by, **fields)
    _put_imbas(model, imbas, by)
    return model


@transaction.atomic
def add_imbas(model_id: int, school_ids: Iterable[int], *, by: "User") -> list[Candidate]:
    """Give a model candidate more imbas schools, up to the target (R-2.3-03, R-3.2-05)."""
    model = lock_candidate(model_id, by)
    if model.part != Part.MODEL or model.state not in STANDING:
        raise NotAllowed("Sekolah imbas hanya dapat ditambahkan pada calon sekolah model yang masih diusulkan.")
    return _put_imbas(model, school_ids, by)


def _put_imbas(model: Candidate, school_ids: Iterable[int], by: "User") -> list[Candidate]:
    schools = list(School.objects.select_related("regency").filter(pk__in=list(school_ids)).order_by("pk"))
    if not schools:
        return []
    _refuse_too_many(model, len(schools))
    remarks = remarks_on_imbas(model.proposal, model.school, schools)
    for school in schools:
        refuse_barred(school, remarks[school.pk])
    return [new_imbas(model, school, by) for school in schools]


def _refuse_too_many(model: Candidate, more: int) -> None:
    target = imbas_target(model.proposal, model.school)
    have = model.imbas.live().count()
    if have + more > target:
        raise Conflict(f"{model.school.name} sudah mempunyai {have} sekolah imbas; sasarannya {target}.")


def bond_fields(model: School, school: School) -> dict[str, Any]:
    way = way_between(model, school)
    return {
        "distance_km": None if way is None else Decimal(f"{way:.1f}"),
        "same_cluster": same_cluster(model, school),
    }


def new_imbas(model: Candidate, school: School, by: "User", replaces: Candidate | None = None) -> Candidate:
    candidate = Candidate(
        proposal=model.proposal, program=model.program, school=school, part=Part.IMBAS, model=model,
        funding=model.funding, round=_round(model.proposal), replaces=replaces, supported=model.supported,
        not_yet_snp=school.quality in ("1", "2", "3", "4"), **bond_fields(model.school, school),
    )  # fmt: skip
    return _enter(candidate, by)


def lock_candidate(candidate_id: int, by: "User") -> Candidate:
    """The candidate under the lock of its proposal, which must be open to its office."""
    seen = Candidate.objects.visible_to(by).get(pk=candidate_id)
    proposal = lock_open(seen.proposal_id, by)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    candidate.proposal = proposal
    candidate.school = school_of(candidate.school_id)
    return candidate
