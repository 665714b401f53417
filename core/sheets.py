"""How a CSV or XLSX is read row by row: encoding and delimiter sniffed, never more than a row in memory."""

import csv
import gzip
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import reduce
from typing import IO, Any, NamedTuple

from openpyxl import load_workbook

from core.uploads import BadUpload

MANY_BLANK_ROWS = 2000  # behind these an Excel sheet has nothing but formats
WIDEST = 300
LONGEST_LINE = 200_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"')
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
    blank, merged = 0, Merged(merged_ranges(sheet))
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in cells):
            blank = 0
            yield SheetRow(sheet.title, number, merged.fill(number, list(cells[:WIDEST])))
        elif (blank := blank + 1) > MANY_BLANK_ROWS:
            return


class Merged:
    """Cells that were merged downwards: Excel keeps their value in the first row only, they mean it in every row.

    Only the first column of a range is filled: beside it another column has its own meaning.
    """

    def __init__(self, ranges: Iterable[tuple[int, int, int]]):
        self.waiting = deque(sorted(ranges))  # first row, last row, column; all from 1
        self.open: list[tuple[int, int, Any]] = []  # last row, column, value

    def fill(self, number: int, cells: list[Any]) -> list[Any]:
        """The row with what the merged cells above it say. Rows come in their order."""
        while self.waiting and self.waiting[0][0] <= number:
            first, last, column = self.waiting.popleft()
            if first == number and column <= len(cells) and cells[column - 1] is not None:
                self.open.append((last, column, cells[column - 1]))
        self.open = [one for one in self.open if one[0] >= number]
        for _, column, value in self.open:
            cells.extend([None] * (column - len(cells)))
            if cells[column - 1] is None:
                cells[column - 1] = value
        return cells


def merged_ranges(sheet: Any) -> Iterator[tuple[int, int, int]]:
    """First row, last row and column of every range merged downwards.

    A workbook that is read row by row names them behind its last row only, so they are looked up in the part itself.
    """
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        text = b""
        for chunk in iter(lambda: part.read(1024 * 1024), b""):
            text = text[-100:] + chunk
            for found in MERGED.finditer(text) if b"mergeCell" in text else ():
                column, first, last = _column(found[1]), int(found[2]), int(found[3])
                if last > first and column <= WIDEST:
                    yield first, last, column


def _column(letters: bytes) -> int:
    return reduce(lambda n, letter: n * 26 + letter - 64, letters, 0)


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
