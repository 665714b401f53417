"""What would a file change? Each row beside the school we have: new, changed, the same, or rejected."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from schools.models import School
from schools.rules import name_key
from schools.services.neighbours import Neighbours
from schools.services.placing import OUTSIDE, PlaceBook, Spot, position_fault
from schools.services.reading import WARNING, Row

CHUNK = 2000
TEXT_FIELDS = ("name", "form", "level", "status", "address", "village", "curriculum", "accreditation", "email", "phone")
NULL_FIELDS = ("pupils", "teachers", "latitude", "longitude", "dapodik_id", "regency_id", "district_id")
COMPARED = (*TEXT_FIELDS, *NULL_FIELDS)
NEEDED = {
    "name": "Nama sekolah kosong; sekolah baru perlu nama.",
    "level": "Bentuk pendidikan kosong; sekolah baru perlu bentuk (SD, SMP, …).",
    "status": "Status kosong; sekolah baru perlu status Negeri atau Swasta.",
}
FIELD_OF = {"level": "form"}
PLACE_FIELD = {"province": "province", "district": "district"}
REUSED = "NPSN ini sebelumnya milik «{old}»; mungkin dipakai ulang. Periksa sebelum memasukkan."


class Verdict(NamedTuple):
    """What becomes of one row. ``changes`` is field -> (old, new); ``pk`` is the school it meets."""

    kind: str  # new, changed, unchanged, rejected
    row: Row
    pk: int | None
    changes: dict[str, tuple[Any, Any]]


def compare(rows: Iterable[Row], book: PlaceBook) -> Iterator[list[Verdict]]:
    """The verdicts in portions, one query each. Where the book keeps to a province, schools elsewhere are rejected."""
    seen: dict[str, tuple[str, int]] = {}
    rows, neighbours = iter(rows), Neighbours()
    while portion := list(islice(rows, CHUNK)):
        numbers = [row.npsn for row in portion if row.npsn]
        known = {old["npsn"]: old for old in School.objects.filter(npsn__in=numbers).values("pk", "npsn", *COMPARED)}
        verdicts = [_judge(row, known.get(row.npsn), seen, book) for row in portion]
        neighbours.check(portion)
        yield verdicts


def _judge(row: Row, old: dict | None, seen: dict[str, tuple[str, int]], book: PlaceBook) -> Verdict:
    _check_repeated(row, seen)
    _locate(row, old, book)
    if old is None and not row.is_rejected:
        _check_complete(row)
    if row.is_rejected:
        return Verdict("rejected", row, None, {})
    if old is None:
        return Verdict("new", row, None, {})
    if not row.values:
        row.fault("npsn", row.npsn, "Baris tanpa isi selain NPSN; data yang ada tidak diubah.", WARNING)
    changes = differences(old, row.values)
    _check_reused(row, old, changes)
    return Verdict("changed" if changes else "unchanged", row, old["pk"], changes)


def _check_repeated(row: Row, seen: dict[str, tuple[str, int]]) -> None:
    if not row.npsn:
        return
    sheet, number = seen.setdefault(row.npsn, (row.sheet, row.number))
    if (sheet, number) != (row.sheet, row.number):
        where = f"baris {number}" if sheet == row.sheet else f"lembar {sheet} baris {number}"
        row.fault("npsn", row.npsn, f"NPSN ini sudah ada di {where}; yang kedua tidak dimasukkan.")


def _locate(row: Row, old: dict | None, book: PlaceBook) -> None:
    """Sets the kab/kota and kecamatan. A school we have may come without them: it stays where it is."""
    planned = len(book.planned)
    placed = book.place(row.region, row.layout)
    for spot in book.planned[planned:]:
        row.fault(
            PLACE_FIELD.get(spot.kind, "regency"), spot.name, f"Wilayah baru: {spot} dicatat dari berkas ini.", WARNING
        )
    if placed.regency is None and (old is None or any(row.region[2:4])):
        row.fault(placed.field, _value(row, placed.field), placed.message)
        return
    spot = placed.regency or book.by_pk[old["regency_id"]]
    if placed.regency:
        _set_place(row, spot, placed.district)
        if placed.message:
            row.fault(placed.field, _value(row, placed.field), placed.message, WARNING)
    if book.only and (spot.parent != book.only or _was_elsewhere(old, book)):
        row.fault("regency", row.region[3], OUTSIDE)
    _check_position(row, spot)


def _set_place(row: Row, regency: Spot, district: Spot | None) -> None:
    row.values["regency_id"] = regency.pk
    if district:
        row.values["district_id"] = district.pk


def _was_elsewhere(old: dict | None, book: PlaceBook) -> bool:
    return old is not None and book.by_pk[old["regency_id"]].parent != book.only


def _value(row: Row, field: str) -> str:
    at = {"regency_code": 2, "regency": 3, "district": 5}.get(field)
    return row.region[at] if at is not None else ""


def _check_position(row: Row, spot: Spot) -> None:
    if "latitude" in row.values:
        latitude, longitude = row.values["latitude"], row.values["longitude"]
        if fault := position_fault(spot, latitude, longitude):
            row.fault("latitude", f"{latitude}, {longitude}", fault, WARNING)


def _check_complete(row: Row) -> None:
    if not row.values.keys() - {"regency_id", "district_id"}:
        row.fault("npsn", row.npsn, "Baris tanpa isi selain NPSN: sumbernya tidak menemukan sekolah ini.")
        return
    for field, message in NEEDED.items():
        if field not in row.values:
            row.fault(FIELD_OF.get(field, field), "", message)


def _check_reused(row: Row, old: dict, changes: dict) -> None:
    """Another status, or a name with less than half its words in common: the number may belong to another school."""
    if "status" in changes or ("name" in changes and likeness(*changes["name"]) < 0.5):
        row.fault("npsn", row.npsn, REUSED.format(old=old["name"]), WARNING)


def likeness(one: str, other: str) -> float:
    """How much of the shorter name's words the two names share, 0 to 1; the level's own words do not count."""
    common = {"SD", "SMP", "SMA", "SMK", "N", "S", "TK"}
    words, others = (set(name_key(name).split()) - common for name in (one, other))
    if not words or not others:
        return 1.0
    return len(words & others) / min(len(words), len(others))


def differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field -> (old, new) where the file says something else. Case alone is no difference; nothing is ever blanked."""
    found = {}
    for field, value in new.items():
        before = old[field]
        if before == value or (isinstance(value, str) and str(before).casefold() == value.casefold()):
            continue
        found[field] = (before, value)
    if "regency_id" in found and "district_id" not in new and old["district_id"]:
        found["district_id"] = (old["district_id"], None)
    return found
