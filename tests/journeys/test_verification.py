"""Do verifier, staff and head get from what waits to the signed decree, in as few steps as promised?"""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from core.jobs import run_all_due
from documents.services import keep_key
from programs.models import Candidate, Decree, Verification
from programs.services.assignment import assign
from programs.services.verification import save_sheet
from tests.cast import PASSWORD, World
from tests.documents.hands import PASSPHRASE, Authority
from tests.journeys.steps import press
from tests.programs.sheets import complete, sent, verified
from tests.programs.test_determination import closed

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS", "")


class Walk:
    """A person in a browser who counts the steps: clicks, taps and forms sent."""

    def __init__(self, page, server):
        self.page, self.server, self.steps = page, server, 0

    def sign_in(self, user: User, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(self.server.url + reverse("accounts:sign_in"))
        self.page.fill("[name=username]", user.username)
        self.page.fill("[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.press("[name=password]", "Enter")

    def open(self, name: str, *args: object) -> None:
        self.page.goto(self.server.url + reverse(name, args=args))
        self.steps += 1

    def press(self, text: str) -> None:
        press(self.page.get_by_role("button", name=text).first)
        self.steps += 1

    def follow(self, text: str) -> None:
        press(self.page.get_by_role("link", name=text).first)
        self.steps += 1

    def shot(self, name: str) -> None:
        if SHOTS:
            self.page.screenshot(path=Path(SHOTS, f"{name}.png"), full_page=True)

    @property
    def is_wide(self) -> bool:
        """Whether the page must be pushed sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def walk(page, live_server):
    return Walk(page, live_server)


@pytest.fixture
def world(transactional_db):
    return World()


def test_j5_a_verifier_finishes_a_school_on_the_phone(walk, world):
    model = world.group(sent(world), imbas=2)
    assign(model.pk, world.verifier.pk, by=world.staff)
    save_sheet(model.pk, complete(model, venue=""), version=0, by=world.verifier)
    walk.sign_in(world.verifier, 360)

    walk.open("programs:verification_board")
    walk.shot("mine-360")
    walk.follow(str(model.school))
    walk.shot("sheet-360")
    assert not walk.is_wide
    walk.press("Selesaikan verifikasi")
    expect(walk.page.get_by_text("Tempat pelaksanaan belum diisi.")).to_be_visible()
    walk.shot("gaps-360")
    walk.page.fill("#id_venue", "Ruang guru")
    walk.press("Selesaikan verifikasi")

    model.refresh_from_db()
    assert (model.state, walk.steps <= 5) == ("verified", True)


def test_j5_what_was_typed_is_kept_when_another_was_faster(walk, world):
    model = world.group(sent(world), imbas=0)
    assign(model.pk, world.verifier.pk, by=world.staff)
    walk.sign_in(world.verifier, 1366)
    walk.open("programs:sheet", model.pk)
    save_sheet(model.pk, complete(model, condition="Dari staf"), version=0, by=world.staff)

    walk.page.fill("#id_condition", "Dari lapangan")
    walk.press("Simpan draf")
    walk.shot("clash-1366")
    expect(walk.page.get_by_text("Dari staf")).to_be_visible()
    walk.press("Simpan pilihan ini")

    sheet = Verification.objects.get()
    assert (sheet.condition, sheet.venue) == ("Dari lapangan", "Ruang guru")


def test_j6_the_staff_sends_results_and_closes(walk, world):
    proposal = sent(world)
    for result in ("fit", "fit", "not_fit"):
        verified(world.group(proposal, imbas=1), world.staff, result)
    walk.sign_in(world.staff, 1366)

    walk.open("programs:verification_board")
    walk.shot("board-1366")
    walk.follow("Dinas Kab. Kampar")
    walk.follow("Kembalikan ke dinas")
    walk.page.fill("#id_reason", "Satu sekolah sudah memenuhi SNP")
    walk.page.fill("#id_replace_until", "2099-04-14")
    walk.shot("send-back-1366")
    walk.press("Kirim hasil ke dinas")

    proposal.refresh_from_db()
    assert (proposal.state, walk.steps <= 8) == ("returned", True)


def test_j6_schools_are_shared_out_from_the_board(walk, world):
    proposal = sent(world)
    for _ in range(6):
        world.group(proposal, imbas=1)
    walk.sign_in(world.staff, 1366)
    walk.open("programs:verification_board")

    walk.follow("Bagi rata")
    walk.shot("assign-1366")
    walk.press("Terapkan untuk 6 sekolah")

    assert Candidate.objects.filter(assignments__verifier=world.verifier).count() == 6
    walk.page.set_viewport_size({"width": 360, "height": 800})
    assert not walk.is_wide
    walk.open("programs:verification_board")
    walk.shot("board-360")
    assert not walk.is_wide


def test_j7_the_head_determines_and_signs(walk, world, settings, tmp_path):
    closed(world, models=2)
    settings.SIGNING_TRUST_DIR = tmp_path / "trust"
    authority = Authority()
    authority.trusted_in(settings.SIGNING_TRUST_DIR)
    keep_key(authority.p12("Kepala LPMP Riau"), PASSPHRASE, by=world.head)
    walk.sign_in(world.head, 1366)

    walk.open("programs:determination", world.program.pk)
    walk.shot("determination-1366")
    walk.press("Tetapkan daftar yang dicentang")
    walk.shot("decree-1366")
    run_all_due()
    walk.follow("Surat, PDF, dan tanda tangan")
    walk.page.fill("#id_passphrase", PASSPHRASE)
    walk.shot("letter-to-sign-1366")
    walk.press("Tanda tangani")

    decree = Decree.objects.select_related("letter").get()
    assert (decree.letter.state, walk.steps) == ("signed", 4)
    walk.page.set_viewport_size({"width": 360, "height": 800})
    walk.open("programs:determination", world.program.pk)
    walk.shot("determination-360")
    assert not walk.is_wide
