"""J4: does a principal with a phone get from the link to «Sudah diterima», with and without JavaScript?"""

import pytest
from playwright.sync_api import expect

from core import jobs
from documents.models import Letter
from programs.models import Commitment
from tests.cast import make_candidate
from tests.journeys.steps import PHONE, enter, photo, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(browser, request):
    context = browser.new_context(viewport=PHONE, locale="id-ID", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_a_principal_prints_signs_and_sends_the_statement(world, live_server, phone, tmp_path):
    candidate = make_candidate(world.proposal(), world.school)
    world.school.address = "Jalan Lintas Nomor 8"
    world.school.save()

    enter(phone, live_server.url, world.school_head)
    phone.get_by_role("link", name="Isi penanda tangan").first.click()
    press(phone.get_by_role("button", name="Simpan dan buat PDF"))
    jobs.run_all_due()
    phone.goto(f"{live_server.url}/program/komitmen/{candidate.pk}/")
    phone.locator("input[type=file]").set_input_files(photo(tmp_path))
    press(phone.get_by_role("button", name="Kirim", exact=True))

    expect(phone.get_by_role("heading", name="Sudah diterima")).to_be_visible()
    commitment = Commitment.objects.get(candidate=candidate)
    assert (commitment.uploaded_by, commitment.receipt != "") == (world.school_head, True)
    assert Letter.objects.get(kind="f022").octets > 10_000
    phone.goto(live_server.url)
    expect(phone.locator(".next")).to_contain_text(commitment.receipt)
