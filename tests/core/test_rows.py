"""Do our rows say what the table library would say?"""

import django_tables2 as tables
import pytest
from django.utils.html import format_html

from core.rows import Row, table_rows
from schools.models import Place, School

pytestmark = pytest.mark.embedded


class SchoolTable(tables.Table):
    name = tables.Column(linkify=lambda record: f"/sekolah/{record['pk']}/", attrs={"td": {"class": "named"}})
    models = tables.Column(default="–")
    state = tables.Column(empty_values=())
    note = tables.TemplateColumn("{{ record.name }} {{ row_counter }}")

    def render_state(self, record, **offered):
        return format_html("<b>{}</b>{}", record["pk"], sorted(offered))


SCHOOLS = [{"pk": 1, "name": "SD <A>", "models": 3}, {"pk": 2, "name": "SD B", "models": None}]


def test_a_row_renders_what_the_library_renders():
    ours, theirs = SchoolTable(SCHOOLS), SchoolTable(SCHOOLS)

    assert cells(ours) == [list(row) for row in theirs.rows]


class PlacedTable(tables.Table):
    level = tables.Column()
    regency = tables.Column(accessor="regency__kind")
    province = tables.Column(accessor="regency__parent__name", default="tidak diketahui")
    link = tables.Column(accessor="get_absolute_url")
    aliases = tables.Column(accessor="aliases__all__query", default="–")
    missing = tables.Column(accessor="nobody__knows", default="–")


def test_a_row_of_the_database_is_read_as_the_library_reads_it():
    placed = School(pk=7, level="SD", regency=Place(kind="regency", name="Kampar", parent=Place(name="Riau")))
    schools = [placed, School(pk=8, level="SMK", regency=Place(kind="city", name="Dumai"))]
    ours, theirs = PlacedTable(schools), PlacedTable(schools)

    assert cells(ours) == [list(row) for row in theirs.rows]
    assert cells(ours)[1][1:3] == ["Kota", "tidak diketahui"]


def cells(table):
    """What ``table_rows`` puts between its tags."""
    rows = [Row(record, table) for record in table.rows.data]
    return [[row.cell(column) for column in table.columns] for row in rows]


def test_cells_are_escaped_and_carry_the_attributes_of_their_column():
    class Names(SchoolTable):
        class Meta:
            sequence = ("name", "models")
            exclude = ("state", "note")

    assert table_rows(Names(SCHOOLS)) == (
        '\n    <tr><td class="named"><a href="/sekolah/1/">SD &lt;A&gt;</a></td><td>3</td></tr>'
        '\n    <tr><td class="named"><a href="/sekolah/2/">SD B</a></td><td>–</td></tr>'
    )


def test_only_the_page_in_hand_is_written():
    table = SchoolTable(SCHOOLS)

    table.paginate(page=2, per_page=1)

    assert table_rows(table).count("<tr>") == 1
