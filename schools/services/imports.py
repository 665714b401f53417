"""What happens when a file of schools comes: it is kept whole, checked, looked at, and then put in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.bulk import insert_rows
from core.errors import NotAllowed
from core.events import record
from core.jobs import enqueue, progress
from core.models import Job
from core.sheets import estimate_rows
from core.storing import keep
from core.uploads import BadUpload, check_spreadsheet
from schools.models import ImportBatch, ImportRow, ImportState, Place
from schools.services.comparing import Verdict, compare
from schools.services.placing import PlaceBook
from schools.services.reading import ERROR, WARNING, PersonalData, read_schools
from schools.services.writing import put_in, shown_changes

Tell = Callable[[int, int], None]
FINDING = ["batch", "kind", "sheet", "row", "column", "value", "message", "npsn", "name", "difference"]


@dataclass
class Tally:
    """What a check counted. ``errors`` holds every fault that rejects a row."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0
    layout: str = ""
    errors: list[dict[str, Any]] = field(default_factory=list)

    def count(self, verdict: Verdict) -> None:
        self.rows += 1
        self.layout = self.layout or verdict.row.layout.name
        setattr(self, verdict.kind, getattr(self, verdict.kind) + 1)
        self.warnings += sum(finding.kind == WARNING for finding in verdict.row.findings)

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("rows", "new", "changed", "unchanged", "rejected")}


@transaction.atomic
def upload_import(
    file: File, *, by: User | None, regency: Place | None = None, code_system: str = "", queued: bool = True
) -> ImportBatch:
    """Keep the file whole and queue its check. ``BadUpload`` when it is no sheet or not harmless.

    Somebody of an LPMP may change the schools of the own province only; nobody (the command line) any.
    """
    if by is not None:
        demand(by.role, "schools.import")
    check_spreadsheet(file)
    batch = ImportBatch(file_name=(file.name or "berkas")[:200], sha256=_sha256(file), regency=regency)
    batch.code_system, batch.uploaded_by = code_system, by
    batch.province_id = by.acting.province_id if by else None
    keep(batch.file, file.name or "berkas", file)
    batch.save()
    record("import.uploaded", batch, by=by)
    if queued:
        enqueue("schools.check_import", batch.pk, by=by)
    return batch


def check_import(job: Job) -> None:
    """Find out what the file would change. Safe to run again: it begins anew."""
    check(ImportBatch.objects.get(pk=job.subject_id), tell=lambda done, total: progress(job, done, total))


def check(batch: ImportBatch, tell: Tell | None = None) -> Tally:
    """Compare the kept file with the schools, write down every finding, and set the counts. Changes no school."""
    ImportRow.objects.filter(batch=batch).delete()
    try:
        tally = examine(batch, tell=tell, keep=True)
    except BadUpload as refusal:
        ImportRow.objects.filter(batch=batch).delete()
        _settle(batch.pk, Tally(), ImportState.REFUSED, str(refusal))
        if isinstance(refusal, PersonalData):
            _forget_file(batch)
        raise
    _settle(batch.pk, tally, ImportState.CHECKED, "")
    return tally


def _forget_file(batch: ImportBatch) -> None:
    """Who sent it and when stays known, by its name and checksum; the data of pupils and staff do not."""
    batch.file.delete(save=False)
    ImportBatch.objects.filter(pk=batch.pk).update(file="")


@transaction.atomic
def _settle(batch_id: int, tally: Tally, state: str, refusal: str) -> None:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state in (ImportState.COMMITTED, ImportState.CANCELLED):
        return
    batch.state, batch.refusal = state, refusal
    batch.layout, batch.warnings = tally.layout, tally.warnings
    for name, count in tally.counts.items():
        setattr(batch, name, count)
    batch.save(update_fields=["state", "refusal", "layout", "warnings", *tally.counts])


