"""How do the rows of a list become HTML? In Python: a template takes three times as long over as many cells."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime
from django_tables2 import A, Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

WITHOUT_POINT = 1000  # smaller numbers look the same in every language


def table_rows(table: Table) -> SafeString:
    """Every ``tr`` of the page in hand.

    The attributes of a ``td`` are asked once for each column: they may not depend on the row.
    """
    columns = [(column, _opening(column.attrs["td"].as_html())) for column in table.columns]
    rows = (Row(record, table) for record in table.paginated_rows.data)
    return mark_safe("".join(_row(row, columns) for row in rows))  # noqa: S308 -- cells are escaped


def _opening(attributes: SafeString) -> str:
    return f"<td {attributes}>" if attributes else "<td>"


def _row(row: "Row", columns: list[tuple[BoundColumn, str]]) -> str:
    cells = "".join(f"{opening}{_text(row.cell(column))}</td>" for column, opening in columns)
    return f"\n    <tr>{cells}</tr>"


def _text(content: Any) -> str:
    if isinstance(content, SafeString):
        return content
    if type(content) is int and 0 <= content < WITHOUT_POINT:
        return str(content)
    return conditional_escape(localize(template_localtime(content)))


class Row(BoundRow):
    """A row that knows how a cell is read and drawn; the library finds both out anew for every cell."""

    def cell(self, column: BoundColumn) -> Any:
        """What stands in the cell: a field with choices by its words, nothing by the column's default."""
        value = _value(self.record, column.accessor)
        return column.default if value in column.column.empty_values else self._call_render(column, value)

    def _call_render(self, bound_column: BoundColumn, value: Any = None) -> Any:
        offered = self._optional_cell_arguments(bound_column, value)
        wanted = _wanted(getattr(bound_column.render, "__func__", bound_column.render))
        given = offered if wanted is None else {name: offered[name] for name in wanted if name in offered}
        content = bound_column.render(**given)
        return bound_column.link(content, **offered) if bound_column.link else content


def _value(record: Any, accessor: str) -> Any:
    """The value the accessor leads to; None where the way ends before."""
    if not isinstance(record, Model):
        return A(accessor).resolve(record, quiet=True)
    found: Any = record
    for name in _names(type(record), accessor):
        found = getattr(found, name, None)
        if callable(found) and not getattr(found, "do_not_call_in_templates", False):
            found = found()
        if found is None:
            break
    return found


@cache
def _names(model: type[Model], accessor: str) -> tuple[str, ...]:
    """The attributes on the way from a row of the model to the value, or to its words where it has choices."""
    *way, last = accessor.split(A.SEPARATOR)
    field = A(accessor).get_field(model)
    words = f"get_{last}_display"
    has_words = bool(getattr(field, "choices", ())) and hasattr(field.model, words)
    return (*way, words if has_words else last)


@cache
def _wanted(function: Callable[..., Any]) -> tuple[str, ...] | None:
    """The names of its arguments; None when it takes whatever there is."""
    names, catch_all = signature(function)
    return None if catch_all else names
