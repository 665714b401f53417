"""How work is queued, claimed, run and given up: the row is the queue, Celery only wakes it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from core.errors import DomainError
from core.models import Job, JobState

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 5


@cache
def handlers() -> dict[str, str]:
    """Kind of work -> dotted path of the function that does it, as each app declares it in ``apps.py``."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        found |= getattr(config, "jobs", {})
    return found


def enqueue(kind: str, subject_id: int, *, by: "User | None" = None, **payload: Any) -> Job:
    """Queue work with its cause; a worker is woken after commit. A lost wake-up costs seconds, never work."""
    if kind not in handlers():
        raise ValueError(f"{kind} is not a declared kind of work")
    job = Job.objects.create(kind=kind, subject_id=subject_id, payload=payload, created_by=by)
    transaction.on_commit(wake)
    return job


def wake() -> None:
    """Tell a worker that work is waiting. With the broker down, the clock finds the row a little later."""
    from core.tasks import run_due  # noqa: PLC0415 -- tasks import this module

    try:
        run_due.apply_async(retry=False, expires=30)
    except Exception as error:  # noqa: BLE001 -- every broker fails in its own words
        log.warning("The broker does not answer; queued work waits for the clock: %s", error)


@transaction.atomic
def claim_next() -> Job | None:
    """Take one due job. Two workers never take the same one; a job whose worker died is taken again."""
    job = Job.objects.due().select_for_update(skip_locked=True).first()
    if job is None:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _give_up(job, job.error or "Pekerja berhenti berulang kali saat mengerjakan ini.")
        return claim_next()
    job.state, job.claimed_at, job.attempts = JobState.RUNNING, timezone.now(), job.attempts + 1
    job.save(update_fields=["state", "claimed_at", "attempts"])
    return job


def _give_up(job: Job, error: str) -> None:
    job.state, job.error, job.finished_at = JobState.FAILED, error, timezone.now()
    job.save(update_fields=["state", "error", "finished_at"])


def _mine(job: Job) -> QuerySet[Job]:
    """The row as long as this claim still holds: a slow worker must not overwrite its successor."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)


def progress(job: Job, done: int, total: int) -> None:
    """Say how far the work is; also renews the claim."""
    job.done, job.total = done, total
    _mine(job).update(done=done, total=total, claimed_at=timezone.now())


def run(job: Job) -> bool:
    """Do the claimed work. A refusal fails at once; anything else is tried again, five times in all."""
    work: Callable[[Job], None] = import_string(handlers()[job.kind])
    try:
        work(job)
    except DomainError as refusal:
        _mine(job).update(state=JobState.FAILED, error=str(refusal), finished_at=timezone.now())
        return False
    except Exception as error:  # noqa: BLE001 -- the row keeps the reason, the worker must go on
        log.exception("%s failed", job)
        _again(job, error)
        return False
    _mine(job).update(state=JobState.DONE, error="", finished_at=timezone.now())
    return True


def _again(job: Job, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}"
    if job.attempts >= MAX_ATTEMPTS:
        _mine(job).update(state=JobState.FAILED, error=reason, finished_at=timezone.now())
        return
    later = timezone.now() + timedelta(seconds=2**job.attempts)
    _mine(job).update(state=JobState.WAITING, error=reason, run_after=later)


def run_all_due() -> int:
    """Work until nothing is due; how many jobs were done."""
    count = 0
    while job := claim_next():
        count += run(job)
    return count


def retry(job_id: int) -> None:
    """Put a failed job back into the queue, with fresh attempts."""
    Job.objects.filter(pk=job_id, state=JobState.FAILED).update(
        state=JobState.WAITING,
        attempts=0,
        error="",
        run_after=timezone.now(),
        finished_at=None,
        done=F("done") * 0,
    )
    transaction.on_commit(wake)
