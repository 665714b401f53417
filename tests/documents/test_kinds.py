"""Is every kind of letter declared whole: builder, template, sample, place in the docs?"""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from documents.kinds import Fate, SignedBy, kinds

TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_a_declaration_is_whole(kind):
    for version in range(1, kind.version + 1):
        assert (TEMPLATES / kind.template(version)).is_file()
    assert callable(kind.builder)
    assert apps.get_model(kind.subject)
    assert kind.retention.fate in Fate
    assert (kind.number_class is None) == (kind.subject_code == "")


def test_no_template_is_without_a_kind():
    found = {path.name for path in (TEMPLATES / "documents/letters").glob("*.html")}
    declared = {Path(kind.template(n)).name for kind in kinds().values() for n in range(1, kind.version + 1)}

    assert found == declared


def test_the_head_signs_under_a_block_that_is_told_to_the_register():
    assert {kind.code for kind in kinds().values() if kind.signed_by == SignedBy.HEAD} >= {"f021", "decree"}


def test_kinds_counted_apart_are_told_apart_by_their_subject_code():
    """Otherwise a decree and a surat tugas of one year would bear the same number."""
    classes = {(kind.subject_code, kind.number_class) for kind in kinds().values() if kind.number_class}

    assert len({code for code, _ in classes}) == len(classes)


def test_what_is_filled_in_on_the_spot_does_not_wait_for_the_head():
    apart = {kind.code for kind in kinds().values() if not kind.is_for_head}

    assert apart == {"attendance", "instrument", "fgd_record", "official_record"}
