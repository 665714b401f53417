"""Is this upload what it claims to be, and harmless? Decided by content, within limits, before anything opens it."""

import gzip
import io
import warnings
import zipfile
import zlib
from pathlib import PurePath
from typing import IO, Any, BinaryIO, NoReturn, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import DomainError
from core.formats import size

MB = 1024 * 1024
SHEET_LIMIT = 60 * MB
SCAN_LIMIT = 10 * MB
UNPACKED_LIMIT = 600 * MB
STRINGS_LIMIT = 120 * MB  # the one part of a workbook that is read into memory as a whole
HONEST_RATIO = 150
PARTS_LIMIT = 2000
PIXEL_LIMIT = 60_000_000
LONG_SIDE = 1600

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
EXTENSIONS = {"xlsx": {".xlsx"}, "csv": {".csv", ".txt", ".tsv"}, "csv.gz": {".gz"}}
NAMES = {"xlsx": "lembar kerja Excel (.xlsx)", "csv": "teks CSV", "csv.gz": "CSV yang dimampatkan (.gz)"}
NOT_A_SHEET = (
    (b"%PDF-", "dokumen PDF"),
    (b"\xff\xd8\xff", "foto JPEG"),
    (b"\x89PNG", "gambar PNG"),
    (b"MZ", "program Windows"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
)
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<script", b"<head", b"<body", b"<style")


class BadUpload(ValidationError, DomainError):
    """The file cannot be taken; the message says why and what to do. A form shows it beside its field."""

    status = 422

    def __init__(self, message: str):
        super().__init__(message, code="upload")

    def __str__(self) -> str:
        return str(self.message)


def check_spreadsheet(file: File, *, limit: int = SHEET_LIMIT) -> str:
    """``xlsx``, ``csv`` or ``csv.gz``; ``BadUpload`` for anything else or anything dangerous. Nothing is executed."""
    _check_size(file, limit)
    head = _head(file)
    if head.startswith(OLE):
        _refuse_ole(file)
    if head.startswith(ZIP):
        kind = _check_workbook(file)
    elif head.startswith(GZIP):
        kind = _check_gzip(file)
    else:
        kind = _check_text(head)
    _check_extension(file, kind)
    file.seek(0)
    return kind


def check_image_or_pdf(file: File, *, limit: int = SCAN_LIMIT) -> File:
    """A scan as it may be kept: the PDF as it came, or the photo straightened, shrunk and without its EXIF data."""
    _check_size(file, limit)
    head = _head(file)
    if b"%PDF-" in head[:1024]:
        return _checked_pdf(file)
    return check_image(file, limit=limit)


def check_image(file: File, *, limit: int = SCAN_LIMIT, keep_png: bool = False) -> ContentFile:
    """The picture written anew: straight, at most 1600 px, no EXIF. ``keep_png`` keeps transparency (a logo)."""
    _check_size(file, limit)
    _refuse_foreign_pictures(_head(file))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file.seek(0)
            picture = Image.open(file, formats=("JPEG", "PNG", "WEBP"))
            _check_pixels(picture)
            return _written_anew(picture, file.name or "foto", keep_png=keep_png)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadUpload("Gambar tidak terbaca atau rusak. Kirim ulang sebagai JPEG, PNG, atau PDF.") from error


def _check_size(file: File, limit: int) -> None:
    if not file.size:
        raise BadUpload("Berkas kosong (0 bita). Pilih berkas yang berisi.")
    if file.size > limit:
        raise BadUpload(f"Berkas terlalu besar: {size(file.size)}; paling besar {size(limit)}.")


def _head(file: IO[bytes] | File, count: int = 4096) -> bytes:
    file.seek(0)
    head = file.read(count)
    file.seek(0)
    return head


def _refuse_ole(file: File) -> NoReturn:
    file.seek(0)
    if any("EncryptedPackage".encode("utf-16-le") in chunk for chunk in iter(lambda: file.read(MB), b"")):
        raise BadUpload("Berkas Excel ini dikunci kata sandi. Buka di Excel, hapus kata sandinya, lalu simpan ulang.")
    raise BadUpload("Ini Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx).")


def _check_workbook(file: File) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise BadUpload("Berkas Excel rusak atau terpotong. Unduh atau simpan ulang, lalu coba lagi.") from error
    _check_bomb(parts, file.size)
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise BadUpload("Berkas ini dikunci kata sandi. Hapus kata sandinya, lalu simpan ulang.")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BadUpload("Berkas Excel ini memuat makro. Simpan sebagai Buku Kerja Excel biasa (.xlsx) tanpa makro.")
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise BadUpload("Ini arsip ZIP, bukan lembar kerja Excel. Kirim berkas .xlsx atau .csv di dalamnya.")
    return "xlsx"


def _check_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    """The sizes a package declares are the most that is ever unpacked, so they may be believed."""
    unpacked = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    inflated = unpacked > 50 * MB and unpacked > packed * HONEST_RATIO
    if unpacked > UNPACKED_LIMIT or strings > STRINGS_LIMIT or inflated or len(parts) > PARTS_LIMIT:
        raise BadUpload(f"Isi berkas ini mengembang menjadi {size(unpacked)}; tidak diproses demi keamanan.")


def _check_gzip(file: File) -> str:
    unpacked, head = 0, b""
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            while chunk := stream.read(MB):
                head = head or chunk[:4096]
                unpacked += len(chunk)
                if unpacked > UNPACKED_LIMIT or (unpacked > 50 * MB and unpacked > file.size * HONEST_RATIO):
                    raise BadUpload("Isi berkas .gz ini mengembang terlalu besar; tidak diproses demi keamanan.")
    except (OSError, EOFError, zlib.error) as error:
        raise BadUpload("Berkas .gz rusak atau terpotong. Unduh ulang, lalu coba lagi.") from error
    if not head:
        raise BadUpload("Berkas .gz ini kosong.")
    if head.startswith((ZIP, GZIP, OLE)):
        raise BadUpload("Di dalam .gz harus ada teks CSV, bukan arsip lain.")
    _check_text(head)
    return "csv.gz"


def _check_text(head: bytes) -> str:
    for magic, what in NOT_A_SHEET:
        if head.startswith(magic):
            raise BadUpload(f"Isi berkas ini {what}, bukan lembar kerja. Kirim .xlsx atau .csv.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise BadUpload(
            "Isi berkas ini halaman HTML/XML yang diberi nama Excel. Buka di Excel, lalu Simpan Sebagai .xlsx."
        )
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in head:
        raise BadUpload("Isi berkas ini bukan teks dan bukan lembar kerja Excel. Kirim .xlsx atau .csv.")
    if not head.strip(b"\xef\xbb\xbf \t\r\n;,"):
        raise BadUpload("Berkas ini tidak berisi data.")
    return "csv"


def _check_extension(file: File, kind: str) -> None:
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in EXTENSIONS[kind]:
        wanted = " atau ".join(sorted(EXTENSIONS[kind]))
        raise BadUpload(f"Nama berkas berakhiran «{suffix or 'kosong'}», tetapi isinya {NAMES[kind]}: pakai {wanted}.")


def _checked_pdf(file: File) -> File:
    import pikepdf  # noqa: PLC0415 -- slow import

    try:
        with pikepdf.open(cast(BinaryIO, file)) as document:
            if not len(document.pages):
                raise BadUpload("PDF ini tidak berhalaman.")
            _refuse_active(document.Root)
    except pikepdf.PasswordError as error:
        raise BadUpload("PDF ini dikunci kata sandi. Kirim PDF tanpa kata sandi.") from error
    except pikepdf.PdfError as error:
        raise BadUpload("PDF rusak atau terpotong. Pindai atau simpan ulang, lalu coba lagi.") from error
    file.seek(0)
    file.name = f"{PurePath(file.name or 'dokumen').stem[:80]}.pdf"
    return file


def _refuse_active(root: Any) -> None:
    """Going to a page on opening is harmless; a program is not."""
    action = root.get("/OpenAction")
    opens_program = hasattr(action, "keys") and str(action.get("/S")) in ("/JavaScript", "/Launch")
    if opens_program or "/JavaScript" in root.get("/Names", {}):
        raise BadUpload("PDF ini memuat program (JavaScript). Cetak ulang ke PDF biasa, lalu kirim lagi.")


def _refuse_foreign_pictures(head: bytes) -> None:
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"heif", b"msf1", b"hevc", b"avif"):
        raise BadUpload("Foto HEIC belum dapat dibaca. Pilih format JPEG (Paling Kompatibel) di ponsel, lalu ulangi.")


def _check_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise BadUpload(f"Gambar terlalu besar: {picture.width} × {picture.height} piksel. Kecilkan, lalu kirim lagi.")


def _written_anew(picture: Image.Image, name: str, *, keep_png: bool) -> ContentFile:
    picture.draft("RGB", (2 * LONG_SIDE, 2 * LONG_SIDE))
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    stem, out = PurePath(name).stem[:80] or "foto", io.BytesIO()
    if keep_png:
        _bare(picture.convert("RGBA")).save(out, "PNG", optimize=True)
        return ContentFile(out.getvalue(), name=f"{stem}.png")
    _bare(_on_white(picture)).save(out, "JPEG", quality=82, optimize=True)
    return ContentFile(out.getvalue(), name=f"{stem}.jpg")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
    return picture.convert("RGB")


def _bare(picture: Image.Image) -> Image.Image:
    """Pixels only: no EXIF, no comments, no colour profile."""
    picture.info = {}
    return picture
