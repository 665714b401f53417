"""Is a small picture made once, in a worker, of what can be drawn, and taken away with its file?"""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from core import thumbnails
from core.confined import first_page
from core.jobs import run_all_due
from core.models import Job
from programs.models import Assignment, Commitment, Proposal, VerificationPhoto
from programs.services.commitments import upload_scan
from programs.services.verification_photos import add_photos, remove_photo
from tests import files
from tests.cast import make_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(world):
    return make_candidate(world.proposal(), world.school)


def drawn(name):
    with default_storage.open(thumbnails.name_of(name)) as file:
        return Image.open(io.BytesIO(file.read()))


def stored(name, content):
    return default_storage.save(name, ContentFile(content))


@pytest.mark.parametrize(
    ("file", "size"),
    [(files.pdf(), (248, 320)), (files.picture(size=(1600, 800), name="a.jpg"), (320, 160)),
     (files.picture("PNG", size=(100, 50), name="a.png"), (100, 50))],
    ids=["pdf", "photo", "small"],
)  # fmt: skip
def test_the_first_page_or_the_photo_is_drawn_small(file, size):
    file.seek(0)
    name = stored("komitmen/a", file.read())

    thumbnails.make(Job(payload={"files": [name]}))

    assert (drawn(name).format, drawn(name).size) == ("JPEG", size)


def test_what_cannot_be_drawn_has_none_and_the_rest_has(caplog):
    broken, gone, good = stored("a.pdf", b"%PDF-1.4 nothing"), "komitmen/gone.pdf", stored("b.pdf", files.pdf().read())

    thumbnails.make(Job(payload={"files": [broken, gone, good]}))
    thumbnails.make(Job(payload={"files": [good]}))

    assert default_storage.listdir("mini")[1] == ["b.pdf.jpg"]
    assert "a.pdf has no small picture" in caplog.text


def test_a_page_of_a_hundred_metres_stays_small():
    assert len(first_page.first_page(files.pdf().read(), 320)) < 20_000


def test_a_scan_shows_its_first_page_once_the_worker_was_there(client, world, candidate):
    upload_scan(candidate.pk, files.pdf(), by=world.school_head)
    client.force_login(world.operator)
    address = reverse("programs:commitment_scan", args=[candidate.pk, Commitment.objects.get().receipt])

    before = client.get(address, {"mini": "1"})
    run_all_due()
    after = client.get(address, {"mini": "1"})

    assert (before.status_code, before.url) == (302, "/static/imbas/berkas.svg")
    assert (after.status_code, after["Content-Type"], after.getvalue()[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert f"{address}?mini=1" in client.get(reverse("programs:commitment", args=[candidate.pk])).content.decode()


def test_a_stranger_does_not_see_the_small_picture_either(client, world, candidate):
    upload_scan(candidate.pk, files.pdf(), by=world.school_head)
    run_all_due()
    client.force_login(world.operator_siak)

    answer = client.get(
        reverse("programs:commitment_scan", args=[candidate.pk, Commitment.objects.get().receipt]), {"mini": "1"}
    )

    assert answer.status_code == 404


def test_photos_are_drawn_in_one_job_and_go_with_their_file(world, candidate, django_capture_on_commit_callbacks):
    Proposal.objects.update(state="in_verification")
    Assignment.objects.create(candidate=candidate, verifier=world.verifier, assigned_by=world.staff)
    add_photos(candidate.pk, [files.picture(size=(900, 600)), files.picture(size=(600, 900))], by=world.verifier)
    run_all_due()
    first = VerificationPhoto.objects.first()

    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(first.pk, by=world.verifier)

    assert len(default_storage.listdir("mini/verifikasi")[1]) == 1
