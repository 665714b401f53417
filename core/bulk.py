"""How thousands of rows are written at once: plain values, few statements, the same on both databases."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models

VALUES_PER_STATEMENT = 10_000


def insert_rows(model: type[models.Model], names: list[str], rows: Iterable[tuple]) -> int:
    """Insert ``rows`` with values for the fields ``names``; the other fields take their defaults. How many."""
    given = [model._meta.get_field(name) for name in names]
    rest = [f for f in model._meta.concrete_fields if f not in given and not f.primary_key]
    defaults = tuple(_ready(field, field.get_default()) for field in rest)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in [*given, *rest])
    head = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 -- as below
    ready = (tuple(map(_ready, given, row)) + defaults for row in rows)
    return sum(_execute(head, part, "") for part in _parts(ready, len(given) + len(rest)))


def update_rows(model: type[models.Model], names: list[str], rows: Iterable[tuple]) -> int:
    """Set the fields ``names`` of many rows: each tuple is the key and then the values. How many."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    sets = (f"{quote(f.column)} = CAST(v.column{n} AS {f.db_type(connection)})" for n, f in enumerate(fields, start=2))
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    head = f"UPDATE {table} SET {', '.join(sets)} FROM (VALUES "  # noqa: S608 -- names of our own columns only
    ready = ((row[0], *map(_ready, fields, row[1:])) for row in rows)
    tail = f") AS v WHERE {table}.{key} = v.column1"
    return sum(_execute(head, part, tail) for part in _parts(ready, len(fields) + 1))


def _ready(field: models.Field, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _parts(rows: Iterator[tuple], width: int) -> Iterator[list[tuple]]:
    while part := list(islice(rows, max(1, VALUES_PER_STATEMENT // width))):
        yield part


def _execute(head: str, rows: list[tuple], tail: str) -> int:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        cursor.execute(head + ", ".join([one] * len(rows)) + tail, [value for row in rows for value in row])
    return len(rows)