def examine(batch: ImportBatch, *, tell: Tell | None = None, keep: bool = False) -> Tally:
    """Count what the file of ``batch`` (saved or not) would do; with ``keep`` its findings are written down."""
    tally = Tally()
    with batch.file.open("rb") as file:
        kind = check_spreadsheet(file)
        total = estimate_rows(file, kind)
        book = PlaceBook(code_system=batch.code_system, default=batch.regency, only=batch.province_id)
        for verdicts in compare(read_schools(file, kind), book):
            for verdict in verdicts:
                tally.count(verdict)
                tally.errors += _errors(verdict)
            if keep:
                insert_rows(ImportRow, FINDING, (row for v in verdicts for row in _findings(batch, v, book)))
            if tell:
                tell(tally.rows, max(total, tally.rows))
    return tally


def _errors(verdict: Verdict) -> list[dict[str, Any]]:
    number = verdict.row.number
    return [
        {"row": number, "column": f.column, "value": f.value, "message": f.message}
        for f in verdict.row.findings
        if f.kind == ERROR
    ]


def _findings(batch: ImportBatch, verdict: Verdict, book: PlaceBook) -> list[tuple]:
    row = verdict.row
    name = row.values.get("name", "")
    where = (row.sheet[:60], row.number)
    who = (row.npsn, name)
    found: list[tuple[Any, ...]] = [
        (batch.pk, f.kind, *where, f.column, f.value, f.message[:300], *who, {}) for f in row.findings
    ]
    if verdict.kind in ("new", "changed"):
        difference = shown_changes(verdict.changes, book)
        found.append((batch.pk, verdict.kind, *where, "", "", "", *who, difference))
    return found


@transaction.atomic
def ask_commit(import_id: int, *, by: User) -> ImportBatch:
    """Queue putting the checked file in. Only once: of two people who press, the second is told."""
    demand(by.role, "schools.import")
    batch = _locked(import_id, by)
    if batch.state != ImportState.CHECKED:
        raise NotAllowed(f"Impor ini tidak dapat dimasukkan: statusnya «{batch.get_state_display()}».")
    if Job.objects.of("schools.commit_import", batch.pk).exclude(state="failed").exists():
        raise NotAllowed("Impor ini sudah sedang dimasukkan.")
    enqueue("schools.commit_import", batch.pk, by=by, user_id=by.pk)
    return batch


@transaction.atomic
def cancel_import(import_id: int, *, by: User) -> ImportBatch:
    """Put a checked or refused file away unused. The file is kept, the findings too."""
    demand(by.role, "schools.import")
    batch = _locked(import_id, by)
    running = Job.objects.of("schools.commit_import", batch.pk).exclude(state="failed").exists()
    if running or batch.state not in (ImportState.UPLOADED, ImportState.CHECKED):
        raise NotAllowed("Impor ini tidak dapat dibatalkan lagi.")
    batch.state = ImportState.CANCELLED
    batch.save(update_fields=["state"])
    record("import.cancelled", batch, by=by)
    return batch


def _locked(import_id: int, by: User) -> ImportBatch:
    return ImportBatch.objects.visible_to(by).select_for_update(of=("self",)).get(pk=import_id)


def commit_import(job: Job) -> None:
    """Put the file in, portion by portion. A worker that dies half-way is followed by one that finds half done."""
    batch = ImportBatch.objects.get(pk=job.subject_id)
    by = User.objects.filter(pk=job.payload.get("user_id")).first()
    commit(batch, by=by, tell=lambda done, total: progress(job, done, total))


def commit(batch: ImportBatch, *, by: User | None, tell: Tell | None = None) -> None:
    """Put the checked file in. What stands in the database is compared anew: nothing is written twice."""
    done = 0
    with batch.file.open("rb") as file:
        kind = check_spreadsheet(file)
        book = PlaceBook(code_system=batch.code_system, default=batch.regency, only=batch.province_id, make=True)
        for verdicts in compare(read_schools(file, kind), book):
            put_in(verdicts, batch, book, by)
            done += len(verdicts)
            if tell:
                tell(done, batch.rows)
    _close(batch.pk, by)


@transaction.atomic
def _close(batch_id: int, by: User | None) -> None:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state == ImportState.COMMITTED:
        return
    batch.state, batch.committed_at, batch.committed_by = ImportState.COMMITTED, timezone.now(), by
    batch.save(update_fields=["state", "committed_at", "committed_by"])
    record("import.committed", batch, by=by, new=batch.new, changed=batch.changed)


def _sha256(file: File) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
