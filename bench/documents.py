"""What does a letter cost over bare WeasyPrint, and a thousand of them on two processes?"""

import re
import subprocess
import sys
import time
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from accounts.models import Membership
from accounts.rules import Role
from bench.calls import measure_call, peak_mb
from bench.pages import measure_page
from bench.registry import Figures, measurement
from core.jobs import run_all_due
from documents import services
from documents.models import Letter, LetterDraft
from documents.paper import STYLESHEET, whole_page
from schools.models import Institution, Place
from tests.services import TOP

LETTERS, SAMPLE, ROUNDS, PROCESSES, MOST_OVER_BARE = 1_000, 100, 10, 2, 1.15
SIGNER = {"on_behalf": "", "title": "Kepala", "name": "Dra. Kepala Contoh", "rank": "", "nip": ""}


def an_office() -> None:
    nation = Place.objects.filter(kind="nation").first() or Place.objects.create(kind="nation", name="Indonesia")
    province = Place.objects.create(kind="province", parent=nation, name="Uji Surat", code="97")
    Institution.objects.create(
        kind="lpmp", place=province, name="LPMP Uji Surat", short_name="LPMP Uji Surat", parent_name="KEMENTERIAN"
    )
    clerk = get_user_model().objects.create(username="bench-surat", name="Juru surat", email="surat@contoh.id")
    Membership.objects.create(user=clerk, role=Role.LPMP_STAFF, place=province, since=date(2019, 1, 1))


def words() -> LetterDraft:
    """One printed page and a short attachment: what a result notice to an office is."""
    office = Institution.objects.get(short_name="LPMP Uji Surat")
    content: dict[str, Any] = {
        "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": "Pekanbaru", "note": "", "request": "",
        "closing": "Demikian kami sampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
        "opening": "Sehubungan dengan usulan Saudara, bersama ini kami sampaikan hasil verifikasi. " * 4,
        "signer": SIGNER, "copies": [], "letter_of": "Surat", "table_title": ["HASIL VERIFIKASI", "TAHUN 2020"],
        "rows": [],
    }  # fmt: skip
    return LetterDraft("result_notice", office, "Hasil Verifikasi", content, office, "Kepala Dinas Pendidikan")


def issue(count: int) -> list[Letter]:
    clerk = get_user_model().objects.get(username="bench-surat")
    return [services.issue(words(), by=clerk) for _ in range(count)]


def over_bare() -> str:
    """The same pages by our way, number and database included, and by WeasyPrint alone; as ``1.08 x bare …``."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    issue(3)
    run_all_due()
    fonts = FontConfiguration()
    style = CSS(string=(settings.BASE_DIR / "static/letters" / STYLESHEET).read_text(), font_config=fonts)
    ours = bare = 0.0
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows both
        started = time.process_time()
        letters = issue(SAMPLE // ROUNDS)
        run_all_due()
        ours += time.process_time() - started
        pages = [whole_page(letter) for letter in letters]
        started = time.process_time()
        for page in pages:
            HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)
        bare += time.process_time() - started
    return f"{ours / bare:.2f} x bare ({ours / SAMPLE * 1000:.0f} ms against {bare / SAMPLE * 1000:.0f} ms)"


@measurement("a letter over bare WeasyPrint", needs=an_office)
def one_letter() -> Figures:
    figures = measure_call(over_bare)
    ratio = re.match(r"[\d.]+", figures.note)
    if ratio and float(ratio[0]) > MOST_OVER_BARE:
        figures.missed.append(f"{ratio[0]} x > {MOST_OVER_BARE} x")
    return figures


def work_off() -> str:
    """One of the processes: until nothing is due; its memory."""
    return f"{run_all_due()} letters, {peak_mb():.0f} MB"


@measurement("1,000 letters on 2 processes", needs=an_office, at_most={"seconds": 60, "memory_mb": 200})
def thousand_letters() -> Figures:
    started = time.perf_counter()
    issue(LETTERS)
    issued = time.perf_counter() - started
    code = "import django; django.setup(); from bench.documents import work_off; print(work_off())"
    command = [sys.executable, "-c", code]
    workers = [subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    notes = [worker.communicate()[0].strip() for worker in workers]
    seconds = round(time.perf_counter() - started, 1)
    missing = Letter.objects.filter(sha256=None).count()
    peak = max(float(found) for note in notes for found in re.findall(r"(\d+) MB", note))
    figures = Figures(seconds=seconds, memory_mb=peak, note=f"issued in {issued:.1f} s; {'; '.join(notes)}")
    if missing:
        figures.missed.append(f"{missing} letters are missing")
    return figures


@measurement("register of letters", needs=an_office, at_most={"sql": 12, "p50": 90})
def register() -> Figures:
    return measure_page("/surat/", user=get_user_model().objects.get(username="bench-surat"))


@measurement("check of a code", needs=an_office, at_most={"sql": 3, "p50": 15})
def check() -> Figures:
    letter = Letter.objects.first() or issue(1)[0]
    return measure_page(f"/v/{letter.code}")
