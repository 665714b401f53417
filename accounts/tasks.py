"""What the clock starts. Safe to run twice, late, or beside itself."""

from celery import shared_task

from accounts.services.sessions import forget_ended


@shared_task(name="accounts.tidy", ignore_result=True)
def tidy() -> int:
    """Throw away the sessions whose time is over."""
    return forget_ended()
