"""What stands in a filled-in spreadsheet? Rows with plain values, and every fault by row and column."""

import zipfile
from dataclasses import asdict, dataclass, field
from typing import IO, Any
from xml.etree.ElementTree import ParseError  # noqa: S405 -- the error only; openpyxl reads with defusedxml

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from programs.services.sheet_format import (
    COLUMNS,
    FUNDINGS,
    HEADS,
    MAX_ROWS,
    PARTS,
    SHEET,
    TEXTS,
    TRUTHS,
    YES_NO,
)
from schools.rules import clean_npsn

TEXT_LENGTH = 300
UNREADABLE = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError, TypeError)
OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "part": (PARTS, "Isi dengan Model atau Imbas."),
    "funding": (FUNDINGS, "Isi dengan Dalam kuota atau Di luar kuota."),
} | dict.fromkeys(TRUTHS, (YES_NO, "Isi dengan Ya atau Tidak."))


@dataclass
class Fault:
    """What is wrong, where, and how to mend it."""

    row: int
    column: str
    value: str
    message: str
    sheet: str = SHEET


@dataclass
class Line:
    """One school of the sheet; only cells that are filled in have a value."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def npsn(self) -> str:
        return self.values.get("npsn", "")

    @property
    def is_model(self) -> bool:
        return self.values.get("part") == "model"


class Reading:
    """The lines and faults of one file."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.faults: list[Fault] = []

    def fault(self, row: int, name: str, value: Any, message: str) -> None:
        """Note one fault; ``name`` is a field or a head."""
        self.faults.append(Fault(row, HEADS.get(name, name), str(value if value is not None else "")[:200], message))

    def faults_as_data(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in sorted(self.faults, key=lambda f: f.row)]


def read_sheet(file: IO[bytes]) -> Reading:
    """Every filled row of the sheet «Usulan». Formulas are refused, never worked out; nothing is looked up."""
    reading = Reading()
    try:
        _read_book(file, reading)
    except UNREADABLE:
        reading.fault(0, "", "", "Berkas tidak dapat dibaca sebagai Excel. Simpan ulang sebagai .xlsx, lalu unggah.")
    return reading


def _read_book(file: IO[bytes], reading: Reading) -> None:
    """Row by row: a part that is broken shows only when it is reached."""
    book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    if SHEET not in [sheet.title for sheet in book.worksheets]:
        names = ", ".join(book.sheetnames)[:150]
        reading.fault(0, "", names, f"Lembar «{SHEET}» tidak ada. Pakai templat yang diunduh dari halaman usulan.")
        return
    rows = book[SHEET].iter_rows(max_row=MAX_ROWS + 2, max_col=40, values_only=True)
    places = _places_of(next(rows, ()), reading)
    if places:
        for number, cells in enumerate(rows, start=2):
            _read_row(number, cells, places, reading)
    book.close()


def _places_of(head: tuple, reading: Reading) -> dict[str, int]:
    """Where each column stands; heads may be in any order. Empty when one that is needed is missing."""
    seen = {str(cell).strip().casefold(): n for n, cell in enumerate(head) if cell is not None}
    places = {c.field: seen[c.head.casefold()] for c in COLUMNS if c.head.casefold() in seen}
    missing = [HEADS[name] for name in ("part", "npsn", "model_npsn") if name not in places]
    for name in missing:
        reading.fault(1, name, "", f"Kolom «{name}» tidak ada pada baris judul. Pakai templat, jangan ubah judulnya.")
    return {} if missing else places


def _read_row(number: int, cells: tuple, places: dict[str, int], reading: Reading) -> None:
    raw = {name: cells[n] for name, n in places.items() if n < len(cells) and not _is_blank(cells[n])}
    raw.pop("name", None)
    if not raw:
        return
    if number > MAX_ROWS + 1:
        reading.fault(number, "", "", f"Paling banyak {MAX_ROWS} baris; baris ini dan sesudahnya tidak dibaca.")
        return
    line = Line(number)
    for name, value in raw.items():
        _read_cell(line, name, value, reading)
    reading.lines.append(line)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _read_cell(line: Line, name: str, value: Any, reading: Reading) -> None:
    if isinstance(value, str) and value.startswith("="):
        reading.fault(line.row, name, value, "Sel berisi rumus. Salin, lalu tempel sebagai nilai.")
    elif name in ("npsn", "model_npsn"):
        try:
            line.values[name] = clean_npsn(value)
        except ValueError as error:
            reading.fault(line.row, name, value, str(error))
    elif name in OPTIONS:
        _read_option(line, name, value, reading)
    elif name in TEXTS:
        _read_text(line, name, str(value).strip().removeprefix("'"), reading)


def _read_option(line: Line, name: str, value: Any, reading: Reading) -> None:
    options, message = OPTIONS[name]
    word = {True: "ya", False: "tidak"}.get(value) if isinstance(value, bool) else str(value).strip().casefold()
    if word in options:
        line.values[name] = options[word]
    else:
        reading.fault(line.row, name, value, message)


def _read_text(line: Line, name: str, text: str, reading: Reading) -> None:
    if len(text) > TEXT_LENGTH:
        reading.fault(line.row, name, text, f"Paling panjang {TEXT_LENGTH} huruf; yang ditulis {len(text)}.")
    else:
        line.values[name] = text
