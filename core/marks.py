"""Which small code stands in the lower right corner of every page, so that a machine knows the page again?

A QR code of 21 by 21 modules, readable from 100 dpi upwards, drawn as plain rectangles: no picture, no font.
"""

from typing import Any

import segno

MM = 72 / 25.4
MODULE = 0.55 * MM
FROM_BELOW = 8.6 * MM
MARGIN_UPRIGHT, MARGIN_LANDSCAPE = 20 * MM, 15 * MM  # as the stylesheet of letters has them


def page_mark(code: str, page: int, pages: int) -> str:
    """What the code of one page says: ``K7QM4TX2/2/3``."""
    return f"{code}/{page}/{pages}"


def draw_marks(document: Any, pdf: Any, code: str) -> None:
    """A finisher of WeasyPrint: every page gets its mark beneath what is on it, as an artifact for readers aloud."""
    from pydyf import Array, Stream  # noqa: PLC0415 -- comes with WeasyPrint, slow import

    sheets = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page"]
    for number, (sheet, page) in enumerate(zip(sheets, document.pages, strict=True), start=1):
        margin = MARGIN_LANDSCAPE if page.width > page.height else MARGIN_UPRIGHT
        right = page.width * 0.75 - margin  # points from pixels
        drawn = Stream([_rectangles(page_mark(code, number, len(sheets)), right)], compress=True)
        pdf.add_object(drawn)
        sheet["Contents"] = Array([drawn.reference, sheet["Contents"]])


def _rectangles(text: str, right: float) -> bytes:
    """The modules that touch in a row as one rectangle each."""
    rows = segno.make_qr(text, version=1, boost_error=True, mask=0).matrix  # any mask reads; weighing eight is slow
    left = right - len(rows) * MODULE
    top = FROM_BELOW + len(rows) * MODULE
    drawn = [
        f"{left + start * MODULE:.2f} {top - (line + 1) * MODULE:.2f} {count * MODULE:.2f} {MODULE:.2f} re"
        for line, row in enumerate(rows)
        for start, count in _runs(row)
    ]
    return "\n".join(["/Artifact BMC q 0 0 0 rg", *drawn, "f Q EMC"]).encode()


def _runs(row: Any) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((at, 1))
    return runs
