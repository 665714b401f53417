"""Is a text read strictly, and does it say what was typed and nothing else?"""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.differences import word_diff
from documents.kinds import kinds
from documents.wording import (
    ORDINALS,
    Block,
    Placeholder,
    Shape,
    all_faults,
    compose,
    examples,
    faults_of,
    fill,
    tidy,
    tokens,
)

YEAR = Placeholder("tahun", "Tahun program.", "2020")
QUOTA = Placeholder("kuota", "Jumlah kuota.", "4 (empat)")
BLOCK = Block("opening", "Alinea pembuka", "Kuota {kuota} tahun {tahun}.", placeholders=(YEAR, QUOTA))
MARKS = st.text(alphabet=st.sampled_from(list("{}ab !:.[0]\n")) | st.characters(codec="utf-8"), max_size=60)
EDITABLE = [kind for kind in kinds().values() if kind.blocks]


def reasons(text, **fields):
    block = Block("opening", "Pembuka", "x", placeholders=(YEAR, QUOTA), **fields)
    return [(fault.line, fault.column, fault.reason) for fault in faults_of(block, text)]


@given(MARKS)
def test_no_text_breaks_the_reader(text):
    assert faults_of(BLOCK, text) is not None
    assert isinstance(fill(text, {"tahun": "2020"}), str)


@given(MARKS)
def test_braces_are_judged_as_python_judges_them(text):
    """Accepted is exactly what ``string.Formatter`` reads as plain known names."""
    try:
        read = [(name, spec, turn) for _, name, spec, turn in string.Formatter().parse(text) if name is not None]
        is_sound = all(name in ("tahun", "kuota") and not spec and turn is None for name, spec, turn in read)
    except ValueError:
        is_sound = False
    colon = any(token.name is not None and token.name.endswith(":") for token in tokens(text))

    has_fault = any(fault.line for fault in faults_of(BLOCK, text))

    assert has_fault is not is_sound or colon  # Python overlooks the colon of {tahun:}, we do not


@given(MARKS)
def test_a_sound_text_says_what_python_would_say(text):
    values = {"tahun": "{kuota}", "kuota": "<b>4</b> {tahun}"}
    if not any(fault.line for fault in faults_of(BLOCK, text)):
        assert fill(text, values) == text.format_map(values)


@given(st.text(max_size=80))
def test_words_without_braces_stay_as_they_are(text):
    doubled = text.replace("{", "{{").replace("}", "}}")

    assert fill(doubled, {}) == text
    assert [fault for fault in faults_of(BLOCK, doubled) if fault.line] == []


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(MARKS, MARKS)
def test_a_difference_holds_both_texts(before, after):
    pieces = word_diff(before, after)

    assert "".join(piece.text for piece in pieces if piece.op != "ins") == before
    assert "".join(piece.text for piece in pieces if piece.op != "del") == after


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("Tahun {tahn}", 1, 7, "Mungkin maksudnya {tahun}."),
        ("Baris satu\nTahun {Tahun}", 2, 7, "Mungkin maksudnya {tahun}."),
        ("a } b", 1, 3, "tulis }}."),
        ("{tahun", 1, 1, "tidak berpasangan"),
        ("{tahun}}", 1, 8, "tidak berpasangan"),
        ("{}", 1, 1, "Yang dikenal: {tahun}, {kuota}."),
        ("{tahun!r}", 1, 1, "hanya boleh ada namanya"),
        ("{tahun:>9}", 1, 1, "hanya boleh ada namanya"),
        ("{tahun.__class__}", 1, 1, "hanya boleh ada namanya"),
        ("{kuota[0]}", 1, 1, "hanya boleh ada namanya"),
        ("{0}", 1, 1, "hanya boleh ada namanya"),
        ("{ tahun }", 1, 1, "Mungkin maksudnya {tahun}."),
        ("{% if tahun %}", 1, 1, "hanya boleh ada namanya"),
    ],
)
def test_a_broken_placeholder_is_named_with_its_place(text, line, column, said):
    ((found_line, found_column, reason),) = reasons(text)

    assert (found_line, found_column) == (line, column)
    assert said in reason


