"""Do photos of a visit cost no words, and does nobody see them who may not read the sheet?"""

import io

import pytest
from django.urls import reverse

from programs.models import Verification, VerificationPhoto
from programs.services.verification import finish
from tests.programs.sheets import complete, given, sent
from tests.programs.test_verification_views import picture, post, text

pytestmark = pytest.mark.embedded


@pytest.fixture
def model(world):
    found = world.group(sent(world), imbas=1)
    given(found, world.verifier)
    return found


def test_a_bad_photo_loses_no_words(client, world, model):
    client.force_login(world.verifier)
    fake = io.BytesIO(b"<script>alert(1)</script>")
    fake.name = "foto.jpg"

    page = post(client, model, complete(model), do="foto", version=0, photos=[fake])

    assert "Foto tidak diterima" in text(client.get(page["Location"].split("#")[0]))
    assert Verification.objects.get().venue == "Ruang guru"


def test_one_photo_too_many_loses_no_words(client, world, model, monkeypatch):
    monkeypatch.setattr("programs.services.verification_photos.MOST", 0)
    client.force_login(world.verifier)

    page = post(client, model, complete(model), do="foto", version=0, photos=[picture()])

    assert "paling banyak 0 foto" in text(client.get(page["Location"].split("#")[0]))
    assert Verification.objects.get().venue == "Ruang guru"


def with_photo(client, world, model):
    """Where the photo is that the verifier has put on the sheet."""
    client.force_login(world.verifier)
    post(client, model, complete(model), do="foto", version=0, photos=[picture()])
    return reverse("programs:photo", args=[VerificationPhoto.objects.get().pk])


def test_photos_are_shown_to_nobody_outside(client, world, model):
    address = with_photo(client, world, model)
    client.force_login(world.operator_siak)

    assert client.get(address).status_code == 404


def test_a_dinas_sees_the_photos_only_when_it_may_read_the_sheet(client, world, model):
    address = with_photo(client, world, model)
    client.force_login(world.operator)
    assert client.get(address).status_code == 403
    finish(model.pk, by=world.verifier)

    assert b"".join(client.get(address).streaming_content).startswith(b"\xff\xd8")
