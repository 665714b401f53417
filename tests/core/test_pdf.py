"""Is our PDF the one the library would write?"""

import warnings
from datetime import UTC, datetime

import pytest
from weasyprint import CSS, HTML

from core.pdf import STYLESHEETS, to_pdf
from core.tags import mend_tables

pytestmark = pytest.mark.embedded
PAGE = '<html lang="id"><title>Surat</title><body><h1>Surat</h1><table><tr><th>Nama<td>SD «A»</table></body></html>'


def mended(document, pdf):
    mend_tables(pdf)


def test_objects_written_once_are_the_same_bytes():
    style = CSS(STYLESHEETS / "naskah-dinas.css")

    ours = to_pdf(PAGE, stylesheet="naskah-dinas.css", made_at=datetime(2020, 3, 2, tzinfo=UTC))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile to the collector
        theirs = HTML(string=PAGE).write_pdf(
            stylesheets=[style], pdf_variant="pdf/a-3a", pdf_tags=True, finisher=mended
        )
    assert ours.content == theirs
