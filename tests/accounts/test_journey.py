"""Can a person get in, lose the session while typing, and lose nothing; in a real browser, at phone width?"""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, person) -> None:
    page.get_by_label("Nama pengguna atau posel").fill(person.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def test_a_session_that_ends_while_typing_costs_no_word(world, live_server, page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/akun/")
    sign_in(page, world.operator)
    page.get_by_label("Jabatan").fill("Kepala Seksi Kurikulum")
    Session.objects.all().delete()

    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Yang Anda ketik tersimpan")).to_be_visible()
    sign_in(page, world.operator)
    page.get_by_role("button", name="Lanjutkan menyimpan").click()

    expect(page.get_by_text("Tersimpan: jabatan.")).to_be_visible()
    world.operator.refresh_from_db()
    assert world.operator.position == "Kepala Seksi Kurikulum"


def test_an_invited_person_opens_an_account_by_keyboard(world, live_server, page: Page):
    from accounts import services

    invitation = services.invite(by=world.admin, role="dinas_regency", place=world.siak, school=None, name="Ibu Tamu")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(services.invitation_link(invitation).replace("http://localhost:8000", live_server.url))

    page.get_by_label("Nama pengguna").fill("ibu.tamu")
    page.get_by_label("Kata sandi").fill("empat kata yang jauh")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Selamat datang. Anda bertindak sebagai")).to_be_visible()
    assert world.siak.memberships.filter(user__username="ibu.tamu").exists()
