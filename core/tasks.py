"""What the clock starts. Safe to run twice, late, or beside itself."""

from celery import shared_task
from django.utils import timezone

from core import arrivals, jobs
from core.models import Heartbeat


@shared_task(name="core.run_due", ignore_result=True)
def run_due() -> int:
    """Do all queued work that is due."""
    return jobs.run_all_due()


@shared_task(name="core.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Say that a worker lives; /healthz reads the age of this."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


@shared_task(name="core.tidy", ignore_result=True)
def tidy() -> int:
    """Throw away uploads nobody came back for."""
    return arrivals.throw_away_expired()
