"""What a finding written by hand means for the school's record: which fields get which value, or why none can."""

import re
from typing import Any, NamedTuple

from core.formats import number
from schools.models import School
from schools.rules.cells import ACCREDITATIONS, clean_count, clean_degree
from schools.rules.regions import in_indonesia

Change = dict[str, Any]  # field of the school -> its new value
DEGREES = r"[-+]?\d{1,3}(?:[.,]\d+)?"
PAIR = re.compile(rf"\s*({DEGREES})\s*(?:;|,\s|\s|(?<=\d),(?=[-+\d]))\s*({DEGREES})\s*")


class Reading(NamedTuple):
    """What a finding would change. ``fault``: why it cannot be taken over; ``note``: what to look after."""

    change: Change
    fault: str = ""
    note: str = ""


def read_finding(field: str, found: str, school: School) -> Reading:
    """The finding of one matched field as values of the school. Never a guess: what is unclear is a fault."""
    try:
        return READERS[field](" ".join(found.split()), school)
    except ValueError as fault:
        return Reading({}, str(fault))


def _text(field: str) -> Any:
    limit = School._meta.get_field(field).max_length or 0

    def read(found: str, school: School) -> Reading:
        if not found:
            raise ValueError("Temuannya kosong.")
        if len(found) > limit:
            raise ValueError(f"Lebih panjang dari {limit} huruf.")
        return Reading({field: found})

    return read


def _address(found: str, school: School) -> Reading:
    """The sheet shows address and village in one line; the village stays what it is."""
    village = school.village.strip()
    street = re.sub(rf",\s*{re.escape(village)}$", "", found, flags=re.IGNORECASE) if village else found
    note = f"Desa/kelurahan ({village}) tidak ikut diubah." if village else ""
    return Reading(_text("address")(street, school).change, note=note)


def _head(found: str, school: School) -> Reading:
    kept = [label for label, value in (("NIP", school.head_nip), ("nomor HP", school.head_phone)) if value]
    note = f"{' dan '.join(kept)} kepala sekolah tidak ikut diubah; periksa apakah masih benar." if kept else ""
    return Reading(_text("head_name")(found, school).change, note=note)


def _accreditation(found: str, school: School) -> Reading:
    code = ACCREDITATIONS.get(re.sub(r"^(?:ter)?akreditasi\s+", "", found.lower()))
    if code is None:
        raise ValueError("Bukan A, B, C, atau Tidak terakreditasi.")
    return Reading({"accreditation": code})


def _coordinates(found: str, school: School) -> Reading:
    pair = PAIR.fullmatch(found)
    if pair is None:
        raise ValueError("Bukan pasangan lintang dan bujur, misalnya 0.335210, 101.024110.")
    latitude, longitude = clean_degree(pair[1]) or 0.0, clean_degree(pair[2]) or 0.0
    if not in_indonesia(latitude, longitude):
        raise ValueError("Titik ini berada di luar Indonesia; periksa urutan dan tandanya.")
    return Reading({"latitude": latitude, "longitude": longitude})


def _pupils(found: str, school: School) -> Reading:
    count, _ = clean_count(re.sub(r"\s*(?:orang|siswa|peserta didik)$", "", found, flags=re.IGNORECASE))
    if count is None:
        raise ValueError("Bukan bilangan bulat.")
    return Reading({"pupils": count})


READERS = {
    "name": _text("name"), "address": _address, "head_name": _head, "accreditation": _accreditation,
    "curriculum": _text("curriculum"), "coordinates": _coordinates, "pupils": _pupils,
}  # fmt: skip


def in_words(change: Change, school: School) -> str:
    """What the field will say on the screen afterwards."""
    if "latitude" in change:
        return f"{change['latitude']:.6f}, {change['longitude']:.6f}"
    if "pupils" in change:
        return number(change["pupils"])
    if "address" in change:
        return ", ".join(filter(None, [change["address"], school.village]))
    if "accreditation" in change:
        return str(dict(School._meta.get_field("accreditation").choices or ())[change["accreditation"]])
    return "".join(str(value) for value in change.values())
