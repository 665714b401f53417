"""Does the head read what is ready, determine in one press, and find decree and participants afterwards?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.models import Decree, Participation
from tests.programs.test_determination import closed, decide

pytestmark = pytest.mark.embedded


def text(page):
    return page.content.decode()


def test_the_head_determines_what_the_page_shows(client, world):
    proposal = closed(world, models=1)
    client.force_login(world.head)
    address = reverse("programs:determination", args=[world.program.pk])
    shown = client.get(address)
    assert (shown.context["models"], shown.context["imbas"]) == (1, 5)

    day = timezone.localdate().isoformat()
    data = {"offices": [proposal.office_id], f"n_{proposal.office_id}": 6, "determined_on": day}
    page = client.post(address, data, follow=True)

    assert Participation.objects.count() == 6
    assert page.redirect_chain == [(Decree.objects.get().get_absolute_url(), 302)]
    assert "SK 1/D7.4/KP/" in text(page)


def test_the_staff_reads_but_has_no_button(client, world):
    closed(world, models=1)
    client.force_login(world.staff)

    page = text(client.get(reverse("programs:determination", args=[world.program.pk])))

    assert "Penetapan dilakukan oleh Kepala LPMP." in page
    assert "Tetapkan daftar" not in page


def test_without_a_ticked_list_the_page_asks_for_one(client, world):
    closed(world, models=1)
    client.force_login(world.head)

    page = client.post(reverse("programs:determination", args=[world.program.pk]), {"determined_on": "2020-04-27"})

    assert (page.status_code, page.context["chosen"]) == (200, [])
    assert "Centang sedikitnya satu daftar." in text(page)


def test_a_day_that_has_not_come_is_refused_beside_its_field_and_the_ticks_stay(client, world):
    office = closed(world, models=1).office_id
    client.force_login(world.head)
    tomorrow = (timezone.localdate() + timezone.timedelta(1)).isoformat()

    data = {"determined_on": tomorrow, "offices": [office], f"n_{office}": 6}
    page = client.post(reverse("programs:determination", args=[world.program.pk]), data)

    assert (page.context["chosen"], Decree.objects.count()) == ([office], 0)
    assert "belum tiba." in page.context["form"].errors["determined_on"][0]


@pytest.mark.parametrize("name", ["operator", "verifier", "national"])
def test_the_words_of_the_decree_are_the_lpmps_own_until_it_is_made(client, world, name):
    closed(world, models=1)
    client.force_login(getattr(world, name))

    assert client.get(reverse("programs:decree_preview", args=[world.program.pk])).status_code == 403


def test_a_dinas_reads_its_own_quota_only(client, world):
    closed(world, models=1)
    client.force_login(world.operator_siak)

    page = client.get(reverse("programs:determination", args=[world.program.pk]))

    assert [row["quota"].place for row in page.context["places"]] == [world.siak]
    assert "tempat kuota belum diusulkan" not in text(page)


def test_the_words_of_the_decree_can_be_read_before(client, world):
    client.force_login(world.head)
    address = reverse("programs:decree_preview", args=[world.program.pk])
    assert client.get(address).status_code == 409
    closed(world, models=1)

    page = text(client.get(address))

    assert "MEMUTUSKAN" in page
    assert "1 (satu) sekolah model dan 5 (lima) sekolah imbas" in page
    assert not Decree.objects.exists()


def test_an_empty_year_says_what_to_do(client, world):
    client.force_login(world.head)

    assert "Belum ada yang menunggu penetapan" in text(
        client.get(reverse("programs:determination", args=[world.program.pk]))
    )


@pytest.mark.parametrize("rows", [1, 20])
def test_the_pages_cost_the_same_for_any_number_of_schools(client, world, rows, django_assert_max_num_queries):
    world.program.quotas.get(place=world.kampar).shares.filter(level="SD").update(models_total=30)
    decree = decide(world, closed(world, models=rows, imbas=1))
    client.force_login(world.head)
    client.get(decree.get_absolute_url())

    with django_assert_max_num_queries(14):
        page = client.get(decree.get_absolute_url())
    assert page.context["models"] == rows
    with django_assert_max_num_queries(10):
        page = client.get(reverse("programs:participants", args=[world.program.pk]))
    assert page.context["table"].paginator.count == 2 * rows
    with django_assert_max_num_queries(16):
        client.get(reverse("programs:determination", args=[world.program.pk]))


@pytest.mark.parametrize(
    ("query", "count"), [("part=imbas", 2), ("level=SMP", 0), ("q=CONTOH", 3), ("funding=in_quota", 3)]
)
def test_participants_are_filtered_and_downloaded(client, world, query, count):
    decide(world, closed(world, models=1, imbas=2))
    client.force_login(world.staff)
    address = reverse("programs:participants", args=[world.program.pk])

    page = client.get(f"{address}?{query}&unduh=csv")

    assert len(b"".join(page.streaming_content).decode().strip().splitlines()) == 1 + count


def test_a_dinas_sees_its_own_participants_only(client, world):
    decide(world, closed(world, models=1, imbas=0))
    client.force_login(world.operator_siak)

    page = client.get(reverse("programs:participants", args=[world.program.pk]))

    assert page.context["table"].paginator.count == 0


def test_schools_do_not_read_the_determination(client, world):
    client.force_login(world.school_head)

    assert client.get(reverse("programs:determination", args=[world.program.pk])).status_code == 403


def test_each_imbas_school_stands_below_its_model(client, world):
    decide(world, closed(world, models=2, imbas=2))
    client.force_login(world.head)

    page = client.get(reverse("programs:participants", args=[world.program.pk]))

    assert [row.record.part for row in page.context["table"].rows] == ["model", "imbas", "imbas"] * 2
