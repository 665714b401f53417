"""What an office may write into its letterhead, the pattern of its letter numbers, and what comes of it?"""

import re
from datetime import date
from typing import Any

from core.formats import ROMAN

BRACED = re.compile(r"\{([^{}]*)\}")


def tokens(*, seq: int, unit: str, subject: str, day: date) -> dict[str, str]:
    """What each token of a pattern stands for in one letter (forms.md 1.4)."""
    return {
        "seq": str(seq), "seq4": f"{seq:04d}", "unit": unit, "subject": subject,
        "month_roman": ROMAN[day.month - 1], "year": str(day.year),
    }  # fmt: skip


EXAMPLE: dict[str, Any] = {"seq": 12, "subject": "PM.01", "day": date(2020, 3, 1)}
TOKENS = tokens(unit="D7.4", **EXAMPLE)
MEANINGS = {
    "seq": "nomor urut", "seq4": "nomor urut empat angka", "unit": "kode unit", "subject": "kode hal",
    "month_roman": "bulan dengan angka Romawi", "year": "tahun",
}  # fmt: skip


def explained(unit: str) -> list[tuple[str, str, str]]:
    """Each element of a pattern, what it means, and what letter 12 of March 2020 shows there."""
    values = tokens(unit=unit or TOKENS["unit"], **EXAMPLE)
    return [(name, meaning, values[name]) for name, meaning in MEANINGS.items()]


def number_text(pattern: str, *, seq: int, unit: str, subject: str, day: date) -> str:
    """The number as the institution writes it, e.g. ``{seq4}/{unit}/{subject}/{year}``; unknown tokens stay."""
    values = tokens(seq=seq, unit=unit, subject=subject, day=day)
    return BRACED.sub(lambda token: values.get(token[1], token[0]), pattern)


def format_fault(pattern: str) -> str:
    """Why this is no pattern of letter numbers; nothing when it is one."""
    if strange := [name for name in BRACED.findall(pattern) if name not in TOKENS]:
        known = " ".join(f"{{{name}}}" for name in TOKENS)
        return f"Unsur {{{strange[0]}}} tidak dikenal. Yang dikenal: {known}."
    if re.search(r"[{}]", BRACED.sub("", pattern)):
        return "Kurung kurawal tidak berpasangan."
    if not {"seq", "seq4"} & set(BRACED.findall(pattern)):
        return "Format harus memuat {seq} atau {seq4}; tanpa itu dua surat mendapat nomor yang sama."
    return ""


def example_number(pattern: str, unit: str = "") -> str:
    """The number that letter 12 of March 2020 would get; the fault when the pattern is wrong."""
    if fault := format_fault(pattern):
        return fault
    return number_text(pattern, unit=unit or TOKENS["unit"], **EXAMPLE)
