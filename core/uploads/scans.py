"""Is this a scan, and harmless? A PDF is looked through in a process of its own; a photo is written anew."""

import json
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File

from core.confined import Overrun, run
from core.uploads.faults import SCAN_LIMIT, BadUpload, check_size, head_of
from core.uploads.pictures import SCAN_SIDE, check_image

PAGE_LIMIT = settings.SCAN_PAGES
REPRINT = "Cetak ulang ke PDF biasa, lalu kirim lagi."
FAULTS = {
    "locked": "PDF ini dikunci (kata sandi atau larangan menyunting). Kirim PDF tanpa kunci.",
    "broken": "PDF rusak atau terpotong. Pindai atau simpan ulang, lalu coba lagi.",
    "empty": "PDF ini tidak berhalaman.",
    "pages": "PDF ini {detail} halaman; paling banyak {limit}. Kirim halaman yang bertanda tangan saja.",
    "program": f"PDF ini memuat program (JavaScript). {REPRINT}",
    "xfa": f"PDF ini formulir XFA yang isinya dapat berubah. {REPRINT}",
    "attachment": f"PDF ini membawa berkas lain di dalamnya ({{detail}}). {REPRINT}",
    "media": f"PDF ini memuat video, suara, atau gambar 3D. {REPRINT}",
    "bomb": f"Isi PDF ini mengembang terlalu besar; tidak diproses demi keamanan. {REPRINT}",
}


def check_image_or_pdf(file: File, *, limit: int = SCAN_LIMIT, pages: int = PAGE_LIMIT) -> File:
    """A scan as it may be kept: the PDF as it came, or the photo straightened, shrunk and without its EXIF data.

    Only a PDF whose table of contents was wrong is kept otherwise than it came: as its repaired copy.
    """
    check_size(file, limit)
    head = head_of(file).lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if head.startswith(b"%PDF-"):
        return _checked_pdf(file, pages)
    if b"%PDF-" in head[:1024]:
        raise BadUpload(f"Di depan isi PDF ini ada data lain. {REPRINT}")
    return check_image(file, limit=limit, long_side=SCAN_SIDE)


def _checked_pdf(file: File, pages: int) -> File:
    if zipfile.is_zipfile(file):
        raise BadUpload(f"PDF ini sekaligus arsip ZIP. {REPRINT}")
    file.seek(0)
    content = file.read()
    try:
        said, _, repaired = run("look_through_pdf", content, str(pages)).partition(b"\n")
    except Overrun as overrun:
        raise BadUpload(f"PDF ini tidak dapat diperiksa dengan aman. {REPRINT}") from overrun
    verdict = json.loads(said)
    if fault := verdict["fault"]:
        raise BadUpload(FAULTS[fault].format(detail=verdict["detail"], limit=pages))
    name = f"{PurePath(file.name or 'dokumen').stem[:80]}.pdf"
    if repaired:
        return ContentFile(repaired, name=name)
    file.seek(0)
    file.name = name
    return file
