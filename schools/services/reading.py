"""What does each row of a school list say? Cells become checked values, and every fault is named by its column."""

from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from core.sheets import SheetRow, read_rows
from core.uploads import BadUpload
from schools.models import ImportRowKind
from schools.rules import cells as c
from schools.rules import clean_npsn
from schools.rules.columns import HEADER_WITHIN, Layout, find_layout, is_header_again, is_personal, is_total

ERROR, WARNING = ImportRowKind.ERROR, ImportRowKind.WARNING
NO_HEADER = (
    "Baris judul tidak ditemukan: dalam 30 baris pertama harus ada kolom NPSN dan sedikitnya satu kolom lain, "
    "misalnya Nama Sekolah."
)
PERSONAL = (
    "Berkas ini memuat NISN atau NIK, yaitu data pribadi murid atau pegawai. Imbas tidak menerimanya. "
    "Unggah daftar sekolah, bukan daftar peserta didik, guru, atau tenaga kependidikan."
)
REGION = (
    "province_code", "province", "regency_code", "regency", "district_code", "district",
)  # fmt: skip
TEXTS = {"name": 150, "address": 250, "village": 100, "curriculum": 60}


class PersonalData(BadUpload):
    """The file tells of people, not of schools; it may not be kept either."""


class Finding(NamedTuple):
    kind: str
    column: str
    value: str
    message: str


class Row(NamedTuple):
    """One school as the file tells it: only what the file has and says."""

    sheet: str
    number: int
    npsn: str
    values: dict[str, Any]
    region: tuple[str, ...]
    findings: list[Finding]
    layout: Layout

    @property
    def is_rejected(self) -> bool:
        return any(finding.kind == ERROR for finding in self.findings)

    def fault(self, field: str, value: object, message: str, kind: str = ERROR) -> None:
        self.findings.append(Finding(kind, self.layout.header(field), str(value or "").strip()[:200], message))


def read_schools(file: IO[bytes], kind: str) -> Iterator[Row]:
    """Every school row of every sheet that has a header; ``BadUpload`` for personal data or when none has one."""
    sheet, seen, layout, found = None, 0, None, False
    for row in read_rows(file, kind):
        if row.sheet != sheet:
            sheet, seen, layout = row.sheet, 0, None
        if layout is None:
            seen += 1
            layout = _header(row) if seen <= HEADER_WITHIN else None
            found = found or layout is not None
        elif school := _school(row, layout):
            yield school
    if not found:
        raise BadUpload(NO_HEADER)


def _header(row: SheetRow) -> Layout | None:
    if is_personal(row.cells):
        raise PersonalData(PERSONAL)
    return find_layout(row.cells)


def _school(row: SheetRow, layout: Layout) -> Row | None:
    """The school of this row; nothing for totals, repeated headers and lines without number and name."""
    cells = row.cells
    width = len(cells)
    raw = {field: cells[at] if at < width else None for field, at in layout.columns.items()}
    npsn = raw["npsn"]
    if is_total(cells) or is_header_again(cells, layout):
        return None
    if npsn in (None, "") and not c.clean_text(raw.get("name")):
        return None
    region = tuple(c.clean_text(raw.get(field)) for field in REGION)
    school = Row(row.sheet, row.number, _npsn(npsn), {}, region, [], layout)
    if not school.npsn:
        school.fault("npsn", npsn, _npsn_fault(npsn))
    _check_shift(school, raw)
    _read_texts(school, raw)
    _read_kinds(school, raw)
    _read_numbers(school, raw)
    _read_position(school, raw)
    return school


def _npsn(value: object) -> str:
    try:
        return clean_npsn(value)
    except ValueError:
        return ""


def _npsn_fault(value: object) -> str:
    if "E+" in str(value).upper():
        return "Excel mengubah NPSN menjadi notasi ilmiah. Jadikan kolomnya teks, lalu isi ulang."
    try:
        clean_npsn(value)
    except ValueError as fault:
        return str(fault)
    return ""


def _check_shift(row: Row, raw: dict[str, Any]) -> None:
    """Copied Referensi pages have rows with the country in the province's column, and all else one further right."""
    if c.clean_text(raw.get("province")).upper() == "INDONESIA":
        message = "Isi baris bergeser satu kolom ke kanan mulai kolom ini; geser kembali, lalu unggah ulang."
        row.fault("province", raw["province"], message)


def _read_texts(row: Row, raw: dict[str, Any]) -> None:
    values = row.values
    for field, longest in TEXTS.items():
        if text := c.clean_text(raw.get(field)):
            if len(text) > longest:
                row.fault(field, text, f"Lebih dari {longest} huruf; dipotong.", WARNING)
                text = text[:longest].strip()
            values[field] = text
    email, phone = c.clean_text(raw.get("email")), c.clean_text(raw.get("phone"))
    if "@" in email and " " not in email and len(email) <= 254:
        values["email"] = email
    if phone:
        values["phone"] = phone[:30]
    if guid := c.clean_guid(raw.get("dapodik_id")):
        values["dapodik_id"] = guid


def _read_kinds(row: Row, raw: dict[str, Any]) -> None:
    if status := _tried(row, "status", raw, c.clean_status):
        row.values["status"] = status
    form, level = _tried(row, "form", raw, c.clean_form) or ("", "")
    if form:
        row.values["form"], row.values["level"] = form, level
        if not c.is_known_form(form):
            row.fault("form", raw["form"], f"Bentuk «{form}» belum dikenal; dicatat sebagai jenjang Lainnya.", WARNING)
    if accreditation := c.clean_accreditation(raw.get("accreditation")):
        row.values["accreditation"] = accreditation


def _tried(row: Row, field: str, raw: dict[str, Any], clean: Callable[[Any], Any]) -> Any:
    try:
        return clean(raw.get(field))
    except ValueError as fault:
        row.fault(field, raw[field], str(fault))
        return None


def _read_numbers(row: Row, raw: dict[str, Any]) -> None:
    for field in ("pupils", "teachers"):
        if field not in raw:
            continue
        count, remark = c.clean_count(raw[field])
        if count is not None:
            row.values[field] = count
        if remark:
            row.fault(field, raw[field], remark, WARNING)


def _read_position(row: Row, raw: dict[str, Any]) -> None:
    if "latitude" not in raw or "longitude" not in raw:
        return
    given = f"{raw['latitude']}, {raw['longitude']}"
    try:
        position, remark = c.clean_pair(raw["latitude"], raw["longitude"])
    except ValueError as fault:
        position, remark = None, f"{fault} Dianggap tidak ada."
    if position:
        row.values["latitude"], row.values["longitude"] = position
    if remark:
        row.fault("latitude", given, remark, WARNING)
