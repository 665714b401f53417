"""Does the run name the template that no test drew?"""

from tests.rendered import TEMPLATES, never_drawn


def test_what_no_process_drew_is_named(tmp_path):
    names = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())
    tmp_path.joinpath("first").write_text("\n".join(names[:5]))
    tmp_path.joinpath("second").write_text("\n".join(names[6:]))

    assert never_drawn(tmp_path) == (names[5],)


def test_nothing_is_named_when_all_were_drawn(tmp_path):
    tmp_path.joinpath("only").write_text("\n".join(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*")))

    assert never_drawn(tmp_path) == ()
