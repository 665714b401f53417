"""Does a letter come out of a real worker while the person looks at its page, without loading it again?"""

import pytest
from playwright.sync_api import expect

from documents.models import Letter
from tests.journeys.steps import is_marked, mark, press
from tests.programs.sheets import sent, verified

pytestmark = [pytest.mark.journey, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_staff_issues_a_letter_and_sees_it_become_ready(world, seat, late_worker):
    proposal = sent(world)
    verified(world.group(proposal, imbas=1), world.staff)
    page = seat(world.staff)
    page.goto(page.url + proposal.get_absolute_url()[1:])
    press(page.get_by_role("button", name="Tutup bersama dinas"))
    letter = Letter.objects.get(kind="result_notice")
    press(page.get_by_role("region", name="Dokumen").get_by_role("link", name=letter.kind_name))
    expect(page.get_by_text("PDF menunggu giliran")).to_be_visible()
    mark(page)

    late_worker.start()

    button = page.get_by_role("link", name="Unduh")
    expect(button).to_be_visible()
    assert is_marked(page)
    with page.expect_download() as download:
        button.click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
