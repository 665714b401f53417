"""How places are told apart: three code systems that look alike, and names that every system spells its own way."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.db import models

from schools.rules import PlaceKind


class CodeSystem(models.TextChoices):
    KEMENDAGRI = "kemendagri", "Kemendagri (14.01)"
    KEMDIKBUD = "kemdikbud", "Kemdikbud/Dapodik (090100)"
    BPS = "bps", "BPS (1401)"


class Code(NamedTuple):
    system: str
    text: str


AMBIGUOUS = (
    "Kode wilayah 4 angka tanpa titik bermakna ganda: 1401 adalah Kampar menurut Kemendagri, Kuantan Singingi "
    "menurut BPS. Pilih sistem kodenya saat mengunggah, atau sertakan nama kab/kota dan provinsi."
)
PREFIX = {
    "province": re.compile(r"^\s*(?:provinsi|propinsi|prov|prop)[.\s]\s*", re.I),
    "regency": re.compile(r"^\s*(kabupaten|kab|kotamadya|kota)[.\s]\s*(?:(?:administrasi|adm)[.\s]\s*)?", re.I),
    "district": re.compile(r"^\s*(?:kecamatan|kec|kek|distrik)[.\s]\s*", re.I),
}
SAME_PROVINCE = {
    "DAERAHKHUSUSIBUKOTAJAKARTA": "DKIJAKARTA", "DAERAHKHUSUSJAKARTA": "DKIJAKARTA", "JAKARTA": "DKIJAKARTA",
    "DAERAHISTIMEWAYOGYAKARTA": "DIYOGYAKARTA", "YOGYAKARTA": "DIYOGYAKARTA",
    "NANGGROEACEHDARUSSALAM": "ACEH", "NAD": "ACEH", "KEPBANGKABELITUNG": "BANGKABELITUNG",
}  # fmt: skip


def read_code(value: str, level: str, chosen: str = "") -> Code | None:
    """Which system the code of a ``province``, ``regency`` or ``district`` is in. Never a guess.

    Nothing for an empty cell or a code that could be of two systems: then a person chooses (``chosen``) or the
    name decides (import-formats.md section 1). Excel takes the zero from ``090000``: five digits get it back.
    """
    text = value.strip()
    if re.fullmatch(r"\d\d(\.\d\d(\.\d\d)?)?", text) and ("." in text or chosen == CodeSystem.KEMENDAGRI):
        return Code(CodeSystem.KEMENDAGRI, text)
    if not text.isdigit():
        return None
    if level != "district" and len(text) in (5, 6):
        return Code(CodeSystem.KEMDIKBUD, text.zfill(6))
    return _chosen_code(text, level, chosen)


def _chosen_code(text: str, level: str, chosen: str) -> Code | None:
    if chosen == CodeSystem.KEMDIKBUD and len(text) in (5, 6):
        return Code(CodeSystem.KEMDIKBUD, text.zfill(6))
    if chosen == CodeSystem.BPS and len(text) in (2, 4, 7):
        return Code(CodeSystem.BPS, text)
    if chosen == CodeSystem.KEMENDAGRI and len(text) in (4, 6):
        return Code(CodeSystem.KEMENDAGRI, ".".join(re.findall("..", text)))
    return Code(CodeSystem.BPS, text) if level == "district" and len(text) == 7 else None


@lru_cache(maxsize=20_000)
def bare_name(name: str, level: str) -> str:
    """The name without ``Prov.``, ``Kab.``, ``Kota``, ``Kec.`` in any spelling."""
    return PREFIX[level].sub("", name, count=1).strip() if level in PREFIX else name


@lru_cache(maxsize=20_000)
def place_key(name: str, level: str) -> str:
    """What two spellings of one place share: case, prefix, punctuation and ``Kepulauan`` do not count."""
    key = re.sub(r"[^A-Z0-9]", "", re.sub(r"\bKEPULAUAN\b", "KEP", bare_name(name, level).upper()))
    return SAME_PROVINCE.get(key, key) if level == "province" else key


@lru_cache(maxsize=5_000)
def regency_kind(name: str) -> str:
    """``city`` or ``regency`` as the prefix says; nothing without a prefix."""
    found = PREFIX["regency"].match(name)
    if not found:
        return ""
    return PlaceKind.CITY if found[1].lower().startswith("kota") else PlaceKind.REGENCY


# How far a school may lie from the middle of its kab/kota before somebody should look: outlines are not shipped.
TOLERANCE_KM: dict[str, float] = {PlaceKind.CITY: 65.0, PlaceKind.REGENCY: 210.0}
INDONESIA = ((-11.5, 6.5), (94.5, 141.5))


def in_indonesia(latitude: float, longitude: float) -> bool:
    (south, north), (west, east) = INDONESIA
    return south <= latitude <= north and west <= longitude <= east
