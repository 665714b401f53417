"""How dates, numbers, amounts and person numbers are written in Indonesian."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

MONTHS = [
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
ONES = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def long_date(value: date | datetime | None) -> str:
    """``17 Maret 2016``; a dash for nothing."""
    if value is None:
        return "–"
    value = _local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_date(value: date | datetime | None) -> str:
    """``17 Mar 2016``; a dash for nothing."""
    if value is None:
        return "–"
    value = _local(value)
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def clock(value: datetime | None) -> str:
    """``10.42 WIB`` in the zone of the office."""
    if value is None:
        return "–"
    zone = ZONES.get(timezone.get_current_timezone_name(), "")
    return f"{_local(value):%H.%M} {zone}".strip()


def moment(value: datetime | None) -> str:
    """``17 Mar 2016 10.42 WIB``."""
    return f"{short_date(value)} {clock(value)}" if value else "–"


def number(value: int | float | Decimal | None, places: int = 0) -> str:
    """``1.234,5``: point for thousands, comma for decimals; a dash for nothing."""
    if value is None or value == "":
        return "–"
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def in_words(n: int) -> str:
    """``34`` -> ``tiga puluh empat``; whole numbers below one million milliards."""
    if n < 0:
        return f"minus {in_words(-n)}"
    if n < 12:
        return ONES[n]
    if n < 20:
        return f"{ONES[n - 10]} belas"
    for unit, name, short in (
        (10**12, "triliun", None), (10**9, "miliar", None), (10**6, "juta", None),
        (1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", None),
    ):  # fmt: skip
        if n >= unit:
            head = short if n // unit == 1 and short else f"{in_words(n // unit)} {name}"
            return f"{head} {in_words(n % unit)}" if n % unit else head
    raise AssertionError(n)


def counted(n: int) -> str:
    """``34 (tiga puluh empat)``, as letters write figures."""
    return f"{number(n)} ({in_words(n)})"


def date_in_words(value: date) -> str:
    """``Jumat tanggal dua puluh tujuh bulan Maret tahun dua ribu dua puluh``, as in a berita acara."""
    value = _local(value)
    month = MONTHS[value.month - 1]
    return f"{DAYS[value.weekday()]} tanggal {in_words(value.day)} bulan {month} tahun {in_words(value.year)}"


def nip_spaced(nip: str) -> str:
    """``19590512 198311 1 001``; a dash for persons without one."""
    if not re.fullmatch(r"\d{18}", nip):
        return nip or "-"
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def in_sentence(term: str) -> str:
    """``Sekolah Pelaksana SPMI`` -> ``sekolah pelaksana SPMI``: abbreviations keep their capitals."""
    return " ".join(word if word.isupper() else word.lower() for word in term.split())


def size(octets: int | None) -> str:
    """``148 KB`` or ``2,4 MB``."""
    if not octets:
        return "0 KB"
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))} KB"
    return f"{number(octets / 1_000_000, 1)} MB"
