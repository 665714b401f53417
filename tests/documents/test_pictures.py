"""Do the photos of a verification stand in its record, small and straight, told to those who cannot see, for ever?"""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader

from documents import services
from documents.kinds import kinds
from documents.models import Letter
from documents.paper import preview, set_on_paper
from documents.pictures import frozen_picture
from programs import letters
from programs.models import VerificationPhoto
from tests.documents import samples


def shot(size=(2000, 1000), turned=False, colour="teal"):
    """A photo, perhaps taken with the camera on its side."""
    file, exif = io.BytesIO(), Image.Exif()
    if turned:
        exif[0x0112] = 6
    Image.new("RGB", size, colour).save(file, "JPEG", exif=exif)
    return ContentFile(file.getvalue(), f"{colour}.jpg")


@pytest.fixture
def sheet(world):
    verification = samples.a_verification(world, samples.a_proposal(world).candidates.models().first())
    for n, colour in enumerate(("teal", "maroon", "olive")):
        caption = "" if n == 2 else f"Ruang kelas {n + 1}"
        VerificationPhoto.objects.create(
            verification=verification, caption=caption, sha256=f"{n}" * 64, image=shot(colour=colour, turned=n == 1)
        )
    return verification


def record_of(world, sheet):
    return services.issue(letters.official_record(sheet), by=world.staff)


def figures(content):
    """The alternative text of every picture of the tagged PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Alt")]


def test_every_photo_is_embedded_with_its_caption_as_alternative_text(world, sheet):
    letter = record_of(world, sheet)

    content = set_on_paper(letter).content

    last = f"Foto 3 di {sheet.candidate.school.name}"
    assert {"Ruang kelas 1", "Ruang kelas 2", last} <= set(figures(content))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "1. Ruang kelas 1" in text
    assert 'conformance="A"' in PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data().decode()


def test_photos_are_small_straight_and_without_their_data(world, sheet, media):
    content = record_of(world, sheet).content

    sizes = []
    for photo in content["photos"]:
        with Image.open(media / photo["image"]) as kept:
            sizes.append(kept.size)
            assert not kept.getexif()
    assert sizes == [(720, 360), (360, 720), (720, 360)]


def test_the_letter_stays_the_same_when_the_photos_go(world, sheet, media):
    letter = record_of(world, sheet)
    before = set_on_paper(letter).content
    for photo in sheet.photos.all():
        (media / photo.image.name).unlink()
        photo.delete()

    assert set_on_paper(Letter.objects.get(pk=letter.pk)).content == before


def test_the_same_photo_is_kept_once_and_a_broken_one_is_only_told(world, sheet, media):
    photo = sheet.photos.first()
    assert frozen_picture(photo.image.name) == frozen_picture(photo.image.name)
    (media / photo.image.name).write_bytes(b"bukan foto")

    letter = record_of(world, sheet)

    assert letter.content["photos"][0] == {"image": "", "caption": "Ruang kelas 1"}
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(set_on_paper(letter).content)).pages)
    assert "1. Ruang kelas 1" in text


def test_a_record_of_the_first_version_still_lists_its_captions(world, sheet):
    words = letters.official_record(sheet)
    words.content["photos"] = ["Gedung lama"]
    letter = services.issue(words, by=world.staff)
    Letter.objects.filter(pk=letter.pk).update(template_version=1)
    letter.refresh_from_db()

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(set_on_paper(letter).content)).pages)

    assert (kinds()["official_record"].version > 1, "Gedung lama" in text) == (True, True)


def test_the_preview_lists_them_without_their_weight(world, sheet):
    html = preview(record_of(world, sheet))

    assert "Ruang kelas 1" in html
    assert "data:image/jpeg" not in html
