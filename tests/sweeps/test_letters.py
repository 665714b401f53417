"""Is every version of every kind of letter still drawn? What was issued once must be printable for decades."""

import re

import pytest

from documents import services
from documents.paper import whole_page
from tests.documents.samples import drafts
from tests.sweeps.sources import TEMPLATES

VERSION = re.compile(r"documents/letters/(\w+)_v(\d+)\.html$")
VERSIONS = [found.groups() for path in TEMPLATES if (found := VERSION.search(str(path)))]


@pytest.mark.parametrize(("kind", "version"), VERSIONS)
def test_every_version_of_a_letter_is_drawn(world, kind, version):
    letter = services.issue(drafts(world)[kind], by=world.admin)
    letter.template_version = int(version)

    page = whole_page(letter)

    assert letter.spaced_code in page
    assert page.count("<h1") <= 1
