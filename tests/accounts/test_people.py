"""What may an admin do to people, what may they do themselves, and who is seen by whom?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from accounts import services
from accounts.models import Membership, User
from accounts.rules import RIGHTS, Role
from core.errors import Conflict, NotAllowed
from core.models import Event, Job
from tests.cast import PASSWORD, make_person, make_place, make_school

pytestmark = pytest.mark.embedded
PROFILE = reverse("accounts:profile")
NIP = "19590512 198311 1 001"


def profile_of(user, **fields):
    names = ["name", "title_before", "title_after", "nip", "phone", "rank", "position", "workplace", "email"]
    return {name: getattr(user, name) for name in names} | fields


def add(by, person, role=Role.VERIFIER, place=None, school=None):
    return services.add_membership(person.pk, role=role, place=place, school=school, by=by)


def test_nip_and_phone_are_kept_in_one_spelling(client, world):
    client.force_login(world.operator)

    client.post(PROFILE, profile_of(world.operator, nip="19590512-198311 1-001", phone="+62 812-3456-7890"))

    world.operator.refresh_from_db()
    assert (world.operator.nip, world.operator.phone) == ("195905121983111001", "081234567890")
    assert NIP in client.get(PROFILE).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("nip", "1959", "18 angka; yang ditulis 4"),
        ("nip", "19591312 198311 1 001", "tanggal lahir"),
        ("nip", "19590512 198311 3 001", "jenis kelamin"),
        ("phone", "12", "8 sampai 15 angka"),
        ("name", "", "tidak boleh kosong"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, world, field, typed, words):
    client.force_login(world.operator)

    answer = client.post(PROFILE, profile_of(world.operator, **{field: typed}, position="Yang baru saya ketik"))

    assert words in str(answer.context["form"].errors[field])
    assert "Yang baru saya ketik" in answer.content.decode()


@pytest.mark.parametrize(("password", "saved"), [("", False), ("bukan ini", False), (PASSWORD, True)])
def test_another_e_mail_needs_the_password(client, world, password, saved):
    client.force_login(world.operator)

    client.post(PROFILE, profile_of(world.operator, email="baru@contoh.id", current_password=password))

    asked = Job.objects.filter(kind="accounts.send_email_change", payload__email="baru@contoh.id")
    assert asked.exists() is saved


def test_an_e_mail_of_somebody_else_is_refused(client, world):
    client.force_login(world.operator)
    typed = profile_of(world.operator, email=world.staff.email.upper(), current_password=PASSWORD)

    answer = client.post(PROFILE, typed)

    assert "sudah dipakai akun lain" in str(answer.context["form"].errors)


def test_history_names_what_changed_and_nothing_else(client, world):
    client.force_login(world.operator)

    client.post(PROFILE, profile_of(world.operator, position="Kepala seksi"))
    client.post(PROFILE, profile_of(User.objects.get(pk=world.operator.pk)))

    assert [event.data["fields"] for event in Event.objects.about(world.operator)] == ["jabatan"]
    assert "mengubah data diri: jabatan" in client.get(PROFILE).content.decode()


def test_a_role_is_added_and_seen_in_the_persons_history(world):
    membership = add(world.admin, world.operator, place=world.province)

    assert membership.is_in_force
    assert Event.objects.about(world.operator).get().verb == "membership.added"


def test_a_role_cannot_be_held_twice(world):
    with pytest.raises(Conflict, match="sudah memegang peran ini"):
        add(world.admin, world.operator, role=Role.DINAS_REGENCY, place=world.kampar)


def test_a_role_stands_only_where_it_belongs(world):
    with pytest.raises(Conflict, match="tidak bertugas di wilayah"):
        add(world.admin, world.operator, role=Role.DINAS_REGENCY, place=world.province)
    with pytest.raises(Conflict, match="bertugas di sekolah"):
        add(world.admin, world.operator, role=Role.SCHOOL_HEAD, place=world.kampar)


def test_a_role_is_given_only_inside_the_province(world):
    jambi = make_place("province", world.nation, "Jambi")

    with pytest.raises(NotAllowed, match="di provinsi Anda"):
        add(world.admin, world.operator, place=jambi)


def test_only_admins_give_and_take(world):
    reason = {"reason": "percobaan"}

    for name in ("staff", "head", "operator", "national", "school_head"):
        by = getattr(world, name)
        with pytest.raises(NotAllowed):
            add(by, world.verifier, place=world.province)
        with pytest.raises(NotAllowed):
            services.end_membership(world.verifier.acting.pk, by=by, **reason)
        with pytest.raises(NotAllowed):
            services.block(world.verifier.pk, by=by, **reason)
        for act in (services.unblock, services.unlock):
            with pytest.raises(NotAllowed):
                act(world.verifier.pk, by=by)


def test_an_ended_role_is_gone_at_once_and_may_be_given_again_the_same_day(world):
    first = add(world.admin, world.operator, place=world.province)

    services.end_membership(first.pk, reason="salah orang", by=world.admin)

    assert [m.role for m in User.objects.get(pk=world.operator.pk).standings] == ["dinas_regency"]
    assert add(world.admin, world.operator, place=world.province).is_in_force
    with pytest.raises(Conflict, match="sudah diakhiri"):
        services.end_membership(first.pk, reason="sekali lagi", by=world.admin)


def test_the_last_admin_stays(world):
    with pytest.raises(NotAllowed, match="admin terakhir"):
        services.end_membership(world.admin.acting.pk, reason="berhenti", by=world.admin)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["end", "block"])
def test_two_admins_who_remove_each_other_at_once_leave_one(world, act):
    other = make_person(Role.LPMP_ADMIN, world.province)
    ready = Barrier(2)

    def remove(by, victim):
        ready.wait()
        try:
            if act == "end":
                services.end_membership(victim.acting.pk, reason="rebutan", by=by)
            else:
                services.block(victim.pk, reason="rebutan", by=by)
        except NotAllowed:
            return "refused"
        finally:
            connection.close()
        return "done"

    pairs = [(world.admin, other), (other, world.admin)]
    [(by.acting, victim.acting) for by, victim in pairs]
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(lambda pair: remove(*pair), pairs))

    assert answers == ["done", "refused"]
    assert Membership.objects.in_force().filter(role=Role.LPMP_ADMIN, user__is_active=True).count() == 1


def test_a_blocked_person_is_out_at_once(client, world):
    client.force_login(world.operator)
    client.get(PROFILE)

    services.block(world.operator.pk, reason="pindah tugas", by=world.admin)

    assert client.get(PROFILE).status_code == 302
    assert not world.operator.open_sessions.exists()
    assert services.unblock(world.operator.pk, by=world.admin).is_active


def test_blocking_and_unblocking_twice_is_said(world):
    services.block(world.operator.pk, reason="pindah tugas", by=world.admin)

    with pytest.raises(Conflict, match="sudah nonaktif"):
        services.block(world.operator.pk, reason="pindah tugas", by=world.admin)
    services.unblock(world.operator.pk, by=world.admin)
    with pytest.raises(Conflict, match="tidak sedang nonaktif"):
        services.unblock(world.operator.pk, by=world.admin)


def test_nobody_blocks_himself(world):
    with pytest.raises(NotAllowed, match="diri sendiri"):
        services.block(world.admin.pk, reason="percobaan", by=world.admin)


def test_somebody_who_also_works_elsewhere_is_not_shut_out(world):
    jambi = make_place("province", world.nation, "Jambi")
    Membership.objects.create(user=world.verifier, role=Role.VERIFIER, place=jambi)

    with pytest.raises(NotAllowed, match="di luar provinsi"):
        services.block(world.verifier.pk, reason="percobaan", by=world.admin)


def test_somebody_who_has_moved_away_is_let_in_again_only_there(world):
    jambi = make_place("province", world.nation, "Jambi")
    Membership.objects.create(user=world.verifier, role=Role.VERIFIER, place=jambi)
    services.end_membership(world.verifier.memberships.first().pk, reason="pindah", by=world.admin)
    User.objects.filter(pk=world.verifier.pk).update(is_active=False)

    with pytest.raises(NotAllowed, match="admin di sana"):
        services.unblock(world.verifier.pk, by=world.admin)


def test_people_of_another_province_do_not_exist(world):
    stranger = make_person(Role.LPMP_STAFF, make_place("province", world.nation, "Jambi"))

    with pytest.raises(User.DoesNotExist):
        services.block(stranger.pk, reason="percobaan", by=world.admin)


def test_an_admin_opens_the_lock(client, world):
    for _ in range(5):
        client.post(reverse("accounts:sign_in"), {"username": world.operator.email, "password": "salah"})
    client.force_login(world.admin)
    page = reverse("accounts:person", args=[world.operator.pk])
    before = client.get(page).content.decode()

    client.post(reverse("accounts:unlock", args=[world.operator.pk]))

    assert ("Buka kunci" in before, "Buka kunci" in client.get(page).content.decode()) == (True, False)
    client.logout()
    sign_in = client.post(reverse("accounts:sign_in"), {"username": world.operator.email, "password": PASSWORD})
    assert sign_in.status_code == 302


def seen_by(client, user, **query):
    client.force_login(user)
    page = client.get(reverse("accounts:people"), query)
    return {row.record for row in page.context["table"].rows}


def test_each_sees_the_people_he_answers_for(client, world):
    in_siak = make_person(Role.SCHOOL_HEAD, make_school(world.siak))
    team = make_person(Role.TPMPS, world.school)

    assert {world.admin, world.operator, in_siak, team} <= seen_by(client, world.admin)
    assert seen_by(client, world.operator) == {world.operator, world.school_head, team}
    assert seen_by(client, world.school_head) == {world.school_head, team}


def test_the_list_is_searched_and_filtered(client, world):
    make_person(Role.SCHOOL_HEAD, make_school(world.siak), name="Bu Rahmi", nip="195905121983111001")

    assert {p.name for p in seen_by(client, world.admin, q="rahmi")} == {"Bu Rahmi"}
    assert {p.name for p in seen_by(client, world.admin, q="19590512")} == {"Bu Rahmi"}
    assert seen_by(client, world.admin, role="verifier") == {world.verifier}
    assert "Bu Rahmi" in {p.name for p in seen_by(client, world.admin, place=world.siak.pk)}
    assert world.operator not in seen_by(client, world.admin, place=world.siak.pk)
    assert seen_by(client, world.admin, is_active="False") == set()


def test_a_role_elsewhere_is_not_shown(client, world):
    jambi = make_place("province", world.nation, "Jambi")
    Membership.objects.create(user=world.verifier, role=Role.VERIFIER, place=jambi)
    client.force_login(world.admin)

    pages = [client.get(reverse("accounts:people")), client.get(reverse("accounts:person", args=[world.verifier.pk]))]

    assert not any("Jambi" in page.content.decode() for page in pages)


@pytest.mark.parametrize("name", ["verifier", "national"])
def test_the_list_is_not_for_everybody(client, world, name):
    client.force_login(getattr(world, name))

    assert client.get(reverse("accounts:people")).status_code == 403


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_for_any_number_of_rows(client, world, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_person(Role.TPMPS, make_school(world.kampar))
    client.force_login(world.admin)
    client.get(reverse("accounts:people"))

    with django_assert_max_num_queries(11):
        page = client.get(reverse("accounts:people"), {"role": "tpmps"})

    assert len(page.context["table"].rows) == rows


def test_the_export_is_what_is_on_the_screen(client, world):
    make_person(Role.TPMPS, world.school, name="=2+2", phone="081234567890")
    client.force_login(world.admin)

    answer = client.get(reverse("accounts:people"), {"role": "tpmps", "unduh": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("'=2+2;TPMPS · SD NEGERI 008 LUBUK SAKAI")
    assert lines[1].endswith("Aktif")


@pytest.mark.parametrize("page", ["person", "membership_add", "block"])
def test_pages_of_strangers_do_not_exist(client, world, page):
    client.force_login(world.operator_siak)

    answer = client.get(reverse(f"accounts:{page}", args=[world.school_head.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["membership_add", "block"])
def test_who_sees_a_person_may_still_not_change_it(client, world, page):
    client.force_login(world.operator)

    assert client.get(reverse(f"accounts:{page}", args=[world.school_head.pk])).status_code == 403
    assert client.get(reverse("accounts:membership_end", args=[world.school_head.acting.pk])).status_code == 403


def test_an_admin_does_it_all_from_the_page(client, world):
    client.force_login(world.admin)
    page = reverse("accounts:person", args=[world.verifier.pk])
    typed = {"role": "school_operator", "school": world.school.npsn, "place": "", "until": "2099-12-31"}

    client.post(reverse("accounts:membership_add", args=[world.verifier.pk]), typed)
    added = world.verifier.memberships.get(role="school_operator")
    client.post(reverse("accounts:membership_end", args=[added.pk]), {"reason": "sudah selesai"})
    client.post(reverse("accounts:block", args=[world.verifier.pk]), {"reason": "cuti panjang"})
    client.post(reverse("accounts:unblock", args=[world.verifier.pk]))

    text = client.get(page).content.decode()
    for words in ("menambahkan keanggotaan", "sudah selesai", "cuti panjang", "mengaktifkan kembali"):
        assert words in text


def test_ending_without_a_reason_asks_for_it(client, world):
    client.force_login(world.admin)

    answer = client.post(reverse("accounts:membership_end", args=[world.verifier.acting.pk]), {"reason": ""})

    assert "tidak boleh kosong" in str(answer.context["form"].errors["reason"])
    assert Membership.objects.get(pk=world.verifier.acting.pk).is_in_force


def test_the_table_of_rights_is_the_one_in_force(client, world):
    client.force_login(world.school_head)

    page = client.get(reverse("accounts:rights"))

    assert len(page.context["rows"]) == len(RIGHTS)
    assert page.content.decode().count(">ya</span>") == sum(len(roles) for roles, _ in RIGHTS.values())


def test_the_table_of_rights_begins_with_the_own_role(client, world):
    client.force_login(world.school_head)

    page = client.get(reverse("accounts:rights"))

    assert page.context["roles"][0] == Role.SCHOOL_HEAD.label
    assert dict(page.context["rows"])[RIGHTS["commitment.upload"][1]][0] is True


def test_switching_acts_in_another_role_in_this_browser(client, world):
    Membership.objects.create(user=world.operator, role=Role.VERIFIER, place=world.province)
    old = Membership.objects.create(user=world.operator, role=Role.TPMPD, place=world.siak, until="2099-01-01")
    Membership.objects.filter(pk=old.pk).update(since="2019-01-01", until="2019-12-31")
    client.force_login(world.operator)
    second = world.operator.memberships.get(role=Role.VERIFIER)

    before = client.get(PROFILE).content.decode()
    client.post(reverse("accounts:switch"), {"membership_id": second.pk})

    assert f'value="{second.pk}"' in before
    assert f'value="{old.pk}"' not in before
    assert client.get(PROFILE).wsgi_request.user.acting == second


@pytest.mark.parametrize("chosen", ["", "abc", "99999999"])
def test_nobody_switches_to_what_he_is_not(client, world, chosen):
    client.force_login(world.operator)

    answer = client.post(reverse("accounts:switch"), {"membership_id": chosen or world.admin.acting.pk})

    assert answer.status_code == 404
