"""Does every letter come out once, whatever dies on the way?"""

from collections import Counter

import pytest
from django.db import connection

from core.jobs import run_all_due
from core.models import Event, Job
from documents import services
from documents.models import Bulk, Letter
from programs.services import notices
from tests.documents import samples
from tests.documents.test_services import words
from tests.worker import wait_for

LETTERS = 200
NOBODY = {"name": "", "nip": "", "title": "Verifikator"}
SHORT = {
    "heading": ["BERITA ACARA", "VERIFIKASI"], "opening": "Pada hari ini", "first_party": [NOBODY], "witness": NOBODY,
    "second_party": NOBODY, "school": "SD", "npsn": "10400001", "methods": [], "findings": [], "texts": [],
    "differences": [], "result": "LAYAK", "reason": "", "photos": [],
    "methods_lead": "Dengan metode:", "closing": "Demikian.",
}  # fmt: skip


def settle(worker):
    """Until nothing waits and nothing runs."""
    wait_for(
        lambda: not Job.objects.exclude(state__in=["done", "failed"]).exists(), seconds=240, explain=worker.read_log
    )


@pytest.fixture
def short_lease(settings):
    settings.JOB_LEASE_SECONDS = 4


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_all_letters_come_out_once_though_the_worker_is_killed(short_lease, celery_worker_process, world, media):
    worker = celery_worker_process
    short = words(world, kind="official_record", content=SHORT)
    letters = [services.issue(short, by=world.operator) for _ in range(LETTERS)]
    for share in (20, 60):
        wait_for(lambda least=share: Letter.objects.exclude(sha256=None).count() >= least, explain=worker.read_log)
        worker.kill()
        worker.start()

    settle(worker)

    done = Letter.objects.exclude(sha256=None)
    rendered = Counter(Event.objects.filter(verb="letter.rendered").values_list("subject", flat=True))
    assert (done.count(), len(rendered), set(rendered.values())) == (LETTERS, LETTERS, {1})
    assert len(list(media.rglob("*.pdf"))) == LETTERS
    assert sorted(letter.number_seq for letter in letters) == list(range(1, LETTERS + 1))


@pytest.mark.django_db(transaction=True)
def test_letters_come_later_when_the_broker_is_down(world, monkeypatch):
    from config.celery import app

    monkeypatch.setitem(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app, "_pool", None)

    letters = [services.issue(words(world), by=world.operator) for _ in range(3)]

    assert Letter.objects.filter(sha256=None).count() == 3
    connection.close()
    run_all_due()
    assert Letter.objects.exclude(sha256=None).count() == len(letters)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_bulk_is_finished_once_though_its_worker_is_killed_in_the_middle(
    short_lease, celery_worker_process, world, media
):
    worker = celery_worker_process
    notices.announce(samples.a_participation(world, imbas=59).decree_id, by=world.staff)
    told = Letter.objects.filter(kind="school_notice")
    for share in (5, 45):
        wait_for(lambda least=share: told.count() >= least, explain=worker.read_log)
        worker.kill()
        worker.start()

    settle(worker)

    assert (Bulk.objects.get().state, Bulk.objects.get().items.counts()["ready"]) == ("done", 60)
    assert told.values("school").distinct().count() == told.count() == 60
    assert sorted(told.values_list("number_seq", flat=True)) == list(range(1, 61))
    assert Event.objects.filter(verb="bulk.finished").count() == 1
