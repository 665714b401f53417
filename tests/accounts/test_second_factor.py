"""Does the second step keep out whoever knows only the password, and let in whoever lost the phone?"""

import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from accounts.models import OpenSession, RecoveryCode, SecondFactor
from accounts.rules import Role
from accounts.services import second_factor as services
from core.errors import Conflict, NotAllowed
from core.models import Event
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.embedded
SIGN_IN, STEP, SET_UP = (reverse(f"accounts:{name}") for name in ("sign_in", "second_step", "second_factor"))


def code_of(user, nonce, ahead=1):
    """What the app shows so many steps later: the next code counts now, and still when the half minute turns."""
    clock = TOTP(services._key(user, nonce))
    clock.time = time.time() + 30 * ahead
    return f"{clock.token():06d}"


def armed(user, nonce="N" * 43):
    """The person has set up an app; gives its recovery codes."""
    codes = services.confirm_second_factor(nonce, code_of(user, nonce, ahead=0), keep="", by=user)
    return nonce, codes


def with_password(client, user, **more):
    return client.post(SIGN_IN, {"username": user.username, "password": PASSWORD} | more)


def is_in(client):
    return "_auth_user_id" in client.session


def test_it_is_set_up_with_a_picture_and_a_typed_key_and_gives_ten_codes_once(client, world):
    client.force_login(world.staff)
    page = client.get(SET_UP)
    nonce = client.session["second_factor_nonce"]
    assert page.context["qr"].startswith("data:image/svg+xml")
    assert page.context["key"] in page.content.decode()
    assert client.post(SET_UP, {"code": "000000"}).context["form"].errors["code"]

    codes = client.post(SET_UP, {"code": code_of(world.staff, nonce, ahead=0)}).context["codes"]

    assert (len(codes), len(set(codes))) == (10, 10)
    again = client.get(SET_UP).content.decode()
    assert [code for code in codes if code in again] == []
    assert not RecoveryCode.objects.filter(code_hash__in=codes).exists()
    assert Event.objects.filter(verb="second_factor.confirmed").exists()


def test_the_password_alone_does_not_open(client, world):
    nonce, _ = armed(world.staff)

    answer = with_password(client, world.staff, next="/surat/")

    assert (answer["Location"], is_in(client)) == (STEP, False)
    assert client.get(reverse("portal:home")).status_code == 302
    answer = client.post(STEP, {"code": code_of(world.staff, nonce)})
    assert (answer["Location"], is_in(client)) == ("/surat/", True)


def test_without_a_right_password_there_is_no_second_step(client, world):
    armed(world.staff)

    client.post(SIGN_IN, {"username": world.staff.username, "password": "salah"})

    assert client.get(STEP)["Location"] == SIGN_IN


def test_a_code_counts_once_and_an_old_one_never(client, world):
    nonce, _ = armed(world.staff)
    code = code_of(world.staff, nonce)

    assert services.check_second_factor(world.staff.pk, code) == ""
    assert services.check_second_factor(world.staff.pk, code) == services.WRONG
    assert services.check_second_factor(world.staff.pk, code_of(world.staff, nonce, ahead=-4)) == services.WRONG


def test_a_recovery_code_opens_once(client, world):
    _, codes = armed(world.staff)
    with_password(client, world.staff)

    client.post(STEP, {"code": codes[3].lower().replace("-", " ")})

    assert is_in(client)
    assert services.check_second_factor(world.staff.pk, codes[3]) == services.WRONG
    assert Event.objects.get(verb="second_factor.recovered").data["left"] == 9


def test_five_wrong_codes_shut_the_door_even_for_the_right_one(client, world):
    nonce, codes = armed(world.staff)
    with_password(client, world.staff)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})

    page = client.post(STEP, {"code": codes[0]})

    assert "Terlalu banyak kode yang salah" in page.content.decode()
    assert not is_in(client)
    SecondFactor.objects.update(shut_until=timezone.now() - timedelta(seconds=1))
    client.post(STEP, {"code": code_of(world.staff, nonce)})
    assert is_in(client)


