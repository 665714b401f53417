"""What happens to a verification sheet: saved as a draft at any time, finished, opened again by the staff."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.rules import LPMP, demand, may
from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.events import record
from core.moves import demand_move, demand_reason
from documents.services import issue
from programs import letters
from programs.checking import Values, gaps
from programs.models import Candidate, Proposal, Verification
from programs.rules import (
    CANDIDATE_MOVES,
    CandidateState,
    Funding,
    Part,
    ProposalState,
    Result,
)
from programs.services.assignment import for_assigning, holder_of
from programs.services.assignment_people import own_stake
from programs.services.corrections import ask_corrections
from programs.services.places import free_place, take_place
from programs.services.verification_sheet import asked_of, group_of, values_of, write
from programs.services.years import demand_unclosed, why_closed

OPEN_STATES = (ProposalState.IN_VERIFICATION, ProposalState.RETURNED)
OVER = (CandidateState.REPLACED, CandidateState.WITHDRAWN, CandidateState.DETERMINED)


def why_not_write(candidate: Candidate, sheet: Verification | None, by: User) -> str:
    """Why this person may not write on this sheet now, or nothing; ``candidate`` is read by ``for_assigning``."""
    if not may(by.role, "verification.write"):
        return "Peran Anda tidak berwenang mengisi lembar verifikasi."
    if by.role not in LPMP and holder_of(candidate) != by:
        return "Sekolah ini tidak ditugaskan kepada Anda."
    if reason := own_stake(by, candidate):
        return f"{reason} Anda tidak boleh memverifikasinya."
    return _why_shut(candidate, sheet)


def _why_shut(candidate: Candidate, sheet: Verification | None) -> str:
    if closed := why_closed(candidate.program):
        return f"{closed}."
    if candidate.proposal.state == ProposalState.SUBMITTED:
        return "Verifikasi usulan ini belum dimulai; LPMP memulainya di halaman usulan."
    if candidate.proposal.state not in OPEN_STATES:
        return f"Usulannya berstatus «{candidate.proposal.get_state_display()}»."
    if candidate.state in OVER:
        return f"Sekolah ini berstatus «{candidate.get_state_display()}»."
    if sheet and sheet.finished_at:
        return "Lembar ini sudah selesai. Staf LPMP dapat membukanya kembali dengan alasan."
    return ""


def lock_sheet(candidate_id: int, by: User) -> tuple[Candidate, Verification | None]:
    """The visible model candidate with its row locked, and its sheet; ``NotAllowed`` when ``by`` may not write."""
    visible = Candidate.objects.visible_to(by).filter(part=Part.MODEL)
    locked = visible.select_for_update(of=("self",)).get(pk=candidate_id)
    candidate = for_assigning(Candidate.objects.filter(pk=locked.pk)).get()
    sheet = Verification.objects.filter(candidate=candidate).first()
    if reason := why_not_write(candidate, sheet, by):
        raise NotAllowed(reason)
    return candidate, sheet


@transaction.atomic
def save_sheet(candidate_id: int, values: Values, *, version: int, by: User) -> Verification:
    """Save a draft, whatever is missing. ``Stale`` when somebody saved since ``version`` was read (0: no sheet yet)."""
    candidate, sheet = lock_sheet(candidate_id, by)
    if version != (sheet.version if sheet else 0):
        raise Stale(sheet)
    if sheet and values_of(candidate, sheet) == values:
        return sheet
    sheet = sheet or Verification(candidate=candidate, version=0)
    sheet.version, sheet.changed_at, sheet.changed_by = sheet.version + 1, timezone.now(), by
    write(sheet, candidate, values)
    record("verification.saved", candidate, by=by)
    return sheet


@transaction.atomic
def finish(candidate_id: int, *, by: User) -> Verification:
    """Close the sheet: the schools get their results, a failed model gives its place back, the record is issued.

    ``Incomplete`` names every gap. The proposal is locked, so that finishing and closing the list wait for each other.
    """
    seen = Candidate.objects.visible_to(by).get(pk=candidate_id)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=seen.proposal_id)
    candidate, sheet = lock_sheet(candidate_id, by)
    if proposal.state != ProposalState.IN_VERIFICATION:
        raise NotAllowed("Lembar baru dapat diselesaikan setelah dinas mengirim ulang usulannya.")
    if sheet is None:
        raise Incomplete("Lembar ini masih kosong.", [("Isi lembar verifikasi.", _address(candidate))])
    _refuse_gaps(candidate, sheet)
    sheet.finished_at, sheet.finished_by = timezone.now(), by
    sheet.save(update_fields=["finished_at", "finished_by"])
    _decide_group(candidate, sheet, by)
    result = sheet.get_result_display()
    record("verification.finished", candidate, by=by, within=candidate.proposal, result=result)
    ask_corrections(sheet, by)
    issue(letters.official_record(sheet), by=by)
    return sheet


def _address(candidate: Candidate) -> str:
    return reverse("programs:sheet", args=[candidate.pk])


def _refuse_gaps(candidate: Candidate, sheet: Verification) -> None:
    missing = gaps(values_of(candidate, sheet), asked_of(candidate, sheet))
    if missing:
        links = [(text, f"{_address(candidate)}?periksa=1#id_{name}") for text, name in missing]
        raise Incomplete(f"Lembar belum dapat diselesaikan: {len(missing)} hal masih kurang.", links)


def _decide_group(candidate: Candidate, sheet: Verification, by: User) -> None:
    """The model by the result of the sheet; its imbas schools by their rows, if the model goes on."""
    fits = sheet.result == Result.FIT
    _decide(candidate, fits, sheet.reason or sheet.get_result_display(), by)
    if not fits:
        return
    found = {f.candidate_id: f for f in sheet.findings.filter(criterion="fit")}
    for imbas in group_of(candidate):
        imbas.proposal = candidate.proposal
        _decide(imbas, bool(found[imbas.pk].met), found[imbas.pk].note, by)


def _decide(candidate: Candidate, fits: bool, reason: str, by: User) -> None:
    target = CandidateState.VERIFIED if fits else CandidateState.FAILED
    if candidate.state == target and candidate.result_reason == ("" if fits else reason):
        return
    if candidate.state != target:
        name = "pass" if fits else "fail"
        demand_move(CANDIDATE_MOVES, name, by.role, candidate.state, candidate.get_state_display())
        _move_place(candidate, fits)
    candidate.state, candidate.result_reason = target, "" if fits else reason
    candidate.version, candidate.changed_at, candidate.changed_by = candidate.version + 1, timezone.now(), by
    candidate.save(update_fields=["state", "result_reason", "share", "version", "changed_at", "changed_by"])
    if fits:
        record("candidate.passed", candidate, by=by, within=candidate.proposal)
    else:
        record("candidate.failed", candidate, by=by, within=candidate.proposal, reason=reason)


def _move_place(candidate: Candidate, fits: bool) -> None:
    """A model that fails frees its place; one that passes after all takes one again, if there is one."""
    if fits and candidate.state == CandidateState.FAILED:
        rivals = Candidate.objects.live().filter(program=candidate.program_id, school=candidate.school_id)
        if rivals.exists():
            raise Conflict(f"{candidate.school} sementara itu sudah diusulkan lagi.")
    if candidate.part != Part.MODEL or candidate.funding != Funding.IN_QUOTA:
        return
    if not fits and candidate.share:
        free_place(candidate.share)
        candidate.share = None
    elif fits and candidate.share is None:
        candidate.share = take_place(candidate.program, candidate.school)


@transaction.atomic
def reopen(candidate_id: int, reason: str, *, by: User) -> Verification:
    """The staff opens a finished sheet again, for a reason, until the list is closed. Results stand until finished."""
    demand(by.role, "verifier.assign")
    words = demand_reason(reason)
    visible = Candidate.objects.visible_to(by).select_related("proposal__office", "proposal__program", "school")
    candidate = visible.select_for_update(of=("self",)).get(pk=candidate_id)
    demand_unclosed(candidate.proposal.program)
    sheet = Verification.objects.filter(candidate=candidate, finished_at__isnull=False).first()
    if sheet is None:
        raise NotAllowed("Lembar verifikasi sekolah ini belum selesai.")
    if candidate.proposal.state not in OPEN_STATES:
        raise NotAllowed(
            f"Usulannya berstatus «{candidate.proposal.get_state_display()}»; daftarnya tidak berubah lagi."
        )
    sheet.finished_at = sheet.finished_by = None
    sheet.save(update_fields=["finished_at", "finished_by"])
    record("verification.reopened", candidate, by=by, within=candidate.proposal, reason=words)
    return sheet
