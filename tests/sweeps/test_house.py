"""Is the house style kept? Sizes, sentences at the top, states changed only in services, names of migrations."""

import ast
import re

import pytest

from tests.sweeps.sources import MIGRATIONS, SOURCES, TEMPLATES, TESTS, functions, short

STATE_SET = re.compile(r"\.state\s*=[^=]|\b(?:update|bulk_update)\([^)]*\bstate\s*=")
# The queue of work is core's own; its states are moved where it is run.
STATE_KEEPERS = {"core/jobs.py"}
# The demo writes down a past that nobody lived through: no person, no move, only how things stand.
INVENTED = "portal/demo/"


def share_over(lengths: list[int], limit: int) -> float:
    return sum(length > limit for length in lengths) / max(1, len(lengths))


def test_no_function_is_longer_than_40_lines_and_few_than_20():
    found = [(short(path), name, length) for path in SOURCES for name, length in functions(path)]

    assert [f for f in found if f[2] > 40] == []
    assert share_over([length for _, _, length in found], 20) <= 0.1


def test_no_python_file_is_longer_than_400_lines_and_few_than_200():
    found = [(short(path), len(path.read_text().splitlines())) for path in [*SOURCES, *TESTS]]

    assert [f for f in found if f[1] > 400] == []
    assert share_over([length for _, length in found], 200) <= 0.15


def test_no_template_is_longer_than_200_lines_and_few_than_80():
    found = [(short(path), len(path.read_text().splitlines())) for path in TEMPLATES]

    assert [f for f in found if f[1] > 200] == []
    assert share_over([length for _, length in found], 80) <= 0.1


def test_tests_are_short():
    found = [
        (short(path), name, length) for path in TESTS for name, length in functions(path) if name.startswith("test_")
    ]

    assert [f for f in found if f[2] > 40] == []
    assert share_over([length for _, _, length in found], 20) <= 0.1


@pytest.mark.parametrize("path", [p for p in [*SOURCES, *TESTS] if p.read_text().strip()], ids=short)
def test_every_module_says_which_question_it_answers(path):
    says = ast.get_docstring(ast.parse(path.read_text())) or ""

    assert says.split("\n\n")[0].strip().endswith((".", "?", ":", "!")), "one sentence at the top of the file"


KOMBU = "config/transport.py"  # its channels keep a ``state`` of their own, which is not ours


def is_service(path: object) -> bool:
    return "services" in getattr(path, "parts", ()) or getattr(path, "name", "") == "services.py"


@pytest.mark.parametrize("path", [p for p in SOURCES if not is_service(p) and short(p) != KOMBU], ids=short)
def test_state_changes_only_in_services(path):
    """Whoever wants another state calls the verb for it; ``update(state=…)`` elsewhere is the same sin."""
    if short(path) in STATE_KEEPERS or short(path).startswith(INVENTED):
        return

    assert STATE_SET.findall(path.read_text()) == []


def test_migrations_are_named():
    assert [short(path) for path in MIGRATIONS if re.search(r"_auto_|_alter_|\d{4}_initial", path.name)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_carry_no_style_script_handler_or_foreign_address(path):
    # A link to WhatsApp is followed by the person's own finger; nothing is fetched.
    text = re.sub(r"{#.*?#}|href=\"https://wa.me/", "", path.read_text())
    if path.parts[-2] == "letters" or "/paper/" in str(path) or "letters" in path.parts:
        return  # paper has its own style sheet, and no browser

    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|[\"'(](?:https?:)?//", text) == []


def test_nothing_is_left_to_do():
    word = "TO" + "DO"
    marks = re.compile(rf"\b({word}|FIX" + r"ME|XX" + r"X)\b")

    assert [short(path) for path in [*SOURCES, *TEMPLATES, *TESTS] if marks.search(path.read_text())] == []
