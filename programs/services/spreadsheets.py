"""What happens when an office fills in its spreadsheet: received and checked first, taken in second, all or nothing."""

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from core.errors import Conflict
from core.events import record
from core.storing import content_of, keep
from programs.models import Candidate, Proposal, ProposalUpload
from programs.rules import ProposalState
from programs.services.candidates import change_candidate
from programs.services.entry import add_imbas, add_model
from programs.services.proposals import lock_open
from programs.services.sheet_check import Check, Step
from programs.services.sheet_reader import Reading, read_sheet

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def receive_sheet(proposal_id: int, file: File, *, by: "User") -> ProposalUpload:
    """Keep the file and say what it would do. Nothing of the proposal changes yet."""
    proposal = lock_open(proposal_id, by)
    upload = ProposalUpload(
        proposal=proposal, file_name=(file.name or "usulan.xlsx")[-200:], uploaded_by=by,
        sha256=hashlib.sha256(file.read()).hexdigest(),
    )  # fmt: skip
    file.seek(0)
    reading, check = _look_at(proposal, file)
    _note(upload, reading, check)
    file.seek(0)
    keep(upload.file, upload.file_name, file)
    upload.save()
    return upload


def _look_at(proposal: Proposal, file: File) -> tuple[Reading, Check]:
    reading = read_sheet(file)
    if proposal.state == ProposalState.RETURNED:
        reading.fault(0, "", "", "Putaran pengganti diisi per sekolah di halaman usulan, tidak lewat Excel.")
    check = Check(proposal, reading)
    if not reading.lines and not reading.faults:
        reading.fault(2, "", "", "Lembar ini belum berisi sekolah.")
    return reading, check


def _note(upload: ProposalUpload, reading: Reading, check: Check) -> None:
    upload.rows, upload.rejected = len(reading.lines), len(reading.faults)
    upload.faults = reading.faults_as_data()
    upload.changes = [step.as_data() for step in check.steps]


@transaction.atomic
def take_in_sheet(proposal_id: int, upload_id: int, *, by: "User") -> ProposalUpload:
    """Put the checked lines into the proposal: all of them or none. Asking twice changes nothing twice.

    The file is checked once more under the lock; ``Conflict`` when the proposal no longer fits it.
    """
    proposal = lock_open(proposal_id, by)
    upload = ProposalUpload.objects.select_for_update(of=("self",)).get(pk=upload_id, proposal=proposal)
    if upload.committed_at:
        return upload
    reading, check = _look_at(proposal, ContentFile(content_of(upload.file), name=upload.file.name))
    if reading.faults:
        first = reading.faults[0]
        raise Conflict(f"Belum dapat dimasukkan: {len(reading.faults)} galat. Baris {first.row}: {first.message}")
    _apply(proposal, check.steps, by)
    upload.committed_at, upload.committed_by = timezone.now(), by
    upload.save(update_fields=["committed_at", "committed_by"])
    record("proposal.imported", proposal, by=by, rows=len(check.steps))
    return upload


def _apply(proposal: Proposal, steps: list[Step], by: "User") -> None:
    """Models before their imbas schools; places are taken in one order, so two offices never wait in a ring."""
    models = {c.school.npsn: c.pk for c in proposal.candidates.live().models().select_related("school")}
    new = [step for step in steps if step.candidate is None]
    for step in sorted((s for s in new if s.line.is_model), key=lambda s: (s.school.regency_id, s.school.level)):
        models[step.school.npsn] = add_model(proposal.pk, step.school.pk, by=by, **step.values).pk
    for step in new:
        if not step.line.is_model:
            _add_one_imbas(models[step.line.values["model_npsn"]], step, by)
    for step in steps:
        if step.candidate is not None and step.values:
            change_candidate(step.candidate.pk, version=step.candidate.version, by=by, **step.values)


def _add_one_imbas(model_id: int, step: Step, by: "User") -> None:
    candidate: Candidate = add_imbas(model_id, [step.school.pk], by=by)[0]
    values = {name: value for name, value in step.values.items() if getattr(candidate, name) != value}
    if values:
        change_candidate(candidate.pk, version=candidate.version, by=by, **values)
