"""What does a reader aloud make of the tables on a page? Heads that belong to their cells; no tables for mere looks.

The library gives cells beside or below a tall one the heads of their neighbours, and calls every table a table, also
one that only sets a colon below another. Both are put right in the tree of tags, before the file is written.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

PARTS = {"/THead", "/TBody", "/TFoot"}
AS_LINES = {"/Table": "/Div", "/THead": "/NonStruct", "/TBody": "/NonStruct", "/TR": "/P", "/TD": "/Span"}


def mend_tables(pdf: Any) -> None:
    """A finisher of WeasyPrint, over its tree of tags."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") == "/Table":
            _mend(pdf, thing)


def _mend(pdf: Any, table: Any) -> None:
    rows = list(_rows(pdf, table))
    cells = list(_placed([list(_kids(pdf, row)) for row in rows]))
    heads = [(cell, columns) for cell, columns in cells if cell["S"] == "/TH"]
    if not heads:
        parts = [part for part in _kids(pdf, table) if part["S"] in PARTS]
        _as_lines([table, *parts, *rows, *(cell for cell, _ in cells)])
    for cell, columns in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = "/Column"
        elif heads:
            above = [head["ID"] for head, covered in heads if columns <= covered]
            cell["A"]["Headers"][:] = above


def _as_lines(things: list[Any]) -> None:
    """What stands in one row is read as one line."""
    for thing in things:
        thing["S"] = AS_LINES.get(thing["S"], thing["S"])
        thing.pop("A", None)


def _kids(pdf: Any, thing: Any) -> Iterator[Any]:
    """The tags directly below; marks of text are numbers and no tags."""
    for kid in thing["K"]:
        if isinstance(kid, bytes):
            yield pdf.objects[int(kid.split()[0])]


def _rows(pdf: Any, thing: Any) -> Iterator[Any]:
    for kid in _kids(pdf, thing):
        if kid["S"] == "/TR":
            yield kid
        elif kid["S"] in PARTS:
            yield from _rows(pdf, kid)


def _placed(rows: list[list[Any]]) -> Iterator[tuple[Any, set[int]]]:
    """Every cell with the columns it covers; a column stays taken for as many rows as its cell is tall."""
    taken: dict[int, int] = defaultdict(int)
    for row in rows:
        column, begun = 0, []
        for cell in row:
            while taken[column]:
                column += 1
            width, height = (int(cell.get("A", {}).get(name, 1)) for name in ("ColSpan", "RowSpan"))
            columns = set(range(column, column + width))
            begun += [(one, height) for one in columns]
            column += width
            yield cell, columns
        taken.update(begun)
        for one in list(taken):
            taken[one] = max(0, taken[one] - 1)
