"""Does docs/letters.md list every kind as declared, and do its three steps work?"""

import copy
import re
import textwrap
from io import StringIO

from django.conf import settings as django_settings
from django.core.management import call_command

from core.jobs import run_all_due
from documents import services
from documents.drawing import sample_page
from documents.kinds import IssuedBy, LetterKind, Naskah, SignedBy, kinds
from documents.letters import head_of
from documents.models import Letter, LetterDraft
from programs.models import ProgramYear

DOCS = django_settings.BASE_DIR / "docs"
PAGE = (DOCS / "letters.md").read_text()


def test_the_page_is_what_the_command_writes(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/letters").symlink_to(DOCS / "letters")
    (tmp_path / "docs/letters.md").write_text(PAGE)
    settings.BASE_DIR = tmp_path

    call_command("draw_letters", "--text-only", stdout=StringIO())

    assert (tmp_path / "docs/letters.md").read_text() == PAGE, "run: manage.py draw_letters"


def test_every_kind_has_a_small_picture():
    pictures = {path.stem: path.stat().st_size for path in (DOCS / "images/letters").glob("*.png")}

    assert set(pictures) == set(kinds())
    assert {code: size for code, size in pictures.items() if size > 60_000} == {}


def test_a_picture_is_a_page():
    assert sample_page("f021").startswith(b"\x89PNG")


def steps():
    """The declaration and the template of the walk-through."""
    blocks = dict(re.findall(r"```(python|html)\n(.*?)```", PAGE, re.DOTALL))
    return textwrap.dedent(blocks["python"]), textwrap.dedent(blocks["html"])


def test_a_new_kind_takes_a_declaration_and_a_template(world, settings, tmp_path, monkeypatch):
    declaration, template = steps()
    space = {"LetterDraft": LetterDraft, "LetterKind": LetterKind, "Naskah": Naskah, "IssuedBy": IssuedBy,
             "SignedBy": SignedBy, "ProgramYear": ProgramYear, "head_of": head_of}  # fmt: skip
    exec(declaration, space)  # noqa: S102 -- our own documentation
    (tmp_path / "documents/letters").mkdir(parents=True)
    (tmp_path / "documents/letters/circular_v1.html").write_text(template)
    chosen = copy.deepcopy(settings.TEMPLATES)
    chosen[0]["DIRS"] = [tmp_path, *chosen[0]["DIRS"]]
    settings.TEMPLATES = chosen
    monkeypatch.setitem(kinds(), "circular", space["CIRCULAR"])

    letter = services.issue(space["circular"](world.program), by=world.staff)
    run_all_due()

    letter = Letter.objects.get(pk=letter.pk)
    assert (letter.kind_name, letter.number, letter.pages) == (
        "Edaran jadwal",
        f"1/D7.4/KR/{letter.letter_date.year}",
        1,
    )
