"""Does a letter come out whatever its logo is: none, huge, or a picture that is a program?"""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from documents import services
from documents.paper import set_on_paper
from schools.models import Institution
from tests.documents.test_services import words

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><image href='file:///etc/passwd'/></svg>"


def png(pad=0):
    octets = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(octets, "PNG")
    return octets.getvalue() + b"\0" * pad


@pytest.mark.parametrize("content", [png(30_000_000), SVG, b""], ids=["30 MB", "svg", "empty"])
def test_a_logo_that_cannot_be_used_is_left_out(world, content):
    world.dinas_kampar.logo.save("lambang.png", ContentFile(content))

    letter = services.issue(words(world), by=world.operator)
    reader = PdfReader(io.BytesIO(set_on_paper(letter).content))

    assert letter.content["letterhead"]["logo"] == ""
    assert "PEMERINTAH KABUPATEN KAMPAR" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    ("content", "says"), [(png(30_000_000), "terlalu besar"), (SVG, "tidak terbaca")], ids=["30 MB", "svg"]
)
def test_such_a_logo_is_refused_when_it_is_uploaded(client, world, content, says):
    client.force_login(world.operator)
    office = world.dinas_kampar
    data = {"name": office.name, "short_name": "Dinas", "parent_name": office.parent_name,
            "number_format": "{seq}/{year}", "head_title": "Kepala", "head_name": "Diketik Tadi"}  # fmt: skip

    page = client.post(office.get_absolute_url(), data | {"logo": SimpleUploadedFile("lambang.png", content)})

    assert says in page.content.decode()
    assert 'value="Diketik Tadi"' in page.content.decode()
    assert Institution.objects.get(pk=office.pk).logo.name == ""
