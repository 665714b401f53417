"""Is a password reset safe, single, and silent about who exists; and do other sessions end?"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.browsers import browser_name
from accounts.models import OpenSession
from core import jobs
from core.errors import Conflict
from core.models import Event, Job
from tests.cast import PASSWORD

pytestmark = pytest.mark.embedded
NEW = "kuda hijau terbang malam"
PROFILE = reverse("accounts:profile")


def ask(client, name):
    return client.post(reverse("accounts:reset"), {"username": name}, follow=True)


def mailed_link():
    jobs.run_all_due()
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


@pytest.mark.parametrize("name", ["{0.username}", "{0.email}"])
def test_the_mailed_link_sets_a_new_password(client, world, name):
    ask(client, name.format(world.operator))

    answer = client.post(mailed_link(), {"new_password": NEW})

    world.operator.refresh_from_db()
    assert answer.url == reverse("accounts:sign_in")
    assert world.operator.check_password(NEW)
    assert [event.verb for event in Event.objects.about(world.operator)] == ["password.reset"]


def test_the_link_works_once(client, world):
    ask(client, world.operator.username)
    link = mailed_link()
    token = link.rstrip("/").rsplit("/", 1)[-1]
    client.post(link, {"new_password": NEW})

    assert client.get(link).status_code == 410
    with pytest.raises(Conflict, match="sudah dipakai"):
        services.reset_password(world.operator.pk, token, "kata sandi ketiga kali")


def test_the_link_dies_after_an_hour(client, world, settings):
    ask(client, world.operator.username)
    link = mailed_link()
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("link", ["x/y", "MQ/abc-def", "4pyT/abc"])
def test_an_invented_link_is_dead(client, world, link):
    assert client.get(f"/akun/lupa-sandi/{link}/").status_code == 410


def test_the_answer_is_the_same_for_everybody(client, world):
    known, unknown = ask(client, world.operator.username), ask(client, "tidak-ada")

    jobs.run_all_due()

    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [[world.operator.email]]


def test_the_request_itself_asks_nothing_about_people(client, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as queries:
        client.post(reverse("accounts:reset"), {"username": world.operator.username})

    assert not any("accounts_user" in query["sql"] for query in queries.captured_queries)
    assert mail.outbox == []


def test_disabled_people_and_people_without_an_address_get_no_mail(client, world):
    world.operator.is_active = False
    world.operator.save()
    world.staff.email = ""
    world.staff.save()

    for name in (world.operator.username, world.staff.username):
        ask(client, name)
    jobs.run_all_due()

    assert mail.outbox == []


def test_nobody_is_flooded_with_mail(client, world):
    for _ in range(5):
        ask(client, world.operator.username.upper())
    Job.objects.update(created_at=timezone.now() - timedelta(hours=2))
    ask(client, world.operator.username)

    assert Job.objects.count() == 4


@pytest.mark.parametrize(("password", "words"), [("pendek", "terlalu pendek"), ("password1234", "terlalu umum")])
def test_a_weak_password_is_refused_with_the_reason(client, world, password, words):
    ask(client, world.operator.username)

    answer = client.post(mailed_link(), {"new_password": password})

    assert words in str(answer.context["form"].errors)


def test_resetting_opens_the_lock_and_ends_every_session(client, world):
    elsewhere = Client()
    elsewhere.force_login(world.operator)
    elsewhere.get(PROFILE)
    sign_in = reverse("accounts:sign_in")
    [client.post(sign_in, {"username": world.operator.username, "password": "salah"}) for _ in range(5)]
    ask(client, world.operator.username)

    client.post(mailed_link(), {"new_password": NEW})

    assert elsewhere.get(PROFILE).status_code == 302
    assert client.post(sign_in, {"username": world.operator.username, "password": NEW}).status_code == 302


def change(client, current=PASSWORD, new=NEW):
    return client.post(reverse("accounts:password"), {"current_password": current, "new_password": new})


def test_changing_the_password_keeps_this_session_and_ends_the_others(client, world):
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(world.operator)
        browser.get(PROFILE)

    change(client)

    world.operator.refresh_from_db()
    assert world.operator.check_password(NEW)
    assert client.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE).status_code == 302
    assert [row.session_key for row in world.operator.open_sessions.all()] == [client.session.session_key]


def test_changing_needs_the_present_password(client, world):
    client.force_login(world.operator)

    answer = change(client, current="bukan ini")

    assert "tidak benar" in str(answer.context["form"].errors)
    assert not Event.objects.filter(verb="password.changed").exists()


def browse(user, agent="Mozilla/5.0 (Linux; Android 9) Chrome/80.0 Mobile Safari/537.36"):
    browser = Client(HTTP_USER_AGENT=agent)
    browser.force_login(user)
    browser.get(PROFILE)
    return browser


def test_the_list_names_browsers_in_plain_words_and_marks_this_one(world):
    browse(world.operator)
    here = browse(world.operator, "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/90.0")

    page = here.get(reverse("accounts:sessions"))

    assert [(row["browser"], row["is_this"]) for row in page.context["rows"]] == [
        ("Firefox di Windows", True),
        ("Chrome di HP Android", False),
    ]


def test_all_others_end_and_this_one_stays(world):
    there, here = browse(world.operator), browse(world.operator)

    here.post(reverse("accounts:end_other_sessions"))

    assert (there.get(PROFILE).status_code, here.get(PROFILE).status_code) == (302, 200)
    assert Event.objects.get(verb="sessions.ended").data["count"] == 1


def test_nothing_to_end_is_no_event(world):
    here = browse(world.operator)

    here.post(reverse("accounts:end_other_sessions"))

    assert not Event.objects.filter(verb="sessions.ended").exists()


def test_one_session_ends_and_only_ones_own(world):
    there, here, other = browse(world.operator), browse(world.operator), browse(world.staff)
    theirs = OpenSession.objects.get(user=world.staff)
    own = OpenSession.objects.get(session_key=there.session.session_key)

    here.post(reverse("accounts:end_session", args=[own.pk]))
    here.post(reverse("accounts:end_session", args=[theirs.pk]))

    assert (there.get(PROFILE).status_code, other.get(PROFILE).status_code) == (302, 200)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/90 Safari/537 Edg/90", "Edge di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 14) Version/14 Mobile Safari/604", "Safari di iPhone"),
        ("curl/7.88", "Peramban tak dikenal"),
        ("", "Peramban tak dikenal"),
    ],
)
def test_browsers_are_called_by_their_name(agent, name):
    assert browser_name(agent) == name


def test_whoever_finds_an_open_browser_may_not_try_all_passwords(client, world):
    client.force_login(world.operator)
    [change(client, "salah sekali", NEW) for _ in range(5)]

    page = change(client, PASSWORD, NEW)

    world.operator.refresh_from_db()
    assert "Terlalu banyak kata sandi yang salah" in page.content.decode()
    assert world.operator.check_password(PASSWORD)
