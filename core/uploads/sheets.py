"""Is this a spreadsheet, whole and harmless? Decided by its content, before anything reads its cells."""

import gzip
import zipfile
import zlib
from pathlib import PurePath
from typing import NoReturn

from django.core.files.base import File

from core.formats import size
from core.uploads.faults import MB, BadUpload, check_size, head_of

SHEET_LIMIT = 60 * MB
UNPACKED_LIMIT = 600 * MB
STRINGS_LIMIT = 120 * MB  # the one part of a workbook that is read into memory as a whole
HONEST_RATIO = 150
PARTS_LIMIT = 2000

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


def check_spreadsheet(file: File, *, limit: int = SHEET_LIMIT) -> str:
    """``xlsx``, ``csv`` or ``csv.gz``; ``BadUpload`` for anything else or anything dangerous. Nothing is executed."""
    check_size(file, limit)
    head = head_of(file)
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
