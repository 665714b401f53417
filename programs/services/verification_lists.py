"""What happens to an office's list at the LPMP: received, sent back with the results, closed."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.rules import LPMP
from core.errors import Incomplete, NotAllowed
from core.events import record
from core.formats import long_date
from core.moves import demand_move, demand_reason
from documents.services import issue
from programs import letters
from programs.models import Candidate, Proposal, Stage, Verification
from programs.rules import (
    CANDIDATE_MOVES,
    PROPOSAL_MOVES,
    CandidateState,
    Part,
    StageKind,
    lpmp_may_close_from,
)
from programs.services.places import free_place
from programs.services.years import why_closed

DECIDED = (CandidateState.VERIFIED, CandidateState.FAILED)


def take(proposal_id: int, move: str, by: User) -> Proposal:
    """Lock the visible proposal, check the move, set the new state (unsaved).

    Of two people who press at the same moment, the second reads the state the first left.
    """
    visible = Proposal.objects.visible_to(by).select_for_update(of=("self",))
    proposal = visible.select_related("program__institution", "office__place").get(pk=proposal_id)
    found = demand_move(PROPOSAL_MOVES, move, by.role, proposal.state, proposal.get_state_display())
    if closed := why_closed(proposal.program):
        raise NotAllowed(f"{closed}.")
    proposal.state = found.target
    return proposal


@transaction.atomic
def receive(proposal_id: int, *, by: User) -> Proposal:
    """Begin the verification of what was sent (R-3.3-01).

    In a later round only the new schools wait (R-3.3-04); a finished sheet that got a new imbas school opens again.
    """
    proposal = take(proposal_id, "receive", by)
    proposal.save(update_fields=["state"])
    record("proposal.received", proposal, by=by, round=proposal.round)
    waiting = Candidate.objects.filter(proposal=proposal, part=Part.IMBAS, state=CandidateState.PROPOSED)
    sheets = Verification.objects.filter(candidate__in=waiting.values("model"), finished_at__isnull=False)
    for sheet in sheets.select_related("candidate__school"):
        sheet.finished_at = sheet.finished_by = None
        sheet.save(update_fields=["finished_at", "finished_by"])
        why = "Ada sekolah imbas pengganti."
        record("verification.reopened", sheet.candidate, by=by, within=proposal, reason=why)
    return proposal


@transaction.atomic
def send_back(proposal_id: int, reason: str, *, replace_until: date, by: User) -> Proposal:
    """Report the results to the dinas by letter and ask for replacements until a date (R-3.3-03, -04)."""
    proposal = take(proposal_id, "send_back", by)
    if replace_until < timezone.localdate():
        raise NotAllowed(f"Batas pengganti {long_date(replace_until)} sudah lewat.")
    proposal.return_reason, proposal.replace_until = demand_reason(reason), replace_until
    proposal.returned_at, proposal.returned_by = timezone.now(), by
    proposal.save(update_fields=["state", "return_reason", "replace_until", "returned_at", "returned_by"])
    record("proposal.returned", proposal, by=by, reason=proposal.return_reason, until=replace_until.isoformat())
    issue(letters.result_notice(proposal), by=by)
    return proposal


def _sheet_address(candidate_id: int) -> str:
    return reverse("programs:sheet", args=[candidate_id])


def _refuse_unverified(proposal: Proposal) -> None:
    """A list is closed when every school in it has a result."""
    waiting = Candidate.objects.filter(proposal=proposal, state=CandidateState.PROPOSED)
    waiting = waiting.filter(Q(part=Part.MODEL) | Q(model__state=CandidateState.VERIFIED))
    gaps = [
        (f"{found.school} belum mempunyai hasil verifikasi.", _sheet_address(found.model_id or found.pk))
        for found in waiting.select_related("school").order_by("pk")
    ]
    again = Verification.objects.filter(candidate__proposal=proposal, finished_at=None, candidate__state__in=DECIDED)
    gaps += [
        (f"Lembar {sheet.candidate.school} dibuka kembali dan belum selesai.", _sheet_address(sheet.candidate_id))
        for sheet in again.select_related("candidate__school")
    ]
    if gaps:
        raise Incomplete(f"Daftar belum dapat ditutup: {len(gaps)} lembar belum selesai.", gaps)


def _close(proposal: Proposal, by: User, reason: str = "") -> None:
    proposal.closed_at, proposal.closed_by, proposal.close_reason = timezone.now(), by, reason
    proposal.save(update_fields=["state", "closed_at", "closed_by", "close_reason"])


@transaction.atomic
def close_jointly(proposal_id: int, *, by: User) -> Proposal:
    """Close the list in agreement with the dinas, and report the results. From here nothing in it changes."""
    proposal = take(proposal_id, "close_jointly", by)
    _refuse_unverified(proposal)
    _close(proposal, by)
    record("proposal.closed_jointly", proposal, by=by)
    issue(letters.result_notice(proposal), by=by)
    return proposal


def may_close_from(proposal: Proposal) -> date | None:
    """First day of the LPMP's closing right for this office: after its verification deadline (R-3.3-05, -06)."""
    stages = Stage.objects.filter(program=proposal.program_id, kind=StageKind.VERIFICATION)
    here = stages.filter(Q(place=None) | Q(place=proposal.office.place_id))
    found = sorted(here, key=lambda stage: stage.place_id is None)  # the date of one kab/kota goes before the general
    return lpmp_may_close_from(found[0].due_on) if found else None


@transaction.atomic
def close_by_lpmp(proposal_id: int, reason: str, *, by: User) -> Proposal:
    """Close the list without the dinas: not before the middle of month 4, and for a reason (R-3.3-06, -09).

    What the dinas had put in but not sent again drops out and frees its places.
    """
    proposal = take(proposal_id, "close_by_lpmp", by)
    first_day = may_close_from(proposal)
    if first_day is None or timezone.localdate() < first_day:
        when = f"mulai {long_date(first_day)}" if first_day else "setelah batas verifikasi ditetapkan"
        raise NotAllowed(f"LPMP baru boleh menutup daftar sendiri {when}.")
    words = demand_reason(reason)
    _drop_unsent(proposal, by)
    _refuse_unverified(proposal)
    _close(proposal, by, words)
    record("proposal.closed_by_lpmp", proposal, by=by, reason=words)
    issue(letters.result_notice(proposal), by=by)
    return proposal


def _drop_unsent(proposal: Proposal, by: User) -> None:
    """Schools of a round that was never sent; ``take`` has locked the proposal, so the office adds no more."""
    unsent = Candidate.objects.filter(proposal=proposal, round__gt=proposal.round, state=CandidateState.PROPOSED)
    reason = "Belum dikirim ulang ketika daftar ditutup oleh LPMP."
    for candidate in unsent.select_related("school", "share").order_by("share", "pk"):
        found = demand_move(CANDIDATE_MOVES, "drop", by.role, candidate.state, candidate.get_state_display())
        if candidate.share:
            free_place(candidate.share)
        candidate.state, candidate.share, candidate.result_reason = found.target, None, reason
        candidate.changed_at, candidate.changed_by = timezone.now(), by
        candidate.save(update_fields=["state", "share", "result_reason", "changed_at", "changed_by"])
        record("candidate.withdrawn", candidate, by=by, within=proposal, reason=reason)


def list_links(proposal: Proposal, by: User) -> dict[str, str]:
    """Where each of the LPMP's moves on a list is sent; nothing for anybody else."""
    if by.role not in LPMP:
        return {}
    names = ("receive", "send_back", "close_jointly", "close_by_lpmp")
    return {name: reverse(f"programs:{name}", args=[proposal.pk]) for name in names}