def test_a_needed_name_cannot_be_dropped():
    assert reasons("Tahun {tahun}", needs=("kuota",)) == [(0, 0, "sisipan {kuota} wajib ada, tetapi belum ditulis.")]


def test_what_is_empty_or_too_long_is_a_fault():
    assert [reason for _, _, reason in reasons(" \n ")] == ["tidak boleh kosong."]
    assert reasons("", is_optional=True) == []
    assert [reason for _, _, reason in reasons("a" * 11, longest=10)] == ["11 huruf; paling banyak 10."]
    many = reasons("a\nb\n\nc", shape=Shape.LINES, most_lines=2)
    assert [reason for _, _, reason in many] == ["3 butir; paling banyak 2."]


def test_a_block_without_names_says_so():
    fault = faults_of(Block("a", "A", "x"), "{tahun}")[0]

    assert str(fault) == "A, baris 1 kolom 1: sisipan {tahun} tidak dikenal; teks ini tidak memakai sisipan."


def test_invisible_characters_and_turned_writing_are_taken_out():
    assert tidy("a\r\nb\x00c\u202ed\te \x85 ") == "a\nb c d e"


def test_blocks_of_one_key_are_joined_where_their_condition_holds():
    more = Block("quota", "Kuota", "Kuota {kuota}.", placeholders=(QUOTA,), into="opening", when="kuota")
    blocks = (Block("opening", "Pembuka", "Satu."), more)

    assert compose(blocks, {}, {"kuota": "5"}) == {"opening": "Satu. Kuota 5."}
    assert compose(blocks, {"quota": "K={kuota}"}, {"kuota": "5"}) == {"opening": "Satu. K=5"}
    assert compose(blocks, {}, {"kuota": ""}) == {"opening": "Satu."}


def test_points_are_numbered_across_blocks_and_lines_are_not():
    points = Block("points", "Diktum", "Satu.\nDua.", shape=Shape.POINTS)
    last = Block("last", "Akhir", "Tiga.", shape=Shape.POINTS, into="points")
    lines = Block("basis", "Mengingat", "a;\n\nb;", shape=Shape.LINES, when="ada")

    assert compose((points, last, lines), {}, {"ada": ""}) == {
        "points": [["KESATU", "Satu."], ["KEDUA", "Dua."], ["KETIGA", "Tiga."]], "basis": [],
    }  # fmt: skip


def test_a_draft_with_more_points_than_ordinals_is_shown_all_the_same():
    points = Block("points", "Diktum", "x", shape=Shape.POINTS)

    assert compose((points,), {"points": "\n".join("abcdefghijk")}, {})["points"][-1] == ["11", "k"]


@pytest.mark.parametrize("kind", EDITABLE, ids=lambda kind: kind.code)
def test_the_texts_of_the_code_have_no_fault(kind):
    assert all_faults(kind.blocks, {}) == []
    assert callable(kind.sample)
    assert compose(kind.blocks, {}, examples(kind.blocks))


@pytest.mark.parametrize("kind", EDITABLE, ids=lambda kind: kind.code)
def test_every_declared_block_can_be_published_at_its_limits(kind):
    """Names are unique, needed names are among the known ones, and no decree has more points than ordinals."""
    names = [block.name for block in kind.blocks]
    points = sum(block.most_lines for block in kind.blocks if block.shape == Shape.POINTS)

    assert len(set(names)) == len(names)
    assert points <= len(ORDINALS)
    for block in kind.blocks:
        assert set(block.needs) <= {one.name for one in block.placeholders}
        assert {token.name for token in tokens(block.default)} - {None} <= {one.name for one in block.placeholders}
