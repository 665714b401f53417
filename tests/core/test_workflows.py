"""Does the drawing of the workflows say what the tables of moves say?"""

from io import StringIO

from django.core.management import call_command
from django.utils.module_loading import import_string

from core.workflows import draw, state_labels


def test_the_page_is_what_the_command_writes(settings, tmp_path):
    page = (settings.BASE_DIR / "docs/workflows.md").read_text()
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()

    call_command("draw_workflows", stdout=(out := StringIO()))

    assert (tmp_path / "docs/workflows.md").read_text() == page, "run: manage.py draw_workflows"
    assert out.getvalue() == "docs/workflows.md\n"


def test_each_arrow_is_drawn_with_who_may_take_it():
    drawing = draw()

    assert "    in_verification --> closed_by_lpmp: Tutup oleh LPMP\n" in drawing
    assert "| `determine` | Tetapkan | Layak | Ditetapkan | Kepala LPMP |  |\n" in drawing
    assert "| `close` | Tutup tahun program | Dibuka | Ditutup | Admin LPMP | required |\n" in drawing


def test_a_table_stands_beside_its_states():
    labels = state_labels("programs.rules.PROPOSAL_MOVES")
    moves = import_string("programs.rules.PROPOSAL_MOVES")

    assert {move.target for move in moves.values()} | {"draft"} == set(labels)