def test_a_second_step_that_waits_too_long_begins_again(client, world):
    nonce, _ = armed(world.staff)
    with_password(client, world.staff)
    session = client.session
    session["second_step"] = session["second_step"] | {"at": time.time() - 700}
    session.save()

    assert client.post(STEP, {"code": code_of(world.staff, nonce)})["Location"] == SIGN_IN


def test_setting_it_up_signs_out_the_other_browsers(world):
    OpenSession.objects.create(user=world.staff, session_key="lain")

    armed(world.staff)

    assert not OpenSession.objects.filter(session_key="lain").exists()
    with pytest.raises(Conflict, match="sudah aktif"):
        armed(world.staff)


def test_removing_and_new_codes_need_the_password(client, world):
    _, codes = armed(world.staff)
    client.force_login(world.staff)
    remove, fresh = reverse("accounts:second_factor_remove"), reverse("accounts:second_factor_codes")
    assert client.post(remove, {"current_password": "salah"}).context["form"].errors
    assert client.post(fresh, {"current_password": "salah"}).context["form"].errors

    new = client.post(fresh, {"current_password": PASSWORD}).context["codes"]
    assert not set(new) & set(codes)
    assert services.check_second_factor(world.staff.pk, codes[0]) == services.WRONG
    client.post(remove, {"current_password": PASSWORD})

    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("role", ["admin", "staff", "head"])
def test_where_it_is_required_the_lpmp_sets_it_up_first(client, world, settings, role):
    settings.REQUIRE_SECOND_FACTOR = True
    person = getattr(world, role)
    client.force_login(person)
    assert client.get(reverse("schools:list"))["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200

    nonce = client.session["second_factor_nonce"]
    client.post(SET_UP, {"code": code_of(person, nonce)})

    assert client.get(reverse("schools:list")).status_code == 200
    with pytest.raises(NotAllowed, match="wajib"):
        services.remove_second_factor(keep="", by=person)


def test_nobody_else_is_held_up_by_the_requirement(client, world, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(world.operator)

    assert client.get(reverse("schools:list")).status_code == 200
    assert client.get(SET_UP).status_code == 200


def test_an_admin_resets_it_for_somebody_who_lost_the_phone(client, world):
    armed(world.staff)
    client.force_login(world.admin)
    link = reverse("accounts:second_factor_reset", args=[world.staff.pk])
    assert link in client.get(world.staff.get_absolute_url()).content.decode()

    client.post(link, {"reason": "Ponsel hilang, sudah ditelepon"})

    assert not services.has_second_factor(world.staff)
    event = Event.objects.get(verb="second_factor.reset")
    assert (event.actor, event.data["reason"]) == (world.admin, "Ponsel hilang, sudah ditelepon")
    with pytest.raises(Conflict, match="tidak memakai"):
        services.reset_second_factor(world.staff.pk, reason="Lagi", by=world.admin)


def test_only_an_admin_resets_and_not_the_own(world):
    armed(world.staff)
    armed(world.admin)

    for by, whom in ((world.operator, world.staff), (world.head, world.staff), (world.admin, world.admin)):
        with pytest.raises(NotAllowed):
            services.reset_second_factor(whom.pk, reason="Coba", by=by)
    with pytest.raises(type(world.staff).DoesNotExist):
        services.reset_second_factor(make_person(Role.NATIONAL, world.nation).pk, reason="Coba", by=world.admin)


def test_the_console_lets_in_the_last_admin(world):
    armed(world.admin)

    call_command("reset_second_factor", world.admin.username)

    assert not services.has_second_factor(world.admin)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", world.admin.username)


def test_the_key_is_not_in_the_database(world):
    nonce, _ = armed(world.staff)

    kept = str(list(SecondFactor.objects.values()))

    assert services.typed_key(world.staff, nonce).replace(" ", "") not in kept
    assert services._key(world.staff, nonce) != services._key(world.admin, nonce)


def test_a_changed_server_key_keeps_the_apps_while_the_old_one_is_accepted(world, settings):
    nonce, codes = armed(world.staff)
    code = code_of(world.staff, nonce)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "kunci baru", [settings.SECRET_KEY]

    assert services.check_second_factor(world.staff.pk, code) == ""
    assert services.check_second_factor(world.staff.pk, codes[0]) == ""
