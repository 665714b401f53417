"""Is every kind of letter a sound archival PDF, with the right words in the right places?"""

import io
import re
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from core.errors import NotAllowed
from core.jobs import run_all_due
from core.pdf import to_pdf
from documents import services
from documents.logos import frozen_logo
from documents.models import Letter
from documents.paper import set_on_paper
from tests.documents import samples
from tests.documents.test_services import words


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_kept_letter_gives_the_same_bytes_again(world):
    letter = samples.issued(world, "f021")
    run_all_due()
    letter = Letter.objects.get(pk=letter.pk)

    again = set_on_paper(letter)

    with letter.file.open() as file:
        assert file.read() == again.content


def test_another_process_gives_the_same_bytes(world, tmp_path):
    html = "<html lang=id><head><title>Surat</title></head><body class=surat><p>Isi “surat”, ﺍﻟﻌﺮﺑﻴﺔ</p></body></html>"
    program = (
        "import django, sys, datetime; django.setup(); from core.pdf import to_pdf;"
        "made = datetime.datetime(2020, 3, 27, tzinfo=datetime.UTC);"
        "pdf = to_pdf(sys.argv[1], stylesheet='naskah-dinas.css', made_at=made, source={'b': 1, 'a': 2});"
        "sys.stdout.buffer.write(pdf.content)"
    )

    outputs = {
        subprocess.run([sys.executable, "-c", program, html], capture_output=True, check=True).stdout for _ in range(2)
    }

    assert len(outputs) == 1


def places(pdf, path):
    """(page, mm from the left, mm from the top) of the first place of every word."""
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True)
    found, page = {}, 0
    for line in done.stdout.splitlines():
        page += "<page " in line
        if word := re.search(r'xMin="([\d.]+)" yMin="([\d.]+)".*>(.*)</word>', line):
            found.setdefault(word[3], (page, round(float(word[1]) * 0.3528), round(float(word[2]) * 0.3528)))
    return found


def test_every_part_stands_in_its_place(world, tmp_path):
    letter = samples.issued(world, "f021")

    at = places(set_on_paper(letter).content, tmp_path / "surat.pdf")

    assert at["Nomor"][1] == at["Yth."][1] == at["Tembusan:"][1] == 25
    assert at["Maret"][1] > 160 > 60 > at["421.2/1187/DPKO/2020"][1]
    assert at["Nomor"][2] == at["Maret"][2]
    assert at["Nomor"][2] < at["Yth."][2] < at["Menindaklanjuti"][2] < at["Demikian"][2] < at["Dra."][2]
    assert (at["Dra."][0], at["Dra."][1] > 100, at["DAFTAR"][0]) == (1, True, 2)


@pytest.mark.parametrize("lines", range(1, 40, 6))
def test_a_signature_never_stands_alone(world, lines):
    content = words(world).content | {"criteria": [f"kriteria ke-{n};" for n in range(lines)]}
    letter = services.issue(words(world, content=content), by=world.operator)

    reader = PdfReader(io.BytesIO(set_on_paper(letter).content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]

    signed = next(page for page in pages if "Dra. Kepala Contoh" in page)
    assert "Demikian usulan ini kami sampaikan" in signed


@pytest.mark.parametrize("name", ["SD <b>Miring</b> & 'Putra' \"Bangsa\"", "مدرسة", samples.LONG[:150]])
def test_names_are_words_and_nothing_else(world, name):
    world.school.name = name
    world.school.save()
    letter = services.issue(words(world, school=world.school, title=f"Usulan {name}"[:250]), by=world.operator)

    reader = PdfReader(io.BytesIO(set_on_paper(letter).content))

    assert reader.metadata.title == f"Usulan {name}"
    if name.isascii():
        assert name.split()[-1] in text_of(reader)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/x.png", "ftp://127.0.0.1/x"])
def test_a_page_that_asks_for_anything_outside_is_refused(address):
    from datetime import UTC, datetime

    with pytest.raises(NotAllowed, match="tidak boleh dibaca"):
        to_pdf(f"<img src='{address}'>", stylesheet="naskah-dinas.css", made_at=datetime(2020, 1, 1, tzinfo=UTC))


def test_logo_is_frozen_small_and_a_broken_one_is_left_out(world, media):
    from django.core.files.base import ContentFile

    picture = io.BytesIO()
    Image.new("RGB", (3000, 2000), "navy").save(picture, "PNG")
    world.dinas_kampar.logo.save("besar.png", ContentFile(picture.getvalue()))
    world.dinas_siak.logo.save("rusak.png", ContentFile(b"<svg onload='alert(1)'/>"))

    letter = services.issue(words(world), by=world.operator)
    (media / world.dinas_kampar.logo.name).unlink()
    reader = PdfReader(io.BytesIO(set_on_paper(letter).content))

    with Image.open(media / letter.content["letterhead"]["logo"]) as frozen:
        assert frozen.size == (400, 267)
    assert len(reader.pages[0].images) >= 1
    assert [frozen_logo(name) for name in (world.dinas_siak.logo.name, "tidak/ada.png", "")] == ["", "", ""]


def test_pdf_is_sound_for_other_readers(world):
    letter = samples.issued(world, "decree")

    with pikepdf.open(io.BytesIO(set_on_paper(letter).content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert "/StructTreeRoot" in pdf.Root


def test_every_page_tells_a_machine_which_page_of_which_letter_it_is(world):
    import pypdfium2
    import zxingcpp

    letter = samples.issued(world, "f021")

    with pypdfium2.PdfDocument(set_on_paper(letter).content) as pdf:
        pictures = [page.render(scale=100 / 72, grayscale=True).to_pil() for page in pdf]
        said = [{found.text for found in zxingcpp.read_barcodes(picture)} for picture in pictures]

    assert said == [{letter.public_url, f"{letter.code}/{n}/{len(said)}"} for n in range(1, len(said) + 1)]
