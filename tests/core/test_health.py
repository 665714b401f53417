"""Does /healthz tell the truth about each part?"""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from core import health
from core.models import Heartbeat, Job, JobState

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def beat():
    """A worker that said a moment ago that it lives."""
    return Heartbeat.objects.create(name="worker")


def test_a_well_installation_says_so_in_two_questions(client, beat, settings, django_assert_num_queries):
    with django_assert_num_queries(2):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() | {"worker": 0, "broker": 0} == {
        "ok": True,
        "version": settings.VERSION,
        "database": {"ok": True, "vendor": connection.vendor},
        "broker": 0,
        "worker": 0,
        "jobs": {"ok": True, "oldest_waiting_seconds": None},
    }
    assert answer["Cache-Control"].startswith("max-age=0, no-cache")


def test_a_worker_never_seen_is_down(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["ok"]) == (503, False)
    assert answer.json()["worker"] == {"ok": False, "last_seen_seconds": None}


@pytest.mark.parametrize(("seconds", "ok"), [(100, True), (140, False)])
def test_a_worker_silent_for_two_minutes_is_down(beat, seconds, ok):
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=seconds))

    assert health.report()["worker"]["ok"] is ok


def test_a_worker_busy_with_one_long_job_is_alive(beat):
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=10))
    Job.objects.create(kind="import", subject_id=1, state=JobState.RUNNING, claimed_at=timezone.now())

    assert health.report()["worker"]["ok"] is True


@pytest.mark.parametrize(("minutes", "ok"), [(-5, True), (14, True), (16, False)])
def test_a_job_due_for_too_long_is_told(beat, minutes, ok):
    begun = timezone.now()
    Job.objects.create(kind="letter", subject_id=1, run_after=begun - timedelta(minutes=minutes))

    jobs = health.report()["jobs"]

    took = (timezone.now() - begun).total_seconds()
    assert jobs["ok"] is ok
    assert jobs["oldest_waiting_seconds"] - max(minutes * 60, 0) == pytest.approx(0, abs=took + 0.1)


def test_a_broker_that_does_not_answer_is_told_within_a_second(client, beat, monkeypatch):
    from config.celery import app

    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["broker"] == {"ok": False, "error": "OperationalError"}


def test_a_dead_database_leaves_the_others_speaking_and_names_no_host(client):
    def refuse(*args):
        raise OperationalError('connection to server at "10.1.2.3" failed')

    with connection.execute_wrapper(refuse):
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] == {"ok": False, "error": "OperationalError"}
    assert answer.json()["worker"] == answer.json()["jobs"] == {"ok": False, "error": "unknown"}
    assert answer.json()["broker"]["ok"] is True
    assert "10.1.2.3" not in answer.content.decode()


def test_whoever_finds_a_hole_reads_whom_to_tell(client, settings):
    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Contact: mailto:{settings.SECURITY_CONTACT}" in answer.content.decode()
