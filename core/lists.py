"""How every list page is answered: filtered, sorted, paged, or downloaded as shown."""

import csv
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.errors import Conflict
from core.filters import dress
from core.formats import number

FORMATS = {"csv", "xlsx"}
PORTION = 1000
MOST_IN_XLSX = 30_000  # more takes longer to write than a browser waits; CSV has no limit, it flows as it is read
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else ("Ya" if value else "Tidak")
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) and text not in ("-", "–") else text


class _Echo:
    def write(self, value: str) -> str:
        return value


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """CSV text line by line, with the mark that makes Indonesian Excel read it as UTF-8."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def xlsx_file(rows: Iterable[Iterable[Any]], title: str = "Data") -> IO[bytes]:
    """A workbook with one sheet, written row by row; the first row is the bold head."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for n, row in enumerate(rows):
        cells = [harmless(value) for value in row]
        sheet.append([_head(sheet, value) for value in cells] if n == 0 else cells)
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    book.save(file)
    file.seek(0)
    return file


def _head(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = Font(bold=True)
    return cell


def download(rows: Iterable[Iterable[Any]], name: str, form: str) -> HttpResponse:
    """The rows as a file: ``form`` is csv (streamed) or xlsx."""
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    if form == "xlsx":
        return FileResponse(xlsx_file(rows), as_attachment=True, filename=filename)
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


class _Flow:
    """The rows of a download, fetched in portions and forgotten when written: memory does not grow with the list."""

    def __init__(self, rows: Any):
        self.rows = rows

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=PORTION) if isinstance(self.rows, QuerySet) else iter(self.rows)


def _demand_room(form: str, count: int) -> None:
    """``Conflict`` when a workbook would become so large that nobody gets it."""
    if form == "xlsx" and count > MOST_IN_XLSX:
        raise Conflict(
            f"Daftar ini {number(count)} baris; Excel dari Imbas memuat paling banyak {number(MOST_IN_XLSX)}. "
            "Persempit saringannya, atau unduh sebagai CSV, yang tidak dibatasi."
        )


def list_page(
    request: HttpRequest,
    template: str,
    filterset: FilterSet,
    table_class: type[Table],
    *,
    name: str,
    per_page: int = 50,
    **context: Any,
) -> HttpResponse:
    """One list. ``?unduh=xlsx`` (or csv) downloads what is on the screen: same filter, order and columns."""
    table = table_class(filterset.qs, request=request)
    form = request.GET.get("unduh", "")
    if form in FORMATS:
        RequestConfig(request, paginate=False).configure(table)
        _demand_room(form, len(table.data))
        table.data.data = _Flow(table.data.data)
        return download(table.as_values(exclude_columns=("aksi",)), name, form)
    RequestConfig(request, paginate={"per_page": per_page, "silent": True}).configure(table)
    dress(filterset.form)
    return render(request, template, {"table": table, "filter": filterset, **context})
