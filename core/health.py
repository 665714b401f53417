"""Is the installation well? Each part says so itself, within a second, without naming hosts."""

import logging
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import DatabaseError, connection
from django.db.models import Max, Min, Q
from django.utils import timezone

from core.models import Heartbeat, Job, JobState

log = logging.getLogger(__name__)
WORKER_SILENT_AFTER = timedelta(seconds=120)
WAITING_TOO_LONG = timedelta(minutes=15)
IMPATIENT = {"socket_connect_timeout": 1, "socket_timeout": 1}


def report() -> dict[str, dict[str, Any]]:
    """Part -> its state. A part is down when it says ``"ok": False``."""
    return {"broker": broker()} | work()


def work() -> dict[str, dict[str, Any]]:
    """What only the database knows: itself, the worker's last sign of life, the oldest job that waits."""
    try:
        beat = Heartbeat.objects.aggregate(at=Max("at"))["at"]
        waiting, running = Q(state=JobState.WAITING), Q(state=JobState.RUNNING)
        jobs = Job.objects.aggregate(due=Min("run_after", filter=waiting), claimed=Max("claimed_at", filter=running))
    except DatabaseError as error:
        unknown = {"ok": False, "error": "unknown"}
        return {"database": down("database", error), "worker": unknown, "jobs": unknown}
    # A worker busy with a long job has no time for its heartbeat; claiming and progress are signs of life too.
    signs = [sign for sign in (beat, jobs["claimed"]) if sign]
    return {
        "database": {"ok": True, "vendor": connection.vendor},
        "worker": aged("last_seen_seconds", max(signs, default=None), WORKER_SILENT_AFTER, must_exist=True),
        "jobs": aged("oldest_waiting_seconds", jobs["due"], WAITING_TOO_LONG),
    }


def aged(name: str, at: datetime | None, limit: timedelta, *, must_exist: bool = False) -> dict[str, Any]:
    """How long ago ``at`` was, and whether that is still well. The future counts as now."""
    if at is None:
        return {"ok": not must_exist, name: None}
    age = max(timezone.now() - at, timedelta())
    return {"ok": age <= limit, name: round(age.total_seconds(), 1)}


def broker() -> dict[str, Any]:
    """Asks the queue for its length, which every broker must answer."""
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as link:
            length = link.default_channel.queue_declare(current_app.conf.task_default_queue).message_count
    except Exception as error:  # noqa: BLE001 -- every broker fails in its own words
        return down("broker", error)
    return {"ok": True, "messages": length}


def down(part: str, error: Exception) -> dict[str, Any]:
    """The kind of fault for everybody; its words, which may name hosts and users, for the log."""
    log.warning("%s does not answer: %s", part, error)
    return {"ok": False, "error": type(error).__name__}
