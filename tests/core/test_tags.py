"""Does a reader aloud hear the right head with every cell, and no table where only looks make one?"""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from core.pdf import to_pdf

pytestmark = pytest.mark.embedded
TABLE = """<table><thead>
<tr><th rowspan="2">No.</th><th colspan="2">Model</th><th>Imbas</th></tr>
<tr><th>NPSN</th><th>Nama</th><th>Nama</th></tr>
</thead><tbody><tr><td rowspan="2">1</td><td rowspan="2">104</td><td rowspan="2">SD Satu</td><td>SD Dua</td></tr>
<tr><td>SD Tiga</td></tr><tr><td colspan="3">Jumlah</td><td>2</td></tr></tbody></table>"""
LINES = "<table><tr><td>Nomor</td><td>:</td><td>7</td></tr></table>"


def tags(body):
    """The tags below the document, each with the ones below it told by their kinds and heads."""
    html = f'<html lang="id"><title>Surat</title><body>{body}</body></html>'
    made = to_pdf(html, stylesheet="naskah-dinas.css", made_at=datetime(2020, 3, 2, tzinfo=UTC))
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        return list(walked(pdf.Root.StructTreeRoot.K[0]))


def walked(tag):
    """Kind, own name and heads of a tag, then of all below it."""
    attributes = tag.get("/A", pikepdf.Dictionary())
    yield str(tag.S), str(tag.get("/ID", "")), [str(head) for head in attributes.get("/Headers", [])]
    for kid in tag.K:
        if isinstance(kid, pikepdf.Dictionary):
            yield from walked(kid)


def test_every_cell_names_the_heads_above_it_also_beside_and_below_tall_and_wide_ones():
    found = tags(TABLE)

    no, model, imbas, npsn, name, imbas_name = (identity for kind, identity, _ in found if kind == "/TH")
    assert [heads for kind, _, heads in found if kind == "/TD"] == [
        [no], [model, npsn], [model, name], [imbas, imbas_name], [imbas, imbas_name], [], [imbas, imbas_name],
    ]  # fmt: skip


def test_a_table_without_heads_is_read_as_lines():
    kinds = [kind for kind, _, _ in tags(LINES)]

    assert kinds == ["/Document", "/Div", "/NonStruct", "/P", *["/Span", "/Span"] * 3]
