"""How a CSV or XLSX is read row by row: encoding and delimiter sniffed, never more than a row in memory."""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, NamedTuple

from openpyxl import load_workbook

from core.uploads import BadUpload

MANY_BLANK_ROWS = 2000  # behind these an Excel sheet has nothing but formats
WIDEST = 300
LONGEST_LINE = 200_000
SAMPLE = 64 * 1024


class SheetRow(NamedTuple):
    sheet: str
    number: int  # as Excel counts, from 1
    cells: list[Any]


def read_rows(file: IO[bytes], kind: str) -> Iterator[SheetRow]:
    """Every row with something in it, sheet after sheet. ``kind`` as ``core.uploads.check_spreadsheet`` says."""
    file.seek(0)
    return _workbook_rows(file) if kind == "xlsx" else _text_rows(file, kind)


def estimate_rows(file: IO[bytes], kind: str) -> int:
    """About how many rows there are, for a progress bar; 0 when only reading would tell."""
    file.seek(0)
    if kind == "xlsx":
        return 0
    stream = gzip.GzipFile(fileobj=file) if kind == "csv.gz" else file
    return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1024 * 1024), b""))


def _workbook_rows(file: IO[bytes]) -> Iterator[SheetRow]:
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield from _sheet_rows(sheet)
    except BadUpload:
        raise
    except Exception as error:  # openpyxl fails in many words on broken parts
        raise BadUpload("Isi berkas Excel ini rusak. Simpan ulang di Excel sebagai .xlsx, lalu coba lagi.") from error


def _sheet_rows(sheet: Any) -> Iterator[SheetRow]:
    """The used range only: sheets that claim a million rows end where the values end."""
    sheet.reset_dimensions()
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in cells):
            blank = 0
            yield SheetRow(sheet.title, number, list(cells[:WIDEST]))
        elif (blank := blank + 1) > MANY_BLANK_ROWS:
            return


def _text_rows(file: IO[bytes], kind: str) -> Iterator[SheetRow]:
    stream = gzip.GzipFile(fileobj=file) if kind == "csv.gz" else file
    sample = stream.read(SAMPLE)
    stream.seek(0)
    encoding = encoding_of(sample)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    csv.field_size_limit(LONGEST_LINE)
    try:
        reader = csv.reader(text, delimiter=delimiter_of(sample.decode(encoding, errors="replace")))
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                yield SheetRow("", number, cells[:WIDEST])
    except csv.Error as error:
        raise BadUpload(f"Teks CSV tidak terbaca: {error}. Simpan ulang dari Excel sebagai .xlsx.") from error
    finally:
        with suppress(ValueError):  # closed already
            text.detach()  # the file belongs to the caller: it stays open


def encoding_of(sample: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, UTF-8 when it decodes, else what Windows wrote."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def delimiter_of(sample: str) -> str:
    """The one of ``, ; tab |`` that cuts the first lines most evenly."""
    lines = [line for line in sample.splitlines()[:31] if line.strip()][:30]

    def evenness(mark: str) -> tuple[int, int]:
        widths = [line.count(mark) for line in lines]
        common = max(set(widths), key=widths.count, default=0)
        return (widths.count(common) * (common > 0), common)

    return max(",;\t|", key=evenness)
