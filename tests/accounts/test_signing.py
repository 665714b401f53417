"""Does signing in let the right people in, and cost nobody what was typed?"""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import stash
from accounts.models import OpenSession
from accounts.tasks import tidy
from tests.cast import PASSWORD

SIGN_IN = reverse("accounts:sign_in")
PROFILE = reverse("accounts:profile")


def sign_in(client, name, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": name, "password": password, **extra})


@pytest.mark.parametrize("spelling", ["{0.username}", "{0.email}", "  {0.email} "])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_username_and_e_mail_both_open_the_door(client, world, spelling, case):
    answer = sign_in(client, case(spelling.format(world.operator)))

    assert answer.url == reverse("portal:home")
    assert client.session["_auth_user_id"] == str(world.operator.pk)


def test_a_wrong_password_keeps_the_name_and_says_no_more_than_that(client, world):
    known = sign_in(client, world.operator.username, "salah sekali")
    unknown = sign_in(client, "tidak-ada", "salah sekali")

    assert world.operator.username in known.content.decode()
    assert [str(e) for e in known.context["form"].non_field_errors()] == [
        str(e) for e in unknown.context["form"].non_field_errors()
    ]


def test_a_disabled_person_gets_the_same_answer_as_a_wrong_password(client, world):
    world.operator.is_active = False
    world.operator.save()

    answer = sign_in(client, world.operator.username)

    assert "tidak cocok" in answer.content.decode()


@pytest.mark.parametrize(
    ("target", "led_to"),
    [
        ("/akun/sesi/", "/akun/sesi/"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_back_but_never_away(client, world, target, led_to):
    assert sign_in(client, world.operator.username, next=target).url == led_to


def test_demo_accounts_are_one_press_away_in_the_embedded_default_only(client, world, settings):
    world.operator.is_test_account = True
    world.operator.save()
    press = reverse("accounts:demo_sign_in", args=[world.operator.pk])

    page = client.get(SIGN_IN).content.decode()
    settings.EMBEDDED = False
    hidden = client.get(SIGN_IN).content.decode()
    refused = client.post(press)
    settings.EMBEDDED = True
    entered = client.post(press)

    assert (press in page, press in hidden, refused.status_code, entered.status_code) == (True, False, 404, 302)
    assert client.session["_auth_user_id"] == str(world.operator.pk)


def test_the_demo_door_is_shut_for_everybody_else(client, world):
    assert client.post(reverse("accounts:demo_sign_in", args=[world.admin.pk])).status_code == 404


def test_signing_out_leaves_nothing_behind(client, world):
    sign_in(client, world.operator.username)
    client.get(PROFILE)

    answer = client.post(reverse("accounts:sign_out"))

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session
    assert not OpenSession.objects.filter(user=world.operator).exists()


def test_signing_out_needs_a_press(client, world):
    client.force_login(world.operator)

    assert client.get(reverse("accounts:sign_out")).status_code == 405


def test_five_failures_lock_the_name_for_this_address_and_say_for_how_long(client, world):
    answers = [sign_in(client, f"{world.operator.username} ", "salah sekali") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert answers[4].context["minutes"] == 15
    assert sign_in(client, world.operator.username.upper()).status_code == 429
    assert sign_in(client, world.staff.username).status_code == 302


def test_trying_too_early_does_not_prolong_the_lock(client, world):
    from axes.models import AccessAttempt

    [sign_in(client, world.operator.username, "salah sekali") for _ in range(5)]
    attempt = AccessAttempt.objects.get()
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=10))

    early = sign_in(client, world.operator.username)

    assert early.context["minutes"] == 5


def typed(**fields):
    return {"name": "Nama yang panjang", "position": "Baris satu\nBaris dua", "current_password": PASSWORD} | fields


def lose_session(client):
    Session.objects.all().delete()


def test_a_form_that_comes_too_late_is_offered_again_after_signing_in(client, world):
    sign_in(client, world.operator.username)
    lose_session(client)

    refused = client.post(PROFILE, typed(), HTTP_REFERER=f"http://testserver{PROFILE}")
    entered = sign_in(client, world.operator.username)
    page = client.get(entered.url)

    assert refused.url == f"{SIGN_IN}?next={PROFILE}"
    assert entered.url == reverse("accounts:resume")
    form = page.context["forms"][0]
    assert form["path"] == PROFILE
    assert dict(form["fields"]) == {"name": "Nama yang panjang", "position": "Baris satu\nBaris dua"}


def test_going_on_saves_and_forgets_what_was_kept(client, world):
    sign_in(client, world.operator.username)
    lose_session(client)
    client.post(PROFILE, typed(email=world.operator.email))
    sign_in(client, world.operator.username)
    form = client.get(reverse("accounts:resume")).context["forms"][0]

    client.post(form["path"], dict(form["fields"]) | {stash.FIELD: form["key"]})

    world.operator.refresh_from_db()
    assert (world.operator.name, world.operator.position) == ("Nama yang panjang", "Baris satu\nBaris dua")
    assert client.get(reverse("accounts:resume")).context["forms"] == []


def test_another_person_on_the_same_browser_sees_nothing_of_it(client, world):
    sign_in(client, world.operator.username)
    lose_session(client)
    client.post(PROFILE, typed())

    entered = sign_in(client, world.operator_siak.username)

    assert entered.url == reverse("portal:home")
    assert "panjang" not in client.get(reverse("accounts:resume")).content.decode()


def test_what_was_kept_is_gone_after_an_hour(client, world, monkeypatch):
    lose_session(client)
    client.post(PROFILE, typed())
    session = client.session
    session[stash.NAME] = {key: form | {"at": form["at"] - 3601} for key, form in session[stash.NAME].items()}
    session.save()

    assert sign_in(client, world.operator.username).url == reverse("portal:home")


def test_what_was_kept_can_be_thrown_away(client, world):
    client.post(PROFILE, typed())
    sign_in(client, world.operator.username)
    key = client.get(reverse("accounts:resume")).context["forms"][0]["key"]

    answer = client.post(reverse("accounts:resume"), {"buang": key})

    assert answer.url == reverse("portal:home")
    assert client.get(reverse("accounts:resume")).context["forms"] == []


def test_a_stranger_cannot_fill_the_session_table(client, world):
    client.post(PROFILE, typed(name="x" * 300_000))
    too_big = client.session.get(stash.NAME)
    for n in range(9):
        client.post(PROFILE, typed(name=f"isian {n}"))

    kept = [dict(form["fields"])["name"] for form in client.session[stash.NAME].values()]
    assert (too_big, kept) == (None, [f"isian {n}" for n in range(4, 9)])


def test_a_page_open_across_a_sign_in_is_offered_again_too(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.operator)

    ours = client.post(PROFILE, typed(), HTTP_ORIGIN="http://testserver")
    theirs = client.post(PROFILE, typed(name="umpan"), HTTP_ORIGIN="http://jahat.example")

    assert (ours.status_code, ours.url, theirs.status_code) == (302, reverse("accounts:resume"), 403)
    assert "umpan" not in client.get(ours.url).content.decode()


def test_a_partial_page_without_session_moves_the_whole_page_to_signing_in(client, world):
    answer = client.get(PROFILE, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/sekolah/?q=sd")

    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{SIGN_IN}?next=/sekolah/%3Fq%3Dsd")


def test_a_person_without_a_role_today_is_told_so(client, world):
    world.operator.memberships.update(until="2019-12-31")
    client.force_login(world.operator)

    answer = client.get(PROFILE)

    assert answer.status_code == 403
    assert "Belum ada peran" in answer.content.decode()


def test_a_session_whose_time_is_over_is_listed_no_longer(client, world, settings):
    sign_in(client, world.staff.username)
    client.get(PROFILE)
    kept = [tidy(), OpenSession.objects.count()]
    over = timedelta(seconds=settings.SESSION_COOKIE_AGE, minutes=6)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=6))
    OpenSession.objects.update(seen_at=timezone.now() - over)

    assert (kept, tidy(), OpenSession.objects.count()) == ([0, 1], 1, 0)
