"""What happens to many letters at once: ordered, made portion by portion, paused, resumed, retried, stopped."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core import jobs
from core.errors import Conflict, DomainError, Incomplete
from core.events import record
from core.models import Job, JobState
from core.moves import demand_move
from documents.bulks import bulk_kinds
from documents.models import Bulk, BulkItem
from documents.queries import MAKE_BULK, RENDER
from documents.rules import BULK_MOVES, BulkState, ItemState

log = logging.getLogger(__name__)
MOST_LETTERS = 5_000
PORTION = 40  # letters on their way at one time: so soon a pause is felt, and so long others wait at most
LOOK_AGAIN = timedelta(seconds=1)


@transaction.atomic
def start_bulk(kind: str, title: str, subjects: Iterable[tuple[int, str]], *, by: User) -> Bulk:
    """Order letters for ``subjects`` (key and label each), in this order; a worker makes them. Nothing is made here."""
    demand(by.role, "letters.bulk")
    chosen = dict(subjects)
    if not chosen:
        raise Incomplete("Belum ada yang dipilih: ubah saringannya, lalu coba lagi.", [])
    if len(chosen) > MOST_LETTERS:
        raise Conflict(
            f"Sekali jalan paling banyak {MOST_LETTERS} surat; yang dipilih {len(chosen)}. Persempit dahulu."
        )
    bulk = Bulk.objects.create(kind=bulk_kinds()[kind].code, title=title, membership=by.acting, created_by=by)
    rows = (
        BulkItem(bulk=bulk, place=n, subject_id=key, label=label[:250])
        for n, (key, label) in enumerate(chosen.items(), start=1)
    )
    BulkItem.objects.bulk_create(rows, batch_size=1000)
    record("bulk.started", bulk, by=by, count=len(chosen))
    jobs.enqueue(MAKE_BULK, bulk.pk, by=by)
    return bulk


def _take(bulk_id: int, name: str, by: User) -> Bulk:
    """Lock the order, check the move, set the new state (unsaved)."""
    demand(by.role, "letters.bulk")
    bulk = Bulk.objects.visible_to(by).select_for_update(of=("self",)).get(pk=bulk_id)
    bulk.state = demand_move(BULK_MOVES, name, by.role, bulk.state, bulk.get_state_display()).target
    bulk.finished_at = None
    return bulk


def _moved(bulk_id: int, name: str, by: User) -> Bulk:
    bulk = _take(bulk_id, name, by)
    if bulk.state == BulkState.RUNNING:
        bulk.membership = by.acting
        jobs.enqueue(MAKE_BULK, bulk.pk, by=by)
    bulk.save(update_fields=["state", "finished_at", "membership"])
    return bulk


@transaction.atomic
def pause_bulk(bulk_id: int, *, by: User) -> Bulk:
    """Make no more for now. The few that are being made come out."""
    bulk = _moved(bulk_id, "pause", by)
    record("bulk.paused", bulk, by=by)
    return bulk


@transaction.atomic
def resume_bulk(bulk_id: int, *, by: User) -> Bulk:
    """Go on where it was paused, now on behalf of who resumes."""
    bulk = _moved(bulk_id, "resume", by)
    record("bulk.resumed", bulk, by=by)
    return bulk


@transaction.atomic
def stop_bulk(bulk_id: int, *, by: User) -> Bulk:
    """Make no more for good. What was made stays."""
    bulk = _moved(bulk_id, "stop", by)
    skipped = bulk.items.filter(state=ItemState.WAITING).update(state=ItemState.SKIPPED)
    record("bulk.stopped", bulk, by=by, skipped=skipped)
    return bulk


@transaction.atomic
def retry_bulk(bulk_id: int, *, by: User) -> Bulk:
    """Try those that failed again, and only those: letters that were refused, and letters without their PDF."""
    bulk = _moved(bulk_id, "retry", by)
    without_pdf = list(bulk.items.with_outcome().filter(outcome="failed", letter__isnull=False))
    refused = bulk.items.filter(state=ItemState.FAILED).update(state=ItemState.WAITING, error="")
    if not refused and not without_pdf:
        raise Conflict("Tidak ada surat yang gagal; muat ulang halaman untuk melihat keadaannya.")
    failed = Job.objects.filter(kind=RENDER, state=JobState.FAILED, subject_id__in=[i.letter_id for i in without_pdf])
    for job in failed:
        jobs.retry(job.pk)
    record("bulk.retried", bulk, by=by, count=refused + len(without_pdf))
    return bulk


def make_bulk(job: Job) -> None:
    """Make the next portion, then queue behind the PDFs of this one. Killed half-way it goes on where it was."""
    bulk = Bulk.objects.select_related("membership__place", "membership__user").get(pk=job.subject_id)
    if bulk.state != BulkState.RUNNING:
        return
    if not bulk.membership.may_act:
        _pause_orphan(bulk)
        return
    by = bulk.membership.person
    counts = bulk.items.counts()
    for item_id in bulk.items.filter(state=ItemState.WAITING).values_list("pk", flat=True)[: _room(counts)]:
        if not Bulk.objects.filter(pk=bulk.pk, state=BulkState.RUNNING).exists():
            return
        _make_or_say_why(item_id, bulk.kind, by)
    _go_on_or_finish(bulk.pk, by)


def _room(counts: dict[str, int]) -> int:
    return max(0, PORTION - counts["making"])


@transaction.atomic
def _pause_orphan(bulk: Bulk) -> None:
    """Who ordered it may not act any more; a colleague may resume it."""
    Bulk.objects.filter(pk=bulk.pk, state=BulkState.RUNNING).update(state=BulkState.PAUSED)
    record("bulk.orphaned", bulk, member=str(bulk.membership))


def _make_or_say_why(item_id: int, kind: str, by: User) -> None:
    """One letter; what goes wrong with it is kept with it and stops no other."""
    try:
        _make(item_id, kind, by)
    except DomainError as refusal:
        _fail(item_id, str(refusal))
    except Exception as fault:
        log.exception("A letter of a bulk failed")
        _fail(item_id, f"Galat tak terduga ({type(fault).__name__}). Ulangi; bila tetap gagal, beri tahu admin.")


@transaction.atomic
def _make(item_id: int, kind: str, by: User) -> None:
    """The letter and the note that it was made, together: nobody gets two."""
    item = BulkItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.state != ItemState.WAITING:
        return
    item.letter = bulk_kinds()[kind].letter(item.subject_id, by)
    item.state = ItemState.MADE
    item.save(update_fields=["letter", "state"])


def _fail(item_id: int, reason: str) -> None:
    BulkItem.objects.filter(pk=item_id, state=ItemState.WAITING).update(state=ItemState.FAILED, error=reason)


@transaction.atomic
def _go_on_or_finish(bulk_id: int, by: User) -> None:
    bulk = Bulk.objects.select_for_update(of=("self",)).get(pk=bulk_id)
    if bulk.state != BulkState.RUNNING:
        return
    counts = bulk.items.counts()
    if counts["waiting"] or counts["making"]:
        job = jobs.enqueue(MAKE_BULK, bulk.pk, by=by)
        if not counts["waiting"]:
            Job.objects.filter(pk=job.pk).update(run_after=timezone.now() + LOOK_AGAIN)
        return
    bulk.state, bulk.finished_at = BulkState.DONE, timezone.now()
    bulk.save(update_fields=["state", "finished_at"])
    record("bulk.finished", bulk, by=by, ready=counts["ready"], failed=counts["failed"])
