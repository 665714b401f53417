"""Does a draft show what will be signed, marked as a draft, and leave nothing behind?"""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.models import Job
from documents import services
from documents.paper import set_on_paper
from tests.documents import samples


@pytest.fixture
def a_draft(world):
    return services.draft(samples.drafts(world)["decree"], by=world.staff)


def pages_of(content):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_a_draft_shows_the_pages_that_will_be_signed(client, world, a_draft, media):
    client.force_login(world.staff)

    answer = client.get(reverse("documents:concept_file", args=[a_draft.pk]))
    concept = pages_of(answer.content)
    final = pages_of(set_on_paper(services.issue_draft(a_draft.pk, by=world.head)).content)

    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(concept) == len(final)
    assert all("KONSEP" in page for page in concept)
    assert all(a_draft.spaced_code not in page and "Kode verifikasi" not in page for page in concept)
    assert PdfReader(io.BytesIO(answer.content)).attachments == {}
    assert "MEMUTUSKAN:" in " ".join(concept)


def test_looking_at_a_draft_keeps_nothing(client, world, a_draft, media):
    client.force_login(world.staff)
    queued = Job.objects.count()

    page = client.get(reverse("documents:concept", args=[a_draft.pk]))

    a_draft.refresh_from_db()
    assert page.content.count(b'src="data:image/png') == page.context["pages"]
    assert (Job.objects.count(), list(media.rglob("*.pdf"))) == (queued, [])
    assert (a_draft.number, a_draft.sha256) == ("", None)


def test_a_draft_is_shown_to_its_own_side_only_and_an_issued_letter_has_its_pdf(client, world, a_draft):
    client.force_login(world.operator)
    hidden = [client.get(reverse(f"documents:{name}", args=[a_draft.pk])) for name in ("concept", "concept_file")]
    services.issue_draft(a_draft.pk, by=world.head)
    client.force_login(world.staff)

    answers = [client.get(reverse(f"documents:{name}", args=[a_draft.pk])) for name in ("concept", "concept_file")]

    assert [answer.status_code for answer in hidden] == [404, 404]
    assert [answer.url for answer in answers] == [a_draft.get_absolute_url()] * 2
