"""Do our rows say what the table library would say?"""

import django_tables2 as tables
import pytest
from django.utils.html import format_html

from core.rows import Row, table_rows

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

    assert [list(Row(record, ours)) for record in ours.rows.data] == [list(row) for row in theirs.rows]


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
