"""Does one place go to one school, whoever asks at the same moment?"""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from core.errors import Conflict
from programs.models import QuotaShare
from programs.services.places import free_place, take_place
from tests.cast import make_place, make_school

PEOPLE = 20


@pytest.mark.embedded
def test_take_place_counts_up_and_free_place_counts_down(world):
    share = take_place(world.program, world.school)
    take_place(world.program, world.school)
    free_place(share)

    share.refresh_from_db()
    assert (share.quota.place, share.level, share.taken) == (world.kampar, "SD", 1)


@pytest.mark.embedded
def test_a_full_quota_says_so_and_offers_a_place_outside(world):
    QuotaShare.objects.filter(quota__place=world.kampar, level="SD").update(taken=2)

    with pytest.raises(Conflict, match=r"sudah penuh \(2 dari 2\).*di luar kuota"):
        take_place(world.program, world.school)


def test_a_kabkota_without_quota_offers_a_place_outside(world):
    elsewhere = make_school(make_place(parent=world.province, name="Dumai", kind="city"))

    with pytest.raises(Conflict, match="Kota Dumai tidak mempunyai kuota SD.*di luar kuota"):
        take_place(world.program, elsewhere)


def test_a_place_nobody_took_cannot_be_given_back(world):
    share = QuotaShare.objects.filter(quota__place=world.kampar).first()

    with pytest.raises(Conflict):
        free_place(share)


def wait_for_lock(people: int) -> None:
    """Until that many connections wait for a row that somebody holds."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees activity once, unless told
            cursor.execute(asked)
            if cursor.fetchone()[0] >= people:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits for the row")


def ask(world, answers: list[str]) -> None:
    try:
        take_place(world.program, world.school)
        answers.append("taken")
    except Conflict as refusal:
        answers.append(str(refusal))
    finally:
        connections.close_all()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_ask_for_the_last_place_one_gets_it_and_nineteen_are_told(world):
    share = QuotaShare.objects.get(quota__place=world.kampar, level="SD")
    QuotaShare.objects.filter(pk=share.pk).update(taken=1)
    answers: list[str] = []
    people = [threading.Thread(target=ask, args=(world, answers)) for _ in range(PEOPLE)]

    with transaction.atomic():
        QuotaShare.objects.select_for_update().get(pk=share.pk)
        for person in people:
            person.start()
        wait_for_lock(PEOPLE)
    for person in people:
        person.join()

    share.refresh_from_db()
    assert share.taken == 2
    assert answers.count("taken") == 1
    assert sum("sudah penuh (2 dari 2)" in answer for answer in answers) == PEOPLE - 1
