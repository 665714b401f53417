"""Do the main acts of dinas and LPMP work in a browser that runs no script at all?"""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Assignment, Proposal
from tests.cast import sign_all
from tests.journeys.steps import press
from tests.journeys.test_dinas import add_model
from tests.programs.sheets import sent, verified

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LETTER = {"letter_number": "421.2/1187/DPK/2020", "letter_date": date(2020, 3, 27), "support_note": "APBD"}


def test_a_dinas_adds_a_model_by_search_and_submits(world, seat):
    world.schools(6)
    proposal = world.proposal(**LETTER)
    page = seat(world.operator, script=False)
    page.get_by_role("link", name=re.compile("^Lanjutkan")).click()

    add_model(page, world.school)
    sign_all(proposal, world.operator)
    proposal.candidates.update(not_yet_snp=True, committed=True, supported=True)
    page.get_by_role("link", name=re.compile("Kirim usulan")).click()
    press(page.get_by_role("button", name="Kirim usulan"))

    expect(page.get_by_text("Dikirim").first).to_be_visible()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.candidates.imbas().count()) == ("submitted", 5)


def test_staff_assigns_a_verifier_and_returns_a_list(world, seat):
    proposal = sent(world)
    model = world.group(proposal, imbas=1)
    verified(world.group(proposal, imbas=1), world.staff, "not_fit")
    page = seat(world.staff, script=False)
    page.get_by_role("link", name="Verifikasi").first.click()

    page.get_by_label(f"Pilih {model.school}").check()
    page.locator("#id_assign_to").select_option(str(world.verifier.pk))
    press(page.get_by_role("button", name="Tugaskan", exact=True))
    page.get_by_role("link", name=world.dinas_kampar.short_name).first.click()
    page.get_by_role("link", name=re.compile("Kembalikan ke dinas")).click()
    page.locator("[name=reason]").fill("Satu sekolah sudah memenuhi SNP.")
    page.locator("[name=replace_until]").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    press(page.get_by_role("button", name="Kirim hasil ke dinas"))

    expect(page.get_by_text("Dikembalikan").first).to_be_visible()
    assert Assignment.objects.get(candidate=model).verifier == world.verifier
    assert Proposal.objects.get().state == "returned"
