"""J5 to J7: does a list that came in become a signed decree, by the hands of staff, verifier and head?"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import jobs
from documents.models import Letter
from programs.models import Assignment, Decree, Participation
from tests.journeys.steps import DESK, PHONE, photo, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def receive(page) -> None:
    """Staff opens what came in and begins to verify."""
    page.get_by_role("link", name="Periksa").first.click()
    press(page.get_by_role("button", name="Mulai verifikasi"))
    expect(page.get_by_text("Dalam verifikasi").first).to_be_visible()


def fill_sheet(page, picture) -> None:
    """The verifier answers everything with yes, on a phone."""
    press(page.get_by_role("link", name="Isi lembar").first)
    page.locator("#id_methods input").first.check()
    page.locator("[name=visited_on]").fill("2020-04-02")
    for box in page.locator("select").all():
        values = box.locator("option").evaluate_all("options => options.map(o => o.value)")
        box.select_option(next(value for value in ("same", "yes", "fit") if value in values))
    for text in page.locator("main textarea:visible, [name=venue], [name=witness_name], [name=witness_position]").all():
        text.fill("Sudah dilihat sendiri di sekolah.")
    page.locator("#id_photos").set_input_files(picture)
    press(page.get_by_role("button", name="Selesaikan verifikasi"))
    expect(page.get_by_role("button", name="Selesaikan verifikasi")).to_have_count(0)


def test_a_list_becomes_a_decree(world, seat, tmp_path):
    now = timezone.now()
    proposal = world.proposal(state="submitted", submitted_at=now, submitted_by=world.operator, receipt="TT-1")
    model = world.group(proposal)
    staff = seat(world.staff, DESK)
    receive(staff)
    Assignment.objects.create(candidate=model, verifier=world.verifier, assigned_by=world.staff)

    fill_sheet(seat(world.verifier, PHONE), photo(tmp_path))
    model.refresh_from_db()
    assert model.state == "verified"
    staff.reload()
    press(staff.get_by_role("button", name="Tutup bersama dinas"))
    expect(staff.get_by_text("Ditutup bersama").first).to_be_visible()
    head = seat(world.head, DESK)
    head.get_by_role("link", name="Tinjau").click()
    head.locator("[name=offices]").first.check()
    press(head.get_by_role("button", name="Tetapkan daftar yang dicentang"))
    expect(head.get_by_role("link", name="Surat, PDF, dan tanda tangan")).to_be_visible()
    jobs.run_all_due()

    assert Participation.objects.count() == 6
    letter = Letter.objects.get(pk=Decree.objects.get().letter_id)
    assert (letter.pages or 0) >= 2
