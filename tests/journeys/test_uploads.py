"""Does a scan reach the office over a network that breaks, whole and without beginning anew?"""

import hashlib
import os
from io import BytesIO
from itertools import groupby

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from core.models import Upload
from programs.models import Commitment, VerificationPhoto
from tests.cast import make_candidate
from tests.journeys.steps import PHONE, enter, press
from tests.programs.sheets import given, in_quota, sent
from tests.worker import wait_for

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PIECE = 256 * 1024
FORGET = """new Promise((done, failed) => {
  const asked = indexedDB.deleteDatabase("imbas-unggahan");
  asked.onsuccess = () => done();
  asked.onerror = failed;
})"""


@pytest.fixture
def scan(tmp_path):
    """A PDF of about 1.3 MB that no packing makes smaller."""
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    document.pages[0].obj.Noise = document.make_stream(os.urandom(5 * PIECE))
    document.save(out)
    path = tmp_path / "pernyataan.pdf"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def sheet(world, live_server, page, context):
    """The page where the school sends its signed statement, on a phone."""
    candidate = make_candidate(world.proposal(), world.school)
    page.set_viewport_size(PHONE)
    enter(page, live_server.url, world.school_head)
    page.goto(f"{live_server.url}/program/komitmen/{candidate.pk}/")
    return page


@pytest.fixture
def context(browser, browser_context_args):
    """A browser whose network may be cut: what it complains of then is no fault of the page."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


def cut_after(page, pieces):
    """The network dies with the piece of this number; returns what was sent since. A later cut takes its place."""
    sent = []

    def wire(route):
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if len(sent) > pieces:
                route.abort("internetdisconnected")
                return
        route.continue_()

    page.route("**/unggahan/**", wire)
    return sent


def choose(page, scan):
    page.get_by_label("Foto atau PDF pernyataan").set_input_files(scan)


def receipt_of(page, scan):
    """After the receipt is on the page: the hash of the file that came, and of the one that was sent."""
    expect(page.get_by_role("heading", name="Sudah diterima")).to_be_visible()
    return Commitment.objects.get().scan_sha256, hashlib.sha256(scan.read_bytes()).hexdigest()


def test_a_cut_in_the_middle_is_mended_and_the_form_goes_by_itself(sheet, scan):
    sent = cut_after(sheet, 2)
    choose(sheet, scan)
    expect(sheet.get_by_role("status").filter(has_text="Sambungan terputus")).to_be_visible()
    sheet.get_by_role("button", name="Kirim", exact=True).click()
    expect(sheet.get_by_text("formulir terkirim sendiri setelah selesai")).to_be_visible()

    sheet.unroute("**/unggahan/**")
    sheet.evaluate("dispatchEvent(new Event('online'))")

    arrived, original = receipt_of(sheet, scan)
    assert arrived == original
    assert [offset for offset, _ in groupby(sent)] == [0, PIECE, 2 * PIECE], "the cut piece may have been tried again"


def test_a_phone_that_goes_offline_goes_on_by_itself(sheet, scan, context):
    context.set_offline(True)
    choose(sheet, scan)
    expect(sheet.get_by_role("status").filter(has_text="Sambungan terputus")).to_be_visible()
    context.set_offline(False)

    expect(sheet.get_by_text("pernyataan.pdf (1,3 MB) sudah terkirim")).to_be_visible()
    press(sheet.get_by_role("button", name="Kirim", exact=True))

    arrived, original = receipt_of(sheet, scan)
    assert arrived == original


def test_after_a_reload_it_goes_on_where_it_stopped(sheet, scan):
    cut_after(sheet, 3)
    choose(sheet, scan)
    expect(sheet.get_by_role("status").filter(has_text="Sambungan terputus")).to_be_visible()
    later = cut_after(sheet, 99)

    sheet.reload()

    expect(sheet.get_by_text("pernyataan.pdf (1,3 MB) sudah terkirim")).to_be_visible()
    press(sheet.get_by_role("button", name="Kirim", exact=True))
    arrived, original = receipt_of(sheet, scan)
    assert (arrived, later[0]) == (original, 3 * PIECE)
    wait_for(lambda: sheet.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unggahan:'))") == [])


def test_without_the_kept_copy_the_same_file_is_asked_for_and_continued(sheet, scan):
    cut_after(sheet, 2)
    choose(sheet, scan)
    expect(sheet.get_by_role("status").filter(has_text="Sambungan terputus")).to_be_visible()
    sheet.evaluate(FORGET)

    sheet.reload()
    expect(sheet.get_by_text("Pilih berkas yang sama untuk melanjutkan")).to_be_visible()
    later = cut_after(sheet, 99)
    choose(sheet, scan)

    expect(sheet.get_by_text("pernyataan.pdf (1,3 MB) sudah terkirim")).to_be_visible()
    assert (later[0], Upload.objects.count()) == (2 * PIECE, 1)


def test_a_file_that_is_refused_is_said_at_once(sheet, tmp_path):
    large = tmp_path / "besar.pdf"
    large.write_bytes(bytes(11 * 1024 * 1024))

    choose(sheet, large)

    expect(sheet.get_by_role("status").filter(has_text="paling besar 10 MB")).to_be_visible()


def test_photos_of_a_visit_survive_a_cut_and_come_once(world, live_server, page, tmp_path):
    model = in_quota(world.group(sent(world)))
    given(model, world.verifier)
    photos = [tmp_path / f"gerbang-{n}.jpg" for n in range(2)]
    for n, path in enumerate(photos):
        Image.effect_noise((1100 + n, 1500), 60).convert("RGB").save(path, quality=80)
    enter(page, live_server.url, world.verifier)
    page.goto(f"{live_server.url}{reverse('programs:sheet', args=[model.pk])}")
    cut_after(page, 3)
    page.get_by_label("Tambah foto").set_input_files(photos)
    expect(page.get_by_role("status").filter(has_text="Sambungan terputus")).to_be_visible()
    page.unroute("**/unggahan/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("sudah terkirim")).to_have_count(2)

    press(page.get_by_role("button", name="Unggah dan simpan"))

    expect(page.get_by_text("2 foto diterima.")).to_be_visible()
    assert (VerificationPhoto.objects.count(), Upload.objects.filter(used_at=None).count()) == (2, 0)
