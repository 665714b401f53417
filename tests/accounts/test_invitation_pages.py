"""What do the pages of invitations show, keep, refuse and hide?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.models import Invitation, User
from accounts.rules import Role
from tests.accounts.test_invitations import NEW, invite, secret_of
from tests.cast import make_person, make_school

pytestmark = pytest.mark.embedded


def press(client, invitation, **fields):
    return client.post(reverse("accounts:accept", args=[secret_of(invitation)]), fields)


def test_the_page_says_who_invites_for_what(client, world):
    invitation = invite(world.admin, place=world.kampar)

    page = client.get(reverse("accounts:accept", args=[secret_of(invitation)])).content.decode()

    for words in (world.admin.full_name, "Dinas kabupaten/kota", "Kab. Kampar", "Buat akun", "sudah punya akun"):
        assert words in page


def test_opening_an_account_signs_in_at_once(client, world):
    invitation = invite(world.admin, place=world.kampar)

    answer = press(client, invitation, **NEW, phone="+62 812-3456-7890")

    user = User.objects.get(username="tamu")
    assert (answer.url, client.session["_auth_user_id"]) == ("/", str(user.pk))
    assert user.phone == "081234567890"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("password", "pendek", "terlalu pendek"),
        ("password", "Ibu Tamu 2020", "mirip"),
        ("username", "orang@lain.id", "tidak memuat tanda @"),
        ("username", "admin kita", "hanya memuat huruf"),
        ("phone", "delapan", "8 sampai 15 angka"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(client, world, field, value, words):
    answer = press(client, invite(world.admin, place=world.kampar), **NEW | {field: value})

    text = " ".join(str(e) for errors in answer.context["form"].errors.values() for e in errors)
    assert words in text
    assert 'value="Ibu Tamu"' in answer.content.decode()


def test_a_signed_in_person_accepts_with_one_press_and_acts_in_it(client, world):
    client.force_login(world.operator_siak)

    answer = press(client, invite(world.admin, place=world.kampar))

    acting = world.operator_siak.memberships.get(place=world.kampar)
    assert (answer.url, client.session["membership_id"]) == ("/", acting.pk)


@pytest.mark.parametrize("state", ["used", "withdrawn", "expired", "unknown"])
def test_a_dead_link_says_so(client, world, state):
    invitation = invite(world.admin, place=world.kampar)
    address = reverse("accounts:accept", args=[secret_of(invitation) if state != "unknown" else "x"])
    if state == "used":
        services.accept(secret_of(invitation), by=world.operator_siak)
    if state == "withdrawn":
        services.withdraw(invitation.pk, by=world.admin)
    if state == "expired":
        Invitation.objects.update(expires_at=timezone.now())

    answer = client.get(address)

    assert answer.status_code == 410
    assert "Undangan tidak berlaku" in answer.content.decode()


def test_the_form_invites_by_npsn_or_name(client, world):
    client.force_login(world.operator)
    page = reverse("accounts:invite")
    typed = {"role": "school_head", "name": "Bapak Kepala", "school": "sdn 8 lubuk sakai", "phone": "0812 1111 2222"}

    answer = client.post(page, typed)

    invitation = Invitation.objects.get()
    assert (answer.url, invitation.school) == (invitation.get_absolute_url(), world.school)
    assert "wa.me/6281211112222?text=Yth." in client.get(answer.url).content.decode()


def test_the_form_lists_schools_when_the_name_fits_several(client, world):
    make_school(world.kampar, name="SD NEGERI 008 LUBUK SAKAI BARAT")
    client.force_login(world.operator)

    answer = client.post(reverse("accounts:invite"), {"role": "school_head", "name": "X", "school": "lubuk sakai"})

    assert world.school.npsn in str(answer.context["form"].errors["school"])
    assert Invitation.objects.count() == 0


def test_all_dinas_of_the_province_in_three_presses(client, world):
    """J2: open the page, press, copy."""
    world.siak.memberships.all().delete()
    client.force_login(world.admin)
    page = client.get(reverse("accounts:invite_offices"))
    ticked = [row for row in page.context["rows"] if row.initial["chosen"]]
    data = {f"{row.prefix}-name": row.initial["name"] for row in page.context["rows"]}

    answer = client.post(reverse("accounts:invite_offices"), data | {f"{row.prefix}-chosen": "on" for row in ticked})
    texts = client.get(answer.url).context["texts"]

    assert [row.target["place"] for row in ticked] == [world.siak]
    assert [text["invitation"].name for text in texts] == ["Operator Dinas Pendidikan Kab. Siak"]
    assert "/akun/terima/" in texts[0]["text"]


def test_only_the_admin_invites_all_dinas(client, world):
    client.force_login(world.staff)

    assert client.get(reverse("accounts:invite_offices")).status_code == 403


def test_heads_of_schools_without_an_account_are_offered(client, world):
    schools = [make_school(world.kampar, head_name=f"Kepala {n}") for n in range(3)]
    make_person(Role.SCHOOL_HEAD, schools[0])
    make_school(world.siak, head_name="Kepala di Siak")
    invite(world.operator, role=Role.SCHOOL_HEAD, school=schools[1])
    client.force_login(world.operator)

    page = client.get(reverse("accounts:invite_heads"))

    assert [row.target["school"] for row in page.context["rows"]] == [schools[2]]


def test_a_ticked_row_without_a_name_is_asked_for_it(client, world):
    school = make_school(world.kampar, head_name="")
    client.force_login(world.operator)
    prefix = f"r{school.pk}"

    answer = client.post(
        f"{reverse('accounts:invite_heads')}?sekolah={school.pk}",
        {f"{prefix}-chosen": "on", f"{prefix}-email": "kepala@contoh.id"},
    )

    assert "Tulis namanya." in answer.content.decode()
    assert "kepala@contoh.id" in answer.content.decode()


def test_nothing_ticked_is_said(client, world):
    school = make_school(world.kampar)
    client.force_login(world.operator)

    answer = client.post(f"{reverse('accounts:invite_heads')}?sekolah={school.pk}", {})

    assert "Belum ada yang dicentang" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_for_any_number_of_rows(client, world, rows, django_assert_max_num_queries):
    for n in range(rows):
        school = make_school(world.kampar)
        invite(world.admin, role=Role.SCHOOL_HEAD, school=school, name=f"Kepala {n}")
    client.force_login(world.admin)
    client.get(reverse("accounts:invitations"))

    with django_assert_max_num_queries(10):
        page = client.get(reverse("accounts:invitations"))

    assert len(page.context["table"].rows) == rows


def test_the_list_hides_other_offices_and_filters_by_state(client, world):
    own = invite(world.admin, place=world.kampar, name="Ibu Kampar")
    invite(world.admin, place=world.siak, name="Ibu Siak")
    client.force_login(world.operator)
    page = reverse("accounts:invitations")

    found = client.get(page, {"state": "waiting", "q": "ibu"})

    assert [row.record for row in found.context["table"].rows] == [own]
    assert len(client.get(page, {"state": "used"}).context["table"].rows) == 0


def test_the_link_is_shown_only_to_those_who_could_have_sent_it(client, world):
    invitation = invite(world.admin, role=Role.DINAS_HEAD, place=world.kampar)
    secret = secret_of(invitation)
    client.force_login(world.operator)

    page = client.get(invitation.get_absolute_url()).content.decode()
    texts = client.get(reverse("accounts:texts"), {"id": invitation.pk}).content.decode()
    forbidden = client.post(reverse("accounts:renew", args=[invitation.pk]))

    assert (secret in page, secret in texts, forbidden.status_code) == (False, False, 403)
    client.force_login(world.operator_siak)
    assert client.get(invitation.get_absolute_url()).status_code == 404
    assert client.post(reverse("accounts:withdraw", args=[invitation.pk])).status_code == 404
