"""J6: does a list with a failed school go back, return with a replacement in round two, and get closed by the LPMP?"""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import jobs
from documents.models import Letter
from programs.models import Candidate, Stage
from tests.cast import make_school, sign_all
from tests.journeys.steps import press
from tests.programs.sheets import in_quota, sent, verified

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REASON = "Satu sekolah sudah memenuhi SNP; mohon diusulkan penggantinya."


def judged(world):
    """A complete list in which one model school is fit and the other is not."""
    letter = {"letter_number": "421.2/1187/DPK/2020", "letter_date": date(2020, 3, 27), "support_note": "APBD"}
    proposal = sent(world, **letter)
    fit, failed = in_quota(world.group(proposal)), in_quota(world.group(proposal))
    sign_all(proposal, world.operator)
    verified(fit, world.staff)
    verified(failed, world.staff, "not_fit")
    return proposal, failed


def verification_due(world, days):
    due = timezone.localdate() + timedelta(days=days)
    Stage.objects.filter(program=world.program, kind="verification").update(due_on=due)


def send_back(page):
    page.get_by_role("link", name=re.compile("Kembalikan ke dinas")).click()
    page.locator("[name=reason]").fill(REASON)
    page.locator("[name=replace_until]").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    press(page.get_by_role("button", name="Kirim hasil ke dinas"))
    expect(page.get_by_text("Dikembalikan").first).to_be_visible()


def read_the_letter(page):
    """From the list of things to do to the request, and to the letter that tells the results."""
    page.get_by_role("link", name=re.compile("^Perbaiki")).click()
    expect(page.get_by_text(REASON).first).to_be_visible()
    letter = Letter.objects.get(kind="result_notice")
    press(page.get_by_role("region", name="Dokumen").get_by_role("link", name=letter.kind_name))
    expect(page.get_by_role("region", name="Isi surat")).to_contain_text("1 (satu) sekolah dinyatakan tidak layak")
    page.go_back()


def replace(page, school):
    page.get_by_role("link", name=re.compile("Cari pengganti 1 sekolah, paling lambat")).click()
    page.get_by_role("link", name=re.compile("^Cari pengganti")).click()
    page.locator("#q").fill(school.npsn)
    page.locator("#q").press("Enter")
    page.get_by_role("link", name=f"Pilih {school.name}").click()
    expect(page.get_by_text("Sekolah imbasnya tetap")).to_be_visible()
    for criterion in ("not_yet_snp", "committed", "supported"):
        page.locator(f"[name={criterion}]").check()
    press(page.get_by_role("button", name="Simpan", exact=True))


def close(page):
    page.get_by_text("Tutup oleh LPMP…").click()
    page.locator("#alasan-close_by_lpmp").fill("Pertengahan bulan keempat sudah lewat.")
    press(page.get_by_role("button", name="Tutup oleh LPMP", exact=True))


def test_a_failed_school_is_replaced_and_the_list_closed_by_the_lpmp(world, seat):
    proposal, failed = judged(world)
    new = make_school(world.kampar, name="SD NEGERI 021 PENGGANTI")
    staff, dinas = seat(world.staff), seat(world.operator)
    staff.goto(staff.url + proposal.get_absolute_url()[1:])

    send_back(staff)
    jobs.run_all_due()
    dinas.reload()
    read_the_letter(dinas)
    replace(dinas, new)
    sign_all(proposal, world.operator)
    dinas.goto(dinas.url.partition("/program")[0] + f"{proposal.get_absolute_url()}pengganti/")
    dinas.get_by_role("link", name="Periksa dan kirim").click()
    press(dinas.get_by_role("button", name="Kirim usulan"))
    expect(dinas.get_by_text("Putaran 2").first).to_be_visible()

    replacement = Candidate.objects.get(school=new)
    assert (replacement.replaces, replacement.round, replacement.imbas.count()) == (failed, 2, 5)


def test_the_lpmp_closes_alone_only_after_the_middle_of_month_four(world, seat):
    """R-3.3-05, -06, -09: refused with the date before it, and for a reason after it."""
    proposal, _ = judged(world)
    page = seat(world.staff)
    address = page.url + proposal.get_absolute_url()[1:]
    page.goto(address)
    send_back(page)

    verification_due(world, +3)
    close(page)
    expect(page.get_by_text("LPMP baru boleh menutup daftar sendiri mulai")).to_be_visible()
    verification_due(world, -1)
    page.goto(address)
    close(page)
    expect(page.get_by_text("Ditutup oleh LPMP").first).to_be_visible()

    proposal.refresh_from_db()
    assert (proposal.state, proposal.close_reason) == (
        "closed_by_lpmp", "Pertengahan bulan keempat sudah lewat.",
    )  # fmt: skip
