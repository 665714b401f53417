"""Does the right person sign, when the head's place is empty, or somebody signs on the head's behalf?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Conflict, NotAllowed
from core.models import Event
from documents.letters import head_of
from schools.models import Delegation
from schools.services import begin_delegation, end_delegation

DEPUTY = {"kind": "plh", "name": "Drs. Wakil Contoh", "nip": "196501011990031001", "since": date(2020, 3, 1)}


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("fields", "title", "on_behalf"),
    [
        ({"kind": "plt"}, "Plt. Kepala", ""),
        ({"kind": "plh"}, "Plh. Kepala", ""),
        ({"kind": "an", "title": "Kepala Subbagian Umum"}, "Kepala Subbagian Umum", "Kepala {name}"),
    ],
)
def test_a_deputy_signs_as_what_he_is(world, fields, title, on_behalf):
    begin_delegation(world.lpmp.pk, DEPUTY | fields, by=world.admin)

    block = head_of(world.lpmp, on=date(2020, 3, 27))

    assert (block["title"], block["name"], block["nip"]) == (title, "Drs. Wakil Contoh", "19650101 199003 1 001")
    assert block["on_behalf"] == on_behalf.format(name=world.lpmp.name)


@pytest.mark.embedded
def test_the_head_signs_before_and_after(world):
    begin_delegation(world.lpmp.pk, DEPUTY | {"until": date(2020, 3, 31)}, by=world.admin)

    names = [head_of(world.lpmp, on=date(2020, month, day))["name"] for month, day in [(2, 29), (3, 31), (4, 1)]]

    assert names == ["Dra. Kepala Contoh", "Drs. Wakil Contoh", "Dra. Kepala Contoh"]


def test_an_acting_head_signs_where_no_head_is_recorded(world):
    world.lpmp.head_name = ""
    world.lpmp.save()
    begin_delegation(world.lpmp.pk, DEPUTY | {"kind": "plt"}, by=world.admin)

    assert head_of(world.lpmp)["title"] == "Plt. Kepala"


@pytest.mark.parametrize(("since", "until"), [(date(2020, 3, 5), None), (date(2020, 2, 1), date(2020, 3, 1))])
def test_two_never_sign_on_the_same_day(world, since, until):
    begin_delegation(world.lpmp.pk, DEPUTY | {"until": date(2020, 3, 31)}, by=world.admin)

    with pytest.raises(Conflict, match="sudah tercatat"):
        begin_delegation(world.lpmp.pk, DEPUTY | {"since": since, "until": until}, by=world.admin)


def test_an_office_names_its_own_deputy_only(world):
    begin_delegation(world.dinas_kampar.pk, DEPUTY, by=world.operator)

    with pytest.raises(NotAllowed, match="kantor Anda sendiri"):
        begin_delegation(world.dinas_siak.pk, DEPUTY, by=world.operator)
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        begin_delegation(world.lpmp.pk, DEPUTY, by=world.staff)


def test_ending_keeps_what_was_and_takes_out_what_never_began(world):
    today = timezone.localdate()
    running = begin_delegation(world.lpmp.pk, DEPUTY, by=world.admin)
    end_delegation(running.pk, today, by=world.admin)
    future = begin_delegation(world.lpmp.pk, DEPUTY | {"since": today + timedelta(days=9)}, by=world.admin)

    end_delegation(future.pk, today, by=world.admin)

    assert list(Delegation.objects.values_list("pk", "until")) == [(running.pk, today)]
    assert Event.objects.filter(verb="delegation.ended").count() == 2


def test_the_page_takes_a_deputy_keeps_what_was_typed_and_ends_him(client, world):
    client.force_login(world.admin)
    page, send = world.lpmp.get_absolute_url(), reverse("schools:delegate", args=[world.lpmp.pk])

    wrong = client.post(send, {"kind": "an", "name": "Drs. Wakil", "since": "2020-03-01"}).content.decode()
    done = client.post(send, {"kind": "plh", "name": "Drs. Wakil", "since": "2020-03-01"}, follow=True)
    deputy = Delegation.objects.get()
    client.post(reverse("schools:delegation_end", args=[deputy.pk]))

    assert 'value="Drs. Wakil"' in wrong
    assert "Tulis jabatan yang menandatangani" in wrong
    assert done.redirect_chain == [(page, 302)]
    assert Delegation.objects.get().until == timezone.localdate()
