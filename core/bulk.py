"""How thousands of rows are written at once: plain values, few statements, the same outcome on both databases."""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models

VALUES_PER_STATEMENT = 10_000
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x00": ""})
Ready = Callable[[Any], Any]


def insert_rows(model: type[models.Model], names: list[str], rows: Iterable[tuple]) -> int:
    """Insert ``rows`` with values for the fields ``names``; the other fields take their defaults. How many."""
    given = [model._meta.get_field(name) for name in names]
    rest = [f for f in model._meta.concrete_fields if f not in given and not f.primary_key]
    fields, defaults = [*given, *rest], tuple(field.get_default() for field in rest)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({columns})"
    whole = (row + defaults for row in rows)
    if connection.vendor == "postgresql":
        return _copy(into, fields, whole)
    parts = _parts(_made_ready(fields, whole), len(fields))
    return sum(_execute(f"INSERT INTO {into} VALUES ", part, "") for part in parts)  # noqa: S608 -- our own names


def update_rows(model: type[models.Model], names: list[str], rows: Iterable[tuple]) -> int:
    """Set the fields ``names`` of many rows: each tuple is the key and then the values. How many."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    sets = (f"{quote(f.column)} = CAST(v.column{n} AS {f.db_type(connection)})" for n, f in enumerate(fields, start=2))
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    head = f"UPDATE {table} SET {', '.join(sets)} FROM (VALUES "  # noqa: S608 -- names of our own columns only
    tail = f") AS v WHERE {table}.{key} = v.column1"
    parts = _parts(_made_ready([model._meta.pk, *fields], rows), len(fields) + 1)
    return sum(_execute(head, part, tail) for part in parts)


def _made_ready(fields: list[models.Field], rows: Iterable[tuple]) -> Iterator[tuple]:
    """The values as the database driver takes them. Text and numbers are what they are: no call for each of them."""
    plain = models.CharField, models.TextField, models.FloatField, models.IntegerField, models.ForeignKey
    makers: list[Ready | None] = [None if isinstance(field, plain) else _maker(field) for field in fields]
    for row in rows:
        yield tuple([make(value) if make else value for make, value in zip(makers, row, strict=True)])


def _maker(field: models.Field) -> Ready:
    return lambda value: field.get_db_prep_save(value, connection)


def _parts(rows: Iterator[tuple], width: int) -> Iterator[list[tuple]]:
    while part := list(islice(rows, max(1, VALUES_PER_STATEMENT // width))):
        yield part


def _execute(head: str, rows: list[tuple], tail: str) -> int:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        cursor.execute(head + ", ".join([one] * len(rows)) + tail, [value for row in rows for value in row])
    return len(rows)


def _copy(into: str, fields: list[models.Field], rows: Iterable[tuple]) -> int:
    """PostgreSQL's own way to take many rows: half the time of statements."""
    as_json = [isinstance(field, models.JSONField) for field in fields]
    lines = ["\t".join([_cell(v, j) for v, j in zip(row, as_json, strict=True)]) for row in rows]
    if lines:
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(f"COPY {into} FROM STDIN", io.StringIO("\n".join(lines)))
    return len(lines)


def _cell(value: Any, as_json: bool) -> str:
    if as_json:
        value = json.dumps(value)
    if value is None:
        return "\\N"
    text = value if type(value) is str else str(value)
    return text if text.isalnum() else text.translate(ESCAPES)


def refresh_statistics() -> None:
    """Let the database count what it holds, so that it plans well: for whoever has just written most of it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
