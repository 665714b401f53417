"""J16: does a citizen who scans the code of a letter learn in one look whether it is genuine?"""

import pytest
from playwright.sync_api import expect

from core import jobs
from documents import services
from programs import letters
from tests.journeys.steps import PHONE, width_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, locale="id-ID")
    yield context.new_page()
    context.close()


def test_a_genuine_letter_says_so_without_a_click(world, live_server, phone):
    proposal = world.proposal()
    world.group(proposal, imbas=2)
    letter = services.issue(letters.f021(proposal), by=world.operator)
    jobs.run_all_due()
    letter.refresh_from_db()

    phone.goto(f"{live_server.url}/v/{letter.code}")

    expect(phone.get_by_text(letter.number).first).to_be_visible()
    assert width_of(phone) == PHONE["width"]


def test_an_invented_code_is_not_found(world, live_server, phone):
    answer = phone.goto(f"{live_server.url}/v/ZZZZ9999")

    assert answer.status == 404
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
