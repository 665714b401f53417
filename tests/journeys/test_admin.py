"""J2: does an admin open a year with its quota, and does the person invited by link find the work waiting?"""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from programs.models import ProgramYear, Quota
from tests.journeys.steps import DESK, PHONE, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def open_year(page):
    page.get_by_role("link", name="Tahun program").first.click()
    page.get_by_role("link", name="Tahun baru").click()
    page.locator("[name=year]").fill("2021")
    page.get_by_role("button", name="Lihat pratinjau").click()
    page.get_by_role("button", name="Siapkan tahun 2021").click()
    page.get_by_role("button", name="Buka tahun program").click()
    expect(page.get_by_text("Dibuka", exact=True).first).to_be_visible()


def set_quota(page, place, models):
    page.get_by_role("link", name=re.compile("Kuota")).last.click()
    row = page.locator("tbody tr", has_text=str(place))
    row.locator("[name$=models_total]").fill(str(models))
    row.locator("[name$=SD]").fill(str(models))
    press(page.get_by_role("button", name="Simpan semua kuota"))


def invite(page, place) -> str:
    """The link, as the admin would copy it into WhatsApp."""
    page.get_by_role("link", name="Orang & akun").first.click()
    page.get_by_role("link", name=re.compile("Undang")).first.click()
    page.get_by_role("link", name="Undang satu orang").first.click()
    page.locator("[name=role]").select_option("dinas_regency")
    page.locator("[name=place]").select_option(label=str(place))
    page.locator("[name=name]").fill("Yusnidar")
    press(page.get_by_role("button", name="Buat undangan"))
    return re.search(r"https?://\S+/akun/terima/\S+", page.locator("textarea").input_value())[0]


def accept(page, link):
    page.goto(link)
    page.get_by_label("Nama pengguna").fill("yusnidar")
    page.get_by_label("Posel").fill("yusnidar@contoh.id")
    page.get_by_label("Kata sandi").fill("kata sandi contoh")
    press(page.get_by_role("button", name="Buat akun dan terima undangan"))


def test_from_a_new_year_to_the_first_work_of_an_invited_dinas(world, seat, browser, live_server):
    admin = seat(world.admin, DESK)
    open_year(admin)
    program = ProgramYear.objects.get(year=2021)
    set_quota(admin, world.siak, 3)
    link = invite(admin, world.siak).replace("http://localhost:8000", live_server.url)
    context = browser.new_context(viewport=PHONE, locale="id-ID")
    guest = context.new_page()
    accept(guest, link)
    guest.goto(live_server.url)
    expect(guest.get_by_text("Susun usulan sekolah 2021", exact=True)).to_be_visible()
    context.close()

    again = seat(User.objects.get(username="yusnidar"), PHONE)
    again.get_by_role("link", name=re.compile("^Mulai")).click()
    press(again.get_by_role("button", name="Mulai usulan 2021"))

    assert Quota.objects.get(program=program, place=world.siak).models_total == 3
    assert program.proposals.get().office == world.dinas_siak
    expect(again.get_by_text("3 model").first).to_be_visible()
