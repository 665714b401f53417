"""Does a list of schools go in by hand: sent, checked by a real worker, looked at, and only then put in?"""

import pytest
from playwright.sync_api import expect

from schools.models import School
from tests.cast import make_school
from tests.journeys.steps import press
from tests.schools.lists import DUA, JENDELA, SATU

pytestmark = [pytest.mark.journey, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
BROKEN = DUA.replace("10499902", "1049").replace("SD  NEGERI 008\tCONTOH", "SD TANPA NPSN")


@pytest.fixture
def listing(tmp_path):
    path = tmp_path / "dapodik-kampar.csv"
    path.write_text("\n".join([JENDELA, SATU, DUA, BROKEN]))
    return path


def send(page, listing):
    page.get_by_role("link", name="Impor Dapodik").first.click()
    page.get_by_role("link", name="Unggah berkas").first.click()
    page.locator("[name=file]").set_input_files(listing)
    press(page.get_by_role("button", name="Unggah dan periksa"))


def test_a_list_is_checked_looked_at_and_put_in(world, seat, late_worker, listing):
    old = make_school(world.kampar, "SMP", npsn="10499901", name="SMP NAMA LAMA")
    page = seat(world.admin)
    send(page, listing)
    expect(page.get_by_role("heading", name="Berkas sedang diperiksa")).to_be_visible()

    late_worker.start()
    expect(page.get_by_role("link", name="ditolak")).to_be_visible()
    press(page.get_by_role("link", name="ditolak"))
    expect(page.locator("tbody tr", has_text="Galat").locator("td")).to_contain_text(
        ["4", "npsn", "1049", "bukan NPSN"]
    )
    press(page.get_by_role("link", name="berubah"))
    expect(page.locator("tbody del", has_text="SMP NAMA LAMA")).to_be_visible()
    old.refresh_from_db()
    assert (old.name, School.objects.filter(npsn="10499902").exists()) == ("SMP NAMA LAMA", False)
    press(page.get_by_role("button", name="Masukkan"))
    expect(page.get_by_text("Sudah dimasukkan", exact=True).first).to_be_visible()

    old.refresh_from_db()
    assert (old.name, School.objects.get(npsn="10499902").regency) == ("SMP NEGERI 2 CONTOH HULU", world.kampar)
