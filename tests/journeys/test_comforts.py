"""Do the comforts of the script keep their promises: drafts, a clean browser, the short way to search, faults first?"""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import DESK, enter, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GALLERY = "/galeri/"


@pytest.fixture
def desk(browser, world, live_server):
    context = browser.new_context(viewport=DESK, locale="id-ID")
    page = context.new_page()
    enter(page, live_server.url, world.admin)
    page.goto(live_server.url + GALLERY)
    yield page
    context.close()


def test_what_was_typed_is_offered_again(desk):
    desk.get_by_label("Keterangan").fill("belum saya simpan")
    expect(desk.get_by_text("Ada perubahan yang belum disimpan")).to_be_visible()
    desk.on("dialog", lambda dialog: dialog.accept())

    desk.reload()
    desk.get_by_role("button", name="Pulihkan isian").click()

    expect(desk.get_by_label("Keterangan")).to_have_value("belum saya simpan")


def test_signing_out_leaves_nothing_in_the_browser(desk):
    desk.get_by_label("Keterangan").fill("rahasia kantor")
    expect(desk.get_by_text("Ada perubahan yang belum disimpan")).to_be_visible()
    desk.on("dialog", lambda dialog: dialog.accept())

    desk.locator("details.person summary").click()
    press(desk.get_by_role("button", name="Keluar"))
    desk.wait_for_url("**/akun/**")

    assert desk.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draf:'))") == []


def test_a_slash_leads_to_the_search(desk):
    desk.keyboard.press("/")

    expect(desk.locator("#cari")).to_be_focused()


def test_faults_are_read_first(desk):
    desk.get_by_role("link", name="Formulir dengan galat").click()

    expect(desk.locator(".error-summary")).to_be_focused()
    assert desk.title().startswith("Galat: ")
