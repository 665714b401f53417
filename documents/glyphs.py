"""Can every sign of a letter be printed? An archival PDF may not hold a sign that its fonts lack."""

import json
import logging
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import Incomplete

log = logging.getLogger(__name__)
# The fonts of static/letters/naskah-dinas.css, in regular and bold: a name may stand in either.
FAMILIES = (("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
BLANK = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")  # they have no shape to miss


def demand_printable(title: str, addressee: str, content: dict[str, Any]) -> None:
    """``Incomplete``, with the sign and the words it stands in, when no font of the letters has it."""
    known = printable_signs()
    text = json.dumps([title, addressee, content], ensure_ascii=False)
    if known is None or not (strange := set(text) - known - BLANK):
        return
    signs = sorted(strange)
    shown = ", ".join(f"«{sign}» (U+{ord(sign):04X})" for sign in signs[:5])
    where = [_around(text, sign) for sign in signs[:5]]
    gaps = [(f"Perbaiki tulisan ini pada data asalnya: {words}", "") for words in dict.fromkeys(where)]
    raise Incomplete(f"Surat memuat lambang yang tidak dapat dicetak: {shown}. Surat belum diterbitkan.", gaps)


def _around(text: str, sign: str) -> str:
    """The string the sign stands in."""
    at = text.index(sign)
    begin, end = text.rfind('"', 0, at) + 1, text.find('"', at)
    return text[begin:end][:120]


@cache
def printable_signs() -> frozenset[str] | None:
    """All signs that one family has in regular and in bold; ``None`` where the fonts are not found."""
    signs: set[str] = set()
    for family in FAMILIES:
        files = [_found(name) for name in family]
        if None in files:
            log.warning("The fonts %s are not installed; signs of letters are not checked", family)
            return None
        signs |= set.intersection(*(_signs_of(file) for file in files if file))
    return frozenset(signs)


def _found(name: str) -> Path | None:
    return next((path for folder in FOLDERS for path in folder.rglob(name)), None)


def _signs_of(file: Path) -> set[str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    with TTFont(file, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}
