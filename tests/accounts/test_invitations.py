"""Who may invite whom, what becomes of an invitation, and is it used only once?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts import services
from accounts.models import Invitation, User
from accounts.rules import InvitationState, Role
from core import jobs
from core.errors import Conflict, NotAllowed
from core.models import Event
from tests.cast import make_school

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
