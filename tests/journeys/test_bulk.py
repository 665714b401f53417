"""Does an office get 200 commitment forms in one go: chosen, made by a real worker, paused, resumed, and printed?"""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from documents.models import Bulk, Letter
from tests.cast import make_candidate
from tests.journeys.steps import DESK, enter, press

FORMS = 200
pytestmark = [pytest.mark.journey, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def schools(world):
    """A proposal of ten models with 19 imbas schools each: 200 forms nobody has signed."""
    proposal = world.proposal()
    for _ in range(FORMS // 20):
        model = world.group(proposal, imbas=0)
        [make_candidate(proposal, school, "imbas", model) for school in world.schools(19)]
    return proposal


def test_two_hundred_commitment_letters_in_one_go(page: Page, live_server, world, schools, celery_worker_process):
    page.set_viewport_size(DESK)
    enter(page, live_server.url, world.operator)

    press(page.get_by_role("link", name="Pernyataan komitmen").first)
    press(page.get_by_role("link", name="Siapkan semua formulir ini"))
    expect(page.get_by_text("200 sekolah")).to_be_visible()
    press(page.get_by_role("button", name="Siapkan 200 formulir"))

    press(page.get_by_role("button", name="Jeda"))
    expect(page.get_by_text("Dijeda.")).to_be_visible()
    assert Bulk.objects.get().items.filter(state="waiting").count() > 0
    press(page.get_by_role("button", name="Lanjutkan"))
    expect(page.get_by_text("200 dari 200 siap")).to_be_visible(timeout=240_000)
    expect(page.locator(".chip").get_by_text("Selesai", exact=True).first).to_be_visible()

    press(page.get_by_role("button", name="Gabungkan menjadi satu PDF"))
    link = page.get_by_role("link", name="Satu PDF (200 surat")
    expect(link).to_be_visible(timeout=240_000)
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()

    letters = Letter.objects.exclude(sha256=None)
    with pikepdf.open(BytesIO(content)) as whole:
        assert len(whole.pages) == sum(letters.values_list("pages", flat=True))
    assert (letters.count(), letters.values("school").distinct().count()) == (FORMS, FORMS)
