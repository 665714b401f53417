"""Who may invite whom, what becomes of an invitation, and is it used only once?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.models import Invitation, User
from accounts.rules import InvitationState, Role
from core import jobs
from core.errors import Conflict, NotAllowed
from core.models import Event
from tests.cast import make_person, make_school

pytestmark = pytest.mark.embedded


def invite(by, role=Role.DINAS_REGENCY, place=None, school=None, **fields):
    return services.invite(by=by, role=role, place=place, school=school, **({"name": "Ibu Tamu"} | fields))


def secret_of(invitation):
    return services.invitation_link(invitation).rstrip("/").rsplit("/", 1)[-1]


NEW = {"username": "tamu", "password": "empat kata yang jauh", "name": "Ibu Tamu", "email": "tamu@contoh.id"}


def test_an_invitation_keeps_only_the_hash_of_its_link(world):
    invitation = invite(world.admin, place=world.kampar)

    secret = secret_of(invitation)
    kept = " ".join(str(value) for value in Invitation.objects.values().get().values())
    assert len(secret) == 32
    assert secret not in kept
    assert invitation.state == InvitationState.WAITING
    assert Event.objects.about(invitation).get().verb == "invitation.sent"


def test_the_link_is_good_for_fourteen_days(world):
    invitation = invite(world.admin, place=world.kampar)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Conflict, match="sudah kedaluwarsa"):
        services.accept_as_new(secret_of(invitation), **NEW)
    assert round((invitation.expires_at - timezone.now()) / timedelta(days=1)) == 14


def test_an_exchanged_server_key_hides_the_link_but_does_not_break_it(world, settings):
    invitation = invite(world.admin, place=world.kampar)
    link = services.invitation_link(invitation)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "sesuatu yang lain"

    hidden = services.invitation_link(invitation)
    settings.SECRET_KEY_FALLBACKS = [old]

    assert (hidden, services.invitation_link(invitation)) == ("", link)


def test_somebody_new_accepts_and_is_a_member(world):
    invitation = invite(world.admin, place=world.kampar)

    membership = services.accept_as_new(secret_of(invitation), **NEW)

    invitation.refresh_from_db()
    assert (membership.role, membership.place, membership.user.username) == ("dinas_regency", world.kampar, "tamu")
    assert (invitation.state, invitation.used_by) == (InvitationState.USED, membership.user)
    assert membership.user.check_password(NEW["password"])


def test_somebody_known_accepts_and_holds_one_role_more(world):
    invitation = invite(world.admin, role=Role.VERIFIER, place=world.province)

    services.accept(secret_of(invitation), by=world.operator)

    roles = world.operator.memberships.in_force().values_list("role", flat=True)
    assert list(roles) == ["dinas_regency", "verifier"]


def test_a_role_held_already_is_not_doubled(world):
    invitation = invite(world.admin, place=world.kampar)

    membership = services.accept(secret_of(invitation), by=world.operator)

    assert list(world.operator.memberships.all()) == [membership]


def test_a_link_works_once(world):
    secret = secret_of(invite(world.admin, place=world.kampar))
    services.accept(secret, by=world.operator_siak)

    with pytest.raises(Conflict, match="sudah dipakai"):
        services.accept_as_new(secret, **NEW)
    assert not User.objects.filter(username="tamu").exists()


def test_an_unknown_link_is_refused(world):
    with pytest.raises(Conflict, match="tidak dikenal"):
        services.accept("karangan", by=world.operator)


def test_a_taken_username_leaves_the_invitation_waiting(world):
    invitation = invite(world.admin, place=world.kampar)

    with pytest.raises(Conflict, match="dipakai orang lain"):
        services.accept_as_new(secret_of(invitation), **NEW | {"username": world.staff.username.upper()})
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.WAITING


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_in(world):
    secret = secret_of(invite(world.admin, place=world.siak))
    ready = Barrier(2)

    def press(person):
        ready.wait()
        try:
            return services.accept(secret, by=person).user
        except Conflict as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, [world.operator, world.verifier]))

    assert sum(isinstance(answer, User) for answer in answers) == 1
    assert sum("sudah dipakai" in str(answer) for answer in answers) == 1
    assert world.siak.memberships.count() == 2


def test_sending_again_makes_a_new_link_and_kills_the_old_one(world):
    invitation = invite(world.admin, place=world.kampar)
    old = secret_of(invitation)

    renewed = services.renew(invitation.pk, by=world.admin)

    with pytest.raises(Conflict, match="tidak dikenal"):
        services.accept(old, by=world.operator_siak)
    assert services.accept(secret_of(renewed), by=world.operator_siak).place == world.kampar


def test_an_expired_invitation_can_be_sent_again(world):
    invitation = invite(world.admin, place=world.kampar)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    assert services.renew(invitation.pk, by=world.admin).state == InvitationState.WAITING


def test_a_withdrawn_invitation_is_dead(world):
    invitation = invite(world.admin, place=world.kampar)
    services.withdraw(invitation.pk, by=world.admin)

    for act in (services.withdraw, services.renew):
        with pytest.raises(Conflict, match="sudah ditarik"):
            act(invitation.pk, by=world.admin)
    with pytest.raises(Conflict, match="sudah ditarik"):
        services.accept(secret_of(invitation), by=world.operator)


def test_a_used_invitation_can_be_neither_withdrawn_nor_sent_again(world):
    invitation = invite(world.admin, place=world.kampar)
    services.accept(secret_of(invitation), by=world.operator_siak)

    for act in (services.withdraw, services.renew):
        with pytest.raises(Conflict, match="sudah dipakai"):
            act(invitation.pk, by=world.admin)


def test_a_second_press_does_not_invite_twice(world):
    invite(world.admin, place=world.kampar)

    with pytest.raises(Conflict, match="masih menunggu"):
        invite(world.admin, place=world.kampar)
    assert Invitation.objects.count() == 1


def test_many_are_invited_all_or_none(world):
    rows = [
        {"name": "Satu", "role": Role.DINAS_REGENCY, "place": world.kampar, "school": None},
        {"name": "Dua", "role": Role.DINAS_REGENCY, "place": world.province, "school": None},
    ]

    with pytest.raises(Conflict, match="tidak bertugas di wilayah jenis ini"):
        services.invite_many(rows, by=world.admin)
    assert Invitation.objects.count() == 0


def test_the_mail_goes_out_with_the_job_and_holds_the_link(world):
    invitation = invite(world.admin, place=world.kampar, email="tamu@contoh.id")
    before = len(mail.outbox)

    jobs.run_all_due()

    [letter] = mail.outbox
    assert (before, letter.to) == (0, ["tamu@contoh.id"])
    assert services.invitation_link(invitation) in letter.body


def test_an_invitation_withdrawn_before_the_worker_came_is_not_mailed(world):
    invitation = invite(world.admin, place=world.kampar, email="tamu@contoh.id")
    services.withdraw(invitation.pk, by=world.admin)

    jobs.run_all_due()

    assert mail.outbox == []


def test_sending_again_mails_the_new_link(world):
    invitation = invite(world.admin, place=world.kampar, email="tamu@contoh.id")
    jobs.run_all_due()

    renewed = services.renew(invitation.pk, by=world.admin)
    jobs.run_all_due()

    assert services.invitation_link(renewed) in mail.outbox[1].body


def refused(by, **where):
    try:
        invite(by, **where)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def test_a_dinas_invites_its_own_operators_and_its_schools(world):
    assert invite(world.operator, place=world.kampar).place == world.kampar
    assert invite(world.operator, role=Role.SCHOOL_HEAD, school=world.school).school == world.school
    assert "di luar wilayah" in refused(world.operator, place=world.siak)
    assert "tidak berwenang" in refused(world.operator, role=Role.LPMP_STAFF, place=world.province)


def test_a_dinas_does_not_reach_schools_of_another_office(world):
    in_siak = make_school(world.siak)
    high_school = make_school(world.kampar, "SMA")

    assert "di luar wilayah" in refused(world.operator, role=Role.SCHOOL_HEAD, school=in_siak)
    assert "di luar wilayah" in refused(world.operator, role=Role.SCHOOL_HEAD, school=high_school)
    assert refused(world.operator_province, role=Role.SCHOOL_HEAD, school=high_school) == ""


def test_a_school_head_builds_his_own_team_only(world):
    other = make_school(world.kampar)

    assert refused(world.school_head, role=Role.TPMPS, school=world.school) == ""
    assert "di luar wilayah" in refused(world.school_head, role=Role.TPMPS, school=other)
    assert "tidak berwenang" in refused(world.school_head, role=Role.SCHOOL_HEAD, school=world.school)


def test_an_admin_stays_inside_the_province(world):
    from tests.cast import make_place

    elsewhere = make_place("province", world.nation, "Jambi")

    assert "di luar wilayah" in refused(world.admin, role=Role.LPMP_STAFF, place=elsewhere)
    assert "tidak berwenang" in refused(world.admin, role=Role.NATIONAL, place=world.nation)


@pytest.mark.parametrize("name", ["verifier", "national"])
def test_others_invite_nobody(world, name):
    assert "tidak berwenang mengundang orang" in refused(getattr(world, name), place=world.kampar)


def test_a_dinas_cannot_touch_what_lies_outside(world):
    invitation = invite(world.admin, place=world.siak)

    for act in (services.withdraw, services.renew):
        with pytest.raises(Invitation.DoesNotExist):
            act(invitation.pk, by=world.operator)


def test_a_dinas_cannot_act_on_an_invitation_it_could_not_have_sent(world):
    invitation = invite(world.admin, role=Role.DINAS_HEAD, place=world.kampar)

    for act in (services.withdraw, services.renew):
        with pytest.raises(NotAllowed, match="tidak berwenang mengundang Kepala dinas"):
            act(invitation.pk, by=world.operator)


@pytest.mark.parametrize(
    ("role", "kind", "invited"),
    [
        (Role.LPMP_ADMIN, "province", 14),
        (Role.LPMP_STAFF, "province", 3),
        (Role.LPMP_HEAD, "province", 3),
        (Role.DINAS_PROVINCE, "province", 3),
        (Role.DINAS_REGENCY, "regency", 3),
        (Role.SCHOOL_HEAD, "", 2),
        (Role.SCHOOL_OPERATOR, "", 0),
        (Role.TPMPD, "regency", 0),
    ],
)
def test_how_many_roles_each_role_may_invite(role, kind, invited):
    from accounts.rules import invitable

    assert len(invitable(role, kind)) == invited


def test_states_are_the_same_in_sql_and_in_python(world):
    made = [invite(world.admin, place=world.kampar, name=name) for name in ("a", "b", "c", "d")]
    services.withdraw(made[0].pk, by=world.admin)
    services.accept(secret_of(made[1]), by=world.operator_siak)
    Invitation.objects.filter(pk=made[2].pk).update(expires_at=timezone.now() - timedelta(days=1))

    found = {state: [row.name for row in Invitation.objects.in_state(state)] for state in InvitationState.values}

    assert found == {"withdrawn": ["a"], "used": ["b"], "expired": ["c"], "waiting": ["d"]}
    assert all(row.state == state for state in found for row in Invitation.objects.in_state(state))


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
    assert [text["invitation"].name for text in texts] == ["Operator Dinas Pendidikan Kabupaten Siak"]
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
