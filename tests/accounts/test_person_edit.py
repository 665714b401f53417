"""Can an admin correct somebody's data, with old and new in history, and invite heads beyond one page?"""

import pytest
from django.urls import reverse

from accounts import services
from accounts.models import Invitation, Membership, User
from accounts.rules import Role
from core.errors import NotAllowed
from core.models import Event
from tests.cast import make_place, make_school

pytestmark = pytest.mark.embedded
HEADS = reverse("accounts:invite_heads")


def data_of(person, **fields):
    names = ("name", "title_before", "title_after", "nip", "phone")
    return {name: getattr(person, name) for name in names} | fields


def test_an_admin_corrects_name_titles_nip_and_phone(client, world):
    old = world.operator.name
    client.force_login(world.admin)
    link = reverse("accounts:person_edit", args=[world.operator.pk])
    assert link in client.get(world.operator.get_absolute_url()).content.decode()

    client.post(link, data_of(world.operator, name="Nurhayati", title_after="M.Pd.", phone="+62 812-3456-7890"))

    world.operator.refresh_from_db()
    assert (world.operator.full_name, world.operator.phone) == ("Nurhayati, M.Pd.", "081234567890")
    event = Event.objects.get(verb="user.corrected")
    assert (event.actor, event.data["changes"]["nama"]) == (world.admin, [old, "Nurhayati"])


def test_a_wrong_nip_is_refused_and_the_rest_stays_typed(client, world):
    client.force_login(world.admin)

    page = client.post(
        reverse("accounts:person_edit", args=[world.operator.pk]), data_of(world.operator, name="Baru", nip="123")
    )

    assert page.context["form"].errors["nip"]
    assert 'value="Baru"' in page.content.decode()


def test_nothing_changed_writes_no_history(world):
    assert services.change_person(world.operator.pk, by=world.admin, **data_of(world.operator)) == []
    assert not Event.objects.filter(verb="user.corrected").exists()


def test_only_an_admin_of_the_province_and_never_the_e_mail(world):
    for person in (world.staff, world.head, world.operator):
        with pytest.raises(NotAllowed):
            services.change_person(world.operator.pk, by=person, name="X")
    with pytest.raises(User.DoesNotExist):
        services.change_person(world.national.pk, by=world.admin, name="X")
    with pytest.raises(NotAllowed, match="email"):
        services.change_person(world.operator.pk, by=world.admin, email="x@contoh.id")
    aceh = make_place("province", world.nation, "Aceh")
    Membership.objects.create(user=world.operator, role=Role.LPMP_STAFF, place=aceh, since="2019-01-01")
    with pytest.raises(NotAllowed, match="di luar provinsi"):
        services.change_person(world.operator.pk, by=world.admin, name="X")


@pytest.fixture
def many(world):
    return [make_school(world.kampar, head_name=f"Kepala {n:02d}", name=f"SD {n:02d} RAMAI") for n in range(60)]


def test_heads_beyond_the_first_fifty_stand_on_the_next_page(client, world, many):
    client.force_login(world.operator)

    first, second = (client.get(HEADS, {"q": "ramai", "page": n}) for n in (1, 2))

    assert [len(page.context["rows"]) for page in (first, second)] == [50, 10]
    assert "?q=ramai&amp;page=2" in first.content.decode()


def test_all_of_the_filter_are_invited_at_once_and_nobody_else(client, world, many):
    make_school(world.kampar, head_name="Kepala Lain", name="SD SEPI")
    make_school(world.siak, head_name="Kepala Siak", name="SD RAMAI SIAK")
    make_school(world.kampar, head_name="", name="SD RAMAI TANPA KEPALA")
    client.force_login(world.operator)
    assert client.get(HEADS, {"q": "ramai"}).context["named"] == 60

    client.post(f"{HEADS}?q=ramai", {"all": "1"})

    assert set(Invitation.objects.values_list("school", flat=True)) == {school.pk for school in many}
    assert client.post(f"{HEADS}?q=ramai", {"all": "1"}).status_code == 403


def test_heads_are_chosen_by_kabkota_and_by_what_was_proposed_this_year(client, world, many):
    model = world.group(world.proposal(), imbas=1)
    client.force_login(world.admin)

    proposed = client.get(HEADS, {"calon": "1", "wilayah": world.kampar.pk})
    elsewhere = client.get(HEADS, {"calon": "1", "wilayah": world.siak.pk})

    shown = {row.target["school"].pk for row in proposed.context["rows"]}
    assert shown == {model.school_id, model.imbas.get().school_id}
    assert (list(elsewhere.context["rows"]), world.siak in elsewhere.context["places"]) == ([], True)
    assert client.get(HEADS, {"wilayah": "²"}).status_code == 200


def test_a_page_that_moved_on_still_invites_the_rows_it_showed(client, world, many):
    client.force_login(world.operator)
    last = many[-1]

    client.post(f"{HEADS}?q=ramai", {f"r{last.pk}-chosen": "on", f"r{last.pk}-name": "Kepala 59"})

    assert list(Invitation.objects.values_list("school", flat=True)) == [last.pk]
