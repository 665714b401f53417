"""Can staff word a letter anew with a preview that follows the typing, and does the next letter say so?"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents.models import LetterText
from programs import letters
from tests.documents import samples
from tests.journeys.steps import DESK, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_new_wording_reaches_the_next_letter(world, seat, live_server):
    page = seat(world.staff, DESK)
    page.goto(live_server.url + reverse("documents:text_edit", args=[world.lpmp.pk, "f021"]))

    page.locator("#id_closing").fill("Terima kasih atas dukungan {derah} pada ")
    preview = page.locator("#pratinjau")
    expect(preview.get_by_text("Mungkin maksudnya {daerah}.")).to_be_visible()
    page.get_by_role("button", name="Terbitkan").click()
    press(page.get_by_role("dialog").get_by_role("button", name="Terbitkan"))
    expect(page.get_by_text("Teks belum dapat diterbitkan.")).to_be_visible()

    page.locator("#id_closing").fill("Terima kasih atas dukungan {daerah} pada ")
    page.locator("#id_closing").evaluate("field => field.setSelectionRange(field.value.length, field.value.length)")
    page.get_by_role("button", name="Sisipkan {tahun} ke Penutup").click()
    expect(preview.get_by_text("Terima kasih atas dukungan Kabupaten Contoh pada 2020")).to_be_visible()
    page.get_by_role("button", name="Terbitkan").click()
    press(page.get_by_role("dialog").get_by_role("button", name="Terbitkan"))
    expect(page.get_by_text("Versi 1 terbit.")).to_be_visible()

    assert LetterText.objects.get().version == 1
    said = letters.f021(samples.a_proposal(world)).content["closing"]
    assert said == "Terima kasih atas dukungan Kabupaten Kampar pada 2020"
