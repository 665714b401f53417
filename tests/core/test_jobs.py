"""Is queued work never lost, never done by two, and given up with its reason?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core import jobs
from core.errors import NotAllowed
from core.models import Job, JobState

pytestmark = pytest.mark.embedded
DONE: list[int] = []


def work(job: Job) -> None:
    """What the test's jobs do."""
    DONE.append(job.subject_id)
    if job.payload.get("fault") == "refusal":
        raise NotAllowed("Berkas ini berisi data pribadi.")
    if job.payload.get("fault"):
        raise RuntimeError("lampu mati")


@pytest.fixture(autouse=True)
def handlers(monkeypatch):
    DONE.clear()
    monkeypatch.setattr(jobs, "handlers", lambda: {"test": "tests.core.test_jobs.work"})


def test_queued_work_is_done_once(db):
    jobs.enqueue("test", 7)

    assert (jobs.run_all_due(), jobs.run_all_due(), DONE) == (1, 0, [7])
    assert Job.objects.get().state == JobState.DONE


def test_an_unknown_kind_is_refused_when_it_is_queued(db):
    with pytest.raises(ValueError, match="not a declared kind"):
        jobs.enqueue("unknown", 7)


def test_a_fault_is_tried_five_times_and_then_shown(db):
    jobs.enqueue("test", 7, fault="yes")

    for _ in range(6):
        jobs.run_all_due()
        Job.objects.update(run_after=timezone.now())

    job = Job.objects.get()
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 5, "RuntimeError: lampu mati")


def test_a_refusal_fails_at_once_in_its_own_words(db):
    jobs.enqueue("test", 7, fault="refusal")

    jobs.run_all_due()

    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.FAILED, "Berkas ini berisi data pribadi.")


def test_a_failed_job_can_be_tried_again(db):
    job = jobs.enqueue("test", 7, fault="refusal")
    jobs.run_all_due()
    Job.objects.update(payload={})

    jobs.retry(job.pk)

    assert jobs.run_all_due() == 1


def test_work_of_a_silent_worker_is_taken_again_after_its_lease(db, settings):
    job = jobs.enqueue("test", 7)
    first = jobs.claim_next()
    assert jobs.claim_next() is None
    Job.objects.update(claimed_at=timezone.now() - timedelta(seconds=settings.JOB_LEASE_SECONDS + 1))

    second = jobs.claim_next()
    jobs.run(first)

    assert (second.pk, second.attempts) == (job.pk, 2)
    assert Job.objects.get().state == JobState.RUNNING, "the slow worker must not finish its successor's claim"


def test_a_job_whose_worker_always_dies_is_given_up(db):
    jobs.enqueue("test", 7)
    Job.objects.update(attempts=5)

    assert jobs.claim_next() is None
    assert Job.objects.get().error == "Pekerja berhenti berulang kali saat mengerjakan ini."


def test_progress_is_counted_and_renews_the_claim(db):
    jobs.enqueue("test", 7)
    job = jobs.claim_next()
    before = timezone.now()
    Job.objects.update(claimed_at=before - timedelta(seconds=60))

    jobs.progress(job, 3, 4)

    row = Job.objects.get()
    assert (row.percent, row.claimed_at >= before) == (75, True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_never_take_the_same_job():
    for n in range(40):
        Job.objects.create(kind="test", subject_id=n)

    def drain(_):
        try:
            return jobs.run_all_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(drain, range(8)))

    assert (sum(counts), sorted(DONE)) == (40, list(range(40)))
