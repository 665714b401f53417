"""J3: does a dinas come from sign-in to its receipt, with the suggested imbas schools and Formulir 02.1 on paper?"""

import re

import pytest
from playwright.sync_api import expect

from core import jobs
from documents.models import Letter
from programs.models import Proposal
from tests.cast import sign_all
from tests.journeys.steps import DESK, enter, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def add_model(page, school) -> None:
    """Search, choose, take what is suggested, save: four steps."""
    page.get_by_role("link", name="Tambah sekolah model").first.click()
    page.locator("#q").fill(school.npsn)
    page.locator("#q").press("Enter")
    page.get_by_role("link", name=f"Pilih {school.name}").click()
    for criterion in ("not_yet_snp", "committed", "supported"):
        page.locator(f"[name={criterion}]").check()
    press(page.get_by_role("button", name="Simpan", exact=True))


def name_the_letter(page) -> None:
    """The number from the office's own book, and the support of the pemda."""
    page.get_by_role("region", name="Surat dinas").get_by_role("link", name="Ubah").click()
    page.locator("[name=letter_number]").fill("421.2/1187/DPK/2020")
    page.locator("[name=letter_date]").fill("2020-03-27")
    page.locator("[name=support_note]").fill("Pendampingan pengawas dan dana APBD.")
    press(page.get_by_role("button", name="Simpan", exact=True))


def test_a_dinas_proposes_with_suggested_imbas_and_gets_a_receipt(page, live_server, world):
    world.schools(6)
    page.set_viewport_size(DESK)
    enter(page, live_server.url, world.operator)
    page.goto(live_server.url + "/program/usulan/baru/")
    press(page.get_by_role("button", name=re.compile("Mulai usulan")))
    add_model(page, world.school)
    proposal = Proposal.objects.get()
    page.goto(live_server.url + proposal.get_absolute_url())
    name_the_letter(page)
    page.get_by_role("link", name="Kirim usulan").click()
    expect(page.get_by_text("hal perlu dilengkapi")).to_be_visible()
    sign_all(proposal, world.operator)
    proposal.candidates.update(not_yet_snp=True, committed=True, supported=True)

    page.reload()
    press(page.get_by_role("button", name="Kirim usulan"))
    expect(page.get_by_text("Dikirim").first).to_be_visible()
    jobs.run_all_due()

    proposal.refresh_from_db()
    assert (proposal.state, proposal.candidates.imbas().count()) == ("submitted", 5)
    assert re.fullmatch(r"USL-2020-\S+", proposal.receipt)
    assert (Letter.objects.get(kind="f021").pages or 0) >= 2
