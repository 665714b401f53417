"""Is a harmless upload taken, and everything else refused with words a person understands?"""

import io

import openpyxl.xml
import pytest
from PIL import Image

from core.errors import DomainError
from core.uploads import BadUpload, check_image, check_image_or_pdf, check_spreadsheet
from tests import files

EXIF_TURNED = 6
ORIENTATION, GPS_PLACE = 0x0112, 0x8825


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (files.workbook(), "xlsx"),
        (files.upload(b"\xef\xbb\xbfnpsn;nama\n", "data.csv"), "csv"),
        (files.upload("npsn\tnama\n".encode("utf-16"), "data.txt"), "csv"),
        (files.packed("npsn,nama\n"), "csv.gz"),
    ],
)
def test_spreadsheet_is_known_by_its_content(file, kind):
    found = check_spreadsheet(file)

    assert (found, file.tell()) == (kind, 0)


BAD_SHEETS = {
    "empty": (files.upload(b"", "data.csv"), "kosong"),
    "only a mark": (files.upload(b"\xef\xbb\xbf\r\n", "data.csv"), "tidak berisi data"),
    "broken": (files.upload(b"PK\x03\x04 terpotong", "data.xlsx"), "rusak"),
    "locked": (files.ole(), "kata sandi"),
    "old": (files.ole("data.xls", locked=False), "(.xls)"),
    "macro": (files.workbook(name="data.xlsm", extra=[("xl/vbaProject.bin", b"x")]), "makro"),
    "bomb": (files.bomb(), "mengembang"),
    "bomb in gz": (files.packed(bytes(60 * 1024 * 1024)), "mengembang"),
    "gz broken": (files.upload(b"\x1f\x8bterpotong", "data.csv.gz"), "rusak"),
    "gz empty": (files.packed(b""), "kosong"),
    "gz in gz": (files.packed(b"\x1f\x8bxx"), "arsip lain"),
    "html": (files.upload(b"<html><table><tr><td>NPSN", "data.xls"), "HTML"),
    "photo": (files.picture(name="data.xlsx"), "JPEG"),
    "pdf": (files.pdf("data.csv"), "PDF"),
    "program": (files.upload(b"MZ\x90\x00", "data.csv"), "program"),
    "noise": (files.upload(b"a\x00b", "data.csv"), "bukan teks"),
    "renamed": (files.workbook(name="data.csv"), "berakhiran «.csv»"),
    "text as excel": (files.upload(b"npsn,nama\n", "data.xlsx"), "CSV"),
}


@pytest.mark.parametrize(("file", "word"), BAD_SHEETS.values(), ids=BAD_SHEETS.keys())
def test_bad_spreadsheet_is_refused_with_what_is_wrong(file, word):
    with pytest.raises(BadUpload, match="^[A-Z].*") as refused:
        check_spreadsheet(file)

    assert word in str(refused.value)
    assert isinstance(refused.value, DomainError)


def test_a_zip_that_is_no_workbook_and_a_huge_file_are_refused():
    huge = files.upload(b"npsn,nama\n", "data.csv")
    huge.size = 61 * 1024 * 1024
    archive = files.workbook(name="data.xlsx")
    archive = files.upload(archive.read().replace(b"xl/workbook.xml", b"xl/notabook.xml"), "data.xlsx")

    with pytest.raises(BadUpload, match="terlalu besar"):
        check_spreadsheet(huge)
    with pytest.raises(BadUpload, match="arsip ZIP"):
        check_spreadsheet(archive)


def test_xml_of_workbooks_is_read_by_defusedxml():
    assert openpyxl.xml.DEFUSEDXML


def test_photo_is_straightened_shrunk_and_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[ORIENTATION], exif[GPS_PLACE] = EXIF_TURNED, {1: "N"}

    kept = check_image_or_pdf(files.picture(size=(3200, 1000), exif=exif))

    photo = Image.open(io.BytesIO(kept.read()))
    assert (photo.format, photo.size, dict(photo.getexif()), kept.name) == ("JPEG", (750, 2400), {}, "foto.jpg")


def test_logo_keeps_its_transparency_and_a_scan_becomes_white():
    logo = check_image(files.picture("PNG", mode="RGBA", name="logo.png"), keep_png=True)
    scan = check_image(files.picture("PNG", mode="RGBA", name="scan.png"))

    assert (Image.open(logo).format, Image.open(scan).format) == ("PNG", "JPEG")


def test_pdf_is_kept_as_it_came():
    scan = files.pdf()
    before = scan.read()

    kept = check_image_or_pdf(scan)

    assert (kept.read(), kept.name) == (before, "pindaian.pdf")
