"""What happens when an office moves an imbas school to another model school of the same proposal in one step."""

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone

from core.errors import Conflict, NotAllowed
from core.events import record
from programs.models import Candidate
from programs.rules import STANDING, CandidateState, Part, ProposalState, Remark, Weight, imbas_remarks, is_barred
from programs.services.commitments import void_commitment
from programs.services.entry import bond_fields, imbas_target, lock_candidate, school_of
from programs.services.standing import bond_between, levels_of, standings

if TYPE_CHECKING:
    from accounts.models import User


class Target(NamedTuple):
    """A model school the imbas school could move to, with what speaks about it."""

    model: Candidate
    distance_km: float | None
    have: int
    most: int
    remarks: list[Remark]

    @property
    def is_open(self) -> bool:
        return self.have < self.most and not is_barred(self.remarks)


def why_not_move(imbas: Candidate) -> str:
    """Why this candidate cannot be moved to another model school now, or nothing."""
    if imbas.part != Part.IMBAS:
        return "Hanya sekolah imbas yang dipindahkan ke sekolah model lain."
    if imbas.state != CandidateState.PROPOSED:
        return f"{imbas.school.name} berstatus «{imbas.get_state_display()}»; tidak dapat dipindahkan."
    is_fresh = imbas.round > imbas.proposal.round
    sound = imbas.model is not None and imbas.model.state in STANDING
    if imbas.proposal.state == ProposalState.RETURNED and sound and not is_fresh:
        return "Setelah dikembalikan, hanya imbas yang baru ditambahkan atau yang sekolah modelnya gagal dapat pindah."
    return ""


def targets_of(imbas: Candidate) -> list[Target]:
    """Every other model school of the proposal that is still open and of the same level, the nearest first."""
    proposal, school = imbas.proposal, imbas.school
    models = proposal.candidates.filter(part=Part.MODEL, state__in=STANDING, school__level=school.level)
    models = models.exclude(pk=imbas.model_id).select_related("school__regency").prefetch_related("imbas")
    standing = standings(proposal, [school])[school.pk]._replace(taken_as="")
    found = []
    for model in models:
        bond = bond_between(model.school, school)
        have = sum(one.state in STANDING for one in model.imbas.all())
        remarks = imbas_remarks(standing, levels_of(proposal), bond)
        found.append(Target(model, bond.distance_km, have, imbas_target(proposal, model.school), remarks))
    return sorted(found, key=lambda t: (t.distance_km is None, t.distance_km or 0, t.model.pk))


@transaction.atomic
def move_imbas(candidate_id: int, model_id: int, *, by: "User") -> bool:
    """Put the imbas school under another model school of its proposal; whether its 02.3 must be made anew.

    Formulir 02.3 names the model school: a scan that came in is kept among the earlier ones and counts no more;
    who signs stays filled in. ``Conflict`` when the model school is full, closed or of another level.
    """
    imbas = lock_candidate(candidate_id, by)
    if reason := why_not_move(imbas):
        raise NotAllowed(reason)
    model = _take_model(imbas, model_id)
    old, bond = imbas.model.school.name, bond_fields(model.school, imbas.school)
    imbas.model, imbas.funding = model, model.funding
    imbas.distance_km, imbas.same_cluster = bond["distance_km"], bond["same_cluster"]
    fields = ["model", "funding", "distance_km", "same_cluster"]
    anew = void_commitment(imbas, old, by)
    imbas.version, imbas.changed_at, imbas.changed_by = imbas.version + 1, timezone.now(), by
    imbas.save(update_fields=[*fields, "committed", "commitment_note", "version", "changed_at", "changed_by"])
    record("candidate.moved", imbas, by=by, within=imbas.proposal, old=old, model=model.school.name)
    return anew


def _take_model(imbas: Candidate, model_id: int) -> Candidate:
    """The model school that was chosen, still open and with room. The proposal is locked, so it stays so."""
    target = next((found for found in targets_of(imbas) if found.model.pk == model_id), None)
    if target is None:
        raise Conflict("Sekolah model itu tidak ada dalam usulan ini, berbeda jenjang, atau tidak lagi diusulkan.")
    if target.have >= target.most:
        raise Conflict(
            f"{target.model.school.name} sudah mempunyai {target.have} sekolah imbas; sasarannya {target.most}."
        )
    if is_barred(target.remarks):
        raise Conflict(" ".join(remark.text for remark in target.remarks if remark.weight == Weight.ERROR))
    target.model.school = school_of(target.model.school_id)
    return target.model
