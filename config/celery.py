"""When does background work wake up? The row is the queue; Celery is clock and muscle."""

import os

from celery import Celery

from config.transport import register

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
register()

app = Celery("imbas")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.update(
    # A killed child gives its task back; nobody hoards tasks; memory a library lost comes back.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    task_ignore_result=True,
    # Publishing fails at once when the broker is down: the page answers, the sweeper finds the row.
    task_publish_retry=False,
    broker_connection_timeout=1,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # Nothing here is steered or watched from a distance.
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    # The schedule is code; a file that remembers it could only be wrong.
    beat_scheduler="celery.beat:Scheduler",
    beat_schedule={
        # An old wake-up is worth nothing, so it expires before the next one.
        "run what is due": {"task": "core.run_due", "schedule": 5.0, "options": {"expires": 5}},
        "say that a worker lives": {"task": "core.heartbeat", "schedule": 10.0, "options": {"expires": 10}},
        "throw away what nobody came back for": {"task": "core.tidy", "schedule": 900.0, "options": {"expires": 900}},
        "throw away sessions whose time is over": {
            "task": "accounts.tidy",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
    },  # fmt: skip
)
