"""Whose signatures does this installation trust?"""

import pytest

from tests.documents.hands import Authority


@pytest.fixture
def authority(settings, tmp_path):
    """A root that this installation trusts."""
    settings.SIGNING_TRUST_DIR = tmp_path / "trust"
    made = Authority()
    made.trusted_in(settings.SIGNING_TRUST_DIR)
    return made
