"""Does a real worker on a real Redis do the work, also after it was killed?"""

import pytest
from django.utils import timezone

from core.models import Heartbeat
from core.tasks import heartbeat
from tests.worker import wait_for

pytestmark = pytest.mark.worker


def test_a_worker_takes_up_work_again_after_it_was_killed(celery_worker_process):
    heartbeat.apply_async()
    first = wait_for(lambda: Heartbeat.objects.first(), explain=celery_worker_process.read_log)

    celery_worker_process.kill()
    killed_at = timezone.now()
    heartbeat.apply_async()
    celery_worker_process.start()

    again = wait_for(lambda: Heartbeat.objects.filter(at__gt=killed_at).first())
    assert again.pk == first.pk


def test_the_clock_of_a_worker_says_by_itself_that_it_lives(celery_worker_process):
    assert wait_for(lambda: Heartbeat.objects.first(), explain=celery_worker_process.read_log)
