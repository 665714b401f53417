"""Do the pages of many letters say how far they are, and keep them from others?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.jobs import run_all_due
from documents.models import Bulk
from documents.services import bulk as bulk_services
from tests.cast import sign_all
from tests.documents.test_bulk import work


@pytest.fixture
def proposal(world):
    proposal = world.proposal()
    world.group(proposal)
    return proposal


@pytest.fixture
def bulk(world, proposal):
    subjects = [(one.pk, one.school.name) for one in proposal.candidates.all()]
    return bulk_services.start_bulk("commitments", "Formulir Kampar", subjects, by=world.operator)


def page(client, user, name, *args, **more):
    client.force_login(user)
    return client.get(reverse(f"documents:{name}", args=args), **more)


def test_forms_of_the_filter_are_ordered_after_asking(client, world, proposal):
    client.force_login(world.operator)
    address = reverse("programs:commitments_bulk")

    asked = client.get(f"{address}?part=imbas")
    started = client.post(f"{address}?part=imbas")

    bulk = Bulk.objects.get()
    assert b"Siapkan 5 formulir" in asked.content
    assert (started.url, bulk.items.count()) == (bulk.get_absolute_url(), 5)


def test_what_is_signed_is_not_made_again(client, world, proposal):
    sign_all(proposal, world.operator)
    client.force_login(world.operator)

    answer = client.get(reverse("programs:commitments_bulk"))
    refused = client.post(reverse("programs:commitments_bulk"))

    assert b"Tidak ada formulir yang perlu disiapkan" in answer.content
    assert (refused.status_code, Bulk.objects.count()) == (409, 0)


def test_progress_asks_again_until_all_are_ready(client, world, bulk):
    moving = page(client, world.operator, "bulk_state", bulk.pk)
    work(bulk)
    still = page(client, world.operator, "bulk_state", bulk.pk)

    assert b"0 dari 6 siap" in moving.content
    assert (b"every 2s" in moving.content, "HX-Refresh" in moving) == (True, False)
    assert b"6 dari 6 siap" in still.content
    assert (b"every 2s" in still.content, still["HX-Refresh"]) == (False, "true")


def test_buttons_follow_the_state(client, world, bulk):
    client.force_login(world.operator)

    client.post(reverse("documents:bulk_pause", args=[bulk.pk]))
    paused = page(client, world.operator, "bulk", bulk.pk)
    client.post(reverse("documents:bulk_resume", args=[bulk.pk]))
    work(bulk)
    done = page(client, world.operator, "bulk", bulk.pk)

    assert [b.name for b in paused.context["buttons"]] == ["resume", "stop"]
    assert [b.name for b in done.context["buttons"]] == []
    assert "Siap" in done.content.decode()
    assert f'href="{bulk.items.first().letter.get_absolute_url()}"' in done.content.decode()


def test_bound_files_are_saved_and_sandboxed(client, world, bulk):
    work(bulk)
    assert page(client, world.operator, "bulk_pdf", bulk.pk).status_code == 404

    client.post(reverse("documents:bulk_bind", args=[bulk.pk]), {"form": "pdf"})
    run_all_due()
    answer = page(client, world.operator, "bulk_pdf", bulk.pk)

    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"] == 'attachment; filename="formulir-kampar.pdf"'


def test_another_office_and_a_school_see_nothing(client, world, bulk):
    addresses = ["bulk", "bulk_state"]

    assert [page(client, world.operator_siak, name, bulk.pk).status_code for name in addresses] == [404, 404]
    assert page(client, world.school_head, "bulks").status_code == 403
    assert b"Formulir Kampar" not in page(client, world.staff, "bulks").content
    assert b"Formulir Kampar" in page(client, world.operator, "bulks").content


def test_list_and_page_cost_the_same_with_more_rows(client, world, bulk, proposal):
    def costs():
        found = []
        for name, args in (("bulks", []), ("bulk", [bulk.pk])):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(client, world.operator, name, *args)
            found.append(len(queries))
        return found

    page(client, world.operator, "bulks")
    few = costs()
    subjects = [(one.pk, one.school.name) for one in proposal.candidates.all()]
    [bulk_services.start_bulk("commitments", f"Lagi {n}", subjects, by=world.operator) for n in range(20)]

    assert costs() == few
    export = page(client, world.operator, "bulks", data={"unduh": "csv"})
    assert b"".join(export.streaming_content).count(b"Lagi") == 20
