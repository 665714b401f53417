"""What happens to the written commitment of a school: filled in, signed on paper, scanned, received or rejected."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.rules import AT_SCHOOL, demand
from core import thumbnails
from core.errors import Conflict, NotAllowed, Stale
from core.events import record
from core.moves import demand_reason
from core.queries import reference
from core.storing import put
from documents.models import Letter
from documents.rules import LetterState
from documents.services import issue
from programs import letters
from programs.models import Candidate, Commitment, PastScan
from programs.rules import STANDING, Part, ProposalState
from programs.services.years import demand_unclosed

if TYPE_CHECKING:
    from accounts.models import User

CLOSED = {ProposalState.CLOSED_JOINTLY, ProposalState.CLOSED_BY_LPMP, ProposalState.WITHDRAWN}


def _lock(candidate_id: int, right: str, by: "User") -> Commitment:
    """The commitment of a visible candidate, locked; ``NotAllowed`` for another school or a settled candidate."""
    demand(by.role, right)
    candidate = Candidate.objects.visible_to(by).get(pk=candidate_id)
    if by.role in AT_SCHOOL and candidate.school_id != by.acting.school_id:
        raise NotAllowed("Pernyataan ini milik sekolah lain; Anda dapat melihatnya, tetapi tidak mengisinya.")
    Commitment.objects.get_or_create(candidate=candidate)
    related = Commitment.objects.select_related("candidate__school", "candidate__proposal__program")
    commitment = related.select_for_update(of=("self",)).get(candidate=candidate_id)
    state, proposal = commitment.candidate.state, commitment.candidate.proposal
    if state not in STANDING:
        raise NotAllowed(f"{candidate.school} berstatus «{candidate.get_state_display()}»; isinya tidak berubah.")
    if proposal.state in CLOSED:
        raise NotAllowed(f"Usulan berstatus «{proposal.get_state_display()}»; pernyataan tidak dapat diubah lagi.")
    demand_unclosed(proposal.program)
    return commitment


@transaction.atomic
def fill_commitment(candidate_id: int, signatories: Mapping[str, str], *, version: int, by: "User") -> Commitment:
    """Save who will sign; gaps are allowed, the draft always saves. ``Stale`` when somebody saved in between."""
    commitment = _lock(candidate_id, "commitment.upload", by)
    if commitment.version != version:
        raise Stale(commitment)
    if commitment.filled_at and commitment.signatories == dict(signatories):
        return commitment
    commitment.signatories, commitment.version = dict(signatories), version + 1
    commitment.filled_at, commitment.filled_by = timezone.now(), by
    commitment.save(update_fields=["signatories", "version", "filled_at", "filled_by"])
    record("commitment.filled", commitment, by=by, within=commitment.candidate)
    return commitment


@transaction.atomic
def print_commitment(candidate_id: int, *, by: "User") -> Letter:
    """Formulir 02.2 or 02.3 with what is known, ready to be signed by hand. Same words give the same letter."""
    commitment = _lock(candidate_id, "commitment.upload", by)
    is_model = commitment.candidate.part == Part.MODEL
    words = letters.f022(commitment) if is_model else letters.f023(commitment)
    latest = Letter.objects.filter(subject=reference(commitment)).exclude(state=LetterState.CANCELLED).first()
    plain = json.loads(json.dumps(words.content))
    if latest and {key: latest.content.get(key) for key in plain} == plain:
        return latest
    return issue(words, by=by)


def _hash(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@transaction.atomic
def upload_scan(candidate_id: int, file: File, *, by: "User") -> Commitment:
    """Take in the signed form with a receipt. ``file`` has been checked by its content.

    The same file again gives the same receipt; another one replaces it and the earlier is kept. A signed form
    also records the criterion of commitment (R-2.2-02, R-3.2-10).
    """
    commitment = _lock(candidate_id, "commitment.upload", by)
    sha256 = _hash(file)
    if commitment.uploaded_at and commitment.scan_sha256 == sha256:
        return commitment
    past = commitment.past_scans.count()
    if commitment.uploaded_at:
        _shelve(commitment, by)
        past += 1
    year = commitment.candidate.proposal.program.year
    commitment.receipt = f"KMT-{year}-{commitment.pk:06d}-{past + 1}"
    commitment.scan_name, commitment.scan_sha256 = (file.name or "pindaian")[-200:], sha256
    commitment.uploaded_at, commitment.uploaded_by = timezone.now(), by
    name = f"{commitment.receipt}.{_suffix(file)}"
    commitment.scan.name = put(commitment.scan.field.generate_filename(commitment, name), file)
    commitment.save(
        update_fields=["scan", "scan_name", "scan_sha256", "uploaded_at", "uploaded_by", "receipt"],
    )
    thumbnails.order([commitment.scan], commitment.pk, by=by)
    record("commitment.uploaded", commitment, by=by, within=commitment.candidate, receipt=commitment.receipt)
    _note_commitment(commitment, by)
    return commitment


def _suffix(file: File) -> str:
    return "pdf" if (file.name or "").lower().endswith(".pdf") else "jpg"


def _note_commitment(commitment: Commitment, by: "User") -> None:
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=commitment.candidate_id)
    if candidate.committed:
        return
    candidate.committed, candidate.version = True, candidate.version + 1
    candidate.commitment_note = candidate.commitment_note or f"Formulir bertanda tangan {commitment.receipt}"
    candidate.changed_at, candidate.changed_by = timezone.now(), by
    candidate.save(update_fields=["committed", "commitment_note", "version", "changed_at", "changed_by"])


def shelve(commitment: Commitment, by: "User", reason: str) -> None:
    """The scan that was received counts no more, for this reason; it is kept, and another one is asked for."""
    _shelve(commitment, by, reason)
    commitment.scan, commitment.scan_name, commitment.scan_sha256, commitment.receipt = "", "", "", ""
    commitment.uploaded_at = commitment.uploaded_by = None
    commitment.save(
        update_fields=["scan", "scan_name", "scan_sha256", "uploaded_at", "uploaded_by", "receipt"],
    )


def _shelve(commitment: Commitment, by: "User", reason: str = "") -> None:
    """Put the scan that counted among the earlier ones; nothing that was received is lost."""
    PastScan.objects.create(
        commitment=commitment, scan=commitment.scan.name, scan_sha256=commitment.scan_sha256,
        scan_name=commitment.scan_name, receipt=commitment.receipt, uploaded_at=commitment.uploaded_at,
        uploaded_by=commitment.uploaded_by, ended_at=timezone.now(), ended_by=by, reason=reason,
    )  # fmt: skip


@transaction.atomic
def reject_scan(candidate_id: int, reason: str, *, by: "User") -> Commitment:
    """Say that a scan does not count, and why; the school is asked for another one."""
    reason = demand_reason(reason)
    commitment = _lock(candidate_id, "commitment.reject", by)
    if not commitment.uploaded_at:
        raise Conflict("Belum ada pindaian yang dapat ditolak.")
    shelve(commitment, by, reason)
    record("commitment.rejected", commitment, by=by, within=commitment.candidate, reason=reason)
    return commitment


def void_commitment(imbas: Candidate, old: str, by: "User") -> bool:
    """Formulir 02.3 names the model school: what names ``old`` counts no more. True when there was such paper.

    The caller holds the lock of the proposal and saves ``committed`` and ``commitment_note`` of the candidate.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).filter(candidate=imbas).first()
    if commitment is None:
        return False
    printed = Letter.objects.filter(subject=reference(commitment)).exclude(state=LetterState.CANCELLED).exists()
    if not (printed or commitment.uploaded_at):
        return False
    if commitment.uploaded_at:
        if commitment.receipt in imbas.commitment_note:
            imbas.committed, imbas.commitment_note = False, ""
        shelve(commitment, by, f"Pernyataannya menyebut {old}; sekolah modelnya kini lain.")
    record("commitment.voided", commitment, by=by, within=imbas, old=old)
    return True
