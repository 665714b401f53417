"""Does another e-mail address count only after it answered, and is the old one told?"""

import re

import pytest
from django.core import mail, signing
from django.urls import reverse

from accounts.services.email_change import SALT
from core.jobs import run_all_due
from core.models import Event
from tests.cast import PASSWORD

pytestmark = pytest.mark.embedded
PROFILE = reverse("accounts:profile")
NAMES = ["name", "title_before", "title_after", "nip", "phone", "rank", "position", "workplace", "email"]


def asks(client, user, email, password=PASSWORD):
    client.force_login(user)
    typed = {name: getattr(user, name) for name in NAMES} | {"email": email, "current_password": password}
    return client.post(PROFILE, typed, follow=True)


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def test_a_new_address_waits_for_its_link_and_the_old_one_is_told(client, world):
    old = world.operator.email
    page = asks(client, world.operator, "baru@contoh.id").content.decode()
    run_all_due()

    assert "Tautan dikirim ke baru@contoh.id" in page
    to_new, to_old = mail.outbox
    assert (to_new.to, to_old.to) == (["baru@contoh.id"], [old])
    assert "/akun/posel/" not in to_old.body
    world.operator.refresh_from_db()
    assert world.operator.email == old

    link = link_in(to_new)
    assert "baru@contoh.id" in client.get(link).content.decode()
    client.post(link)

    world.operator.refresh_from_db()
    assert world.operator.email == "baru@contoh.id"
    event = Event.objects.get(verb="email.changed")
    assert (event.data["old"], event.data["new"]) == (old, "baru@contoh.id")
    assert client.post(link).status_code == 403


def test_looking_at_the_link_changes_nothing_and_it_is_for_one_person_only(client, world):
    asks(client, world.operator, "baru@contoh.id")
    run_all_due()
    link = link_in(mail.outbox[0])
    client.get(link)
    client.force_login(world.staff)

    assert client.post(link).status_code == 403

    world.operator.refresh_from_db()
    world.staff.refresh_from_db()
    assert "baru@contoh.id" not in (world.operator.email, world.staff.email)


def test_a_wrong_password_asks_nobody(client, world):
    asks(client, world.operator, "baru@contoh.id", password="salah")
    run_all_due()

    assert mail.outbox == []


def test_an_address_taken_meanwhile_is_refused(client, world):
    asks(client, world.operator, "baru@contoh.id")
    run_all_due()
    world.staff.email = "baru@contoh.id"
    world.staff.save()

    assert client.post(link_in(mail.outbox[0])).status_code == 409


def test_an_old_or_forged_link_is_dead(client, world, monkeypatch):
    client.force_login(world.operator)
    words = {"user": world.operator.pk, "old": world.operator.email, "new": "baru@contoh.id"}
    forged = signing.dumps(words, salt=SALT, key="lain")
    good = signing.dumps(words, salt=SALT)

    assert client.get(reverse("accounts:email_confirm", args=[forged])).status_code == 403
    assert client.get(reverse("accounts:email_confirm", args=[good])).status_code == 200
    monkeypatch.setattr("accounts.services.email_change.VALID_SECONDS", -1)
    assert client.get(reverse("accounts:email_confirm", args=[good])).status_code == 403
