"""What happens to a proposal in the hands of its office: begun, described, sent, withdrawn, opened again."""

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.rules import demand
from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.events import record
from core.moves import demand_move, demand_reason
from documents.services import issue
from programs import letters
from programs.models import ProgramYear, Proposal
from programs.rules import OPEN_TO_OFFICE, PROPOSAL_MOVES, ProgramState, ProposalState
from programs.services.completeness import gaps_of
from programs.services.years import why_closed
from schools.models import Institution

if TYPE_CHECKING:
    from accounts.models import User

CHANGEABLE = ("letter_number", "letter_date", "support_note", "copies_to")


def office_of(user: "User") -> Institution | None:
    """The dinas the person acts for; nothing for anybody else."""
    if not user.may["proposal_edit"]:
        return None
    return Institution.objects.filter(kind="dinas", place=user.acting.place_id).select_related("place").first()


@transaction.atomic
def create_proposal(program_id: int, *, by: "User") -> Proposal:
    """Begin the office's proposal of an open year. There is one per office and year; asking again returns it."""
    demand(by.role, "proposal.edit")
    program = ProgramYear.objects.visible_to(by).get(pk=program_id)
    office = office_of(by)
    if office is None:
        raise NotAllowed("Dinas Anda belum terdaftar sebagai lembaga. Hubungi LPMP.")
    if program.state != ProgramState.OPEN:
        raise NotAllowed(f"Tahun program {program.year} berstatus «{program.get_state_display()}».")
    return _existing_or_new(program, office, by)


def _existing_or_new(program: ProgramYear, office: Institution, by: "User") -> Proposal:
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(program=program, office=office, created_by=by, changed_by=by)
    except IntegrityError:
        return Proposal.objects.get(program=program, office=office)
    record("proposal.created", proposal, by=by)
    return proposal


def lock_proposal(proposal_id: int, by: "User") -> Proposal:
    """The visible proposal with its row locked until the transaction ends: one hand at a time.

    ``NotAllowed`` in a closed year: what it was stays as it was.
    """
    demand(by.role, "proposal.edit")
    visible = Proposal.objects.visible_to(by).select_for_update(of=("self",))
    proposal = visible.select_related("program__institution", "office__place").get(pk=proposal_id)
    if closed := why_closed(proposal.program):
        raise NotAllowed(f"{closed}.")
    return proposal


def lock_open(proposal_id: int, by: "User") -> Proposal:
    """As ``lock_proposal``, and the office may change it now; ``NotAllowed`` says why not."""
    proposal = lock_proposal(proposal_id, by)
    if proposal.state not in OPEN_TO_OFFICE:
        raise NotAllowed(
            f"Usulan berstatus «{proposal.get_state_display()}». "
            "Daftar sekolah hanya dapat diubah selama draf atau setelah dikembalikan LPMP."
        )
    return proposal


@transaction.atomic
def change_proposal(proposal_id: int, *, version: int, by: "User", **values: Any) -> Proposal:
    """Save what the covering letter needs; a draft always saves. ``Stale`` when somebody saved in between."""
    proposal = lock_open(proposal_id, by)
    if proposal.version != version:
        raise Stale(proposal)
    names = [name for name in CHANGEABLE if name in values and getattr(proposal, name) != values[name]]
    for name in names:
        setattr(proposal, name, values[name])
    if names:
        proposal.version, proposal.changed_at, proposal.changed_by = version + 1, timezone.now(), by
        proposal.save(update_fields=[*names, "version", "changed_at", "changed_by"])
        record("proposal.changed", proposal, by=by)
    return proposal


def receipt_of(proposal: Proposal) -> str:
    """``USL-2020-00042-1``: year, proposal, and the how-many-th sending. Given once, never again."""
    return f"USL-{proposal.program.year}-{proposal.pk:05d}-{proposal.sendings}"


@transaction.atomic
def submit(proposal_id: int, *, by: "User") -> Proposal:
    """Send the proposal to the LPMP with a receipt, and issue Formulir 02.1 with its lampiran (R-3.2-09).

    ``Incomplete`` lists every gap with the page that mends it (R-2.2-06, R-2.3-03, -07, R-3.2-10). A passed
    deadline only warns (R-P-04). Sending after a return begins the next round.
    """
    proposal = lock_proposal(proposal_id, by)
    demand_move(PROPOSAL_MOVES, "submit", by.role, proposal.state, proposal.get_state_display())
    if gaps := gaps_of(proposal):
        raise Incomplete("Usulan belum lengkap dan belum dikirim; isinya tetap tersimpan sebagai draf.", gaps)
    proposal.round += proposal.state == ProposalState.RETURNED
    proposal.sendings += 1
    proposal.receipt = receipt_of(proposal)
    proposal.state, proposal.submitted_at, proposal.submitted_by = ProposalState.SUBMITTED, timezone.now(), by
    proposal.save(update_fields=["state", "round", "sendings", "receipt", "submitted_at", "submitted_by"])
    record("proposal.submitted", proposal, by=by, round=proposal.round, receipt=proposal.receipt)
    issue(letters.f021(proposal), by=by)
    return proposal


def _moved(proposal_id: int, name: str, by: "User") -> Proposal:
    proposal = lock_proposal(proposal_id, by)
    move = demand_move(PROPOSAL_MOVES, name, by.role, proposal.state, proposal.get_state_display())
    proposal.state, proposal.changed_at, proposal.changed_by = move.target, timezone.now(), by
    proposal.save(update_fields=["state", "changed_at", "changed_by"])
    return proposal


@transaction.atomic
def withdraw(proposal_id: int, reason: str, *, by: "User") -> Proposal:
    """Take the proposal back before verification begins. Nothing is deleted and every place stays taken."""
    reason = demand_reason(reason)
    proposal = _moved(proposal_id, "withdraw", by)
    record("proposal.withdrawn", proposal, by=by, reason=reason)
    return proposal


@transaction.atomic
def reopen(proposal_id: int, *, by: "User") -> Proposal:
    """Go on with a withdrawn proposal as a draft."""
    proposal = _moved(proposal_id, "reopen", by)
    if proposal.program.state != ProgramState.OPEN:
        raise Conflict(f"Tahun program {proposal.program.year} tidak sedang dibuka.")
    record("proposal.reopened", proposal, by=by)
    return proposal
