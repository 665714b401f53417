"""What happens to the second step of signing in: set up, asked, replaced by a paper code, taken away, reset?"""

import re
from base64 import b32encode
from datetime import timedelta
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django_otp.oath import TOTP

from accounts.models import RecoveryCode, SecondFactor, User
from accounts.rules import LPMP, demand
from accounts.services.sessions import close_sessions
from core.errors import Conflict, NotAllowed
from core.events import record

CODES = 10
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
MOST_FAILURES = 5
SHUT_FOR = timedelta(minutes=15)
WRONG = "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi."


def new_nonce() -> str:
    return get_random_string(43)


def _key(user: User, nonce: str, secret: str | None = None) -> bytes:
    return salted_hmac("accounts.second_factor", f"{user.pk}:{nonce}", secret=secret).digest()


def _secrets() -> list[str]:
    """The server's key, and the old ones it still accepts."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def typed_key(user: User, nonce: str) -> str:
    """The key as a person types it into the app: groups of four."""
    text = b32encode(_key(user, nonce)).decode().rstrip("=")
    return " ".join(re.findall(".{1,4}", text))


def app_address(user: User, nonce: str) -> str:
    """What the QR code says to the app."""
    host = settings.SITE_URL.partition("//")[2]
    query = urlencode({"secret": typed_key(user, nonce).replace(" ", ""), "issuer": f"Imbas {host}"}, quote_via=quote)
    return f"otpauth://totp/{quote(f'Imbas {host}:{user.username}')}?{query}"


def has_second_factor(user: User) -> bool:
    return SecondFactor.objects.filter(user=user).exists()


def must_have_one(user: User) -> bool:
    """Whether this installation asks a second step of the role in which the person acts."""
    return settings.REQUIRE_SECOND_FACTOR and user.role in LPMP


def _step_of(user: User, nonce: str, code: str, after: int) -> int | None:
    """The step of time the code belongs to, one before or after now at most; nothing when it is wrong or used."""
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"\d{6}", digits):
        return None
    for secret in _secrets():
        clock = TOTP(_key(user, nonce, secret), step=30, digits=6)
        clock.time = timezone.now().timestamp()
        if clock.verify(int(digits), tolerance=1, min_t=after + 1):
            return clock.t()
    return None


@transaction.atomic
def confirm_second_factor(nonce: str, code: str, *, keep: str, by: User) -> list[str]:
    """Begin to ask for a code: the app has proved that it knows the key. Signs out every browser but ``keep``.

    Gives the recovery codes, which nobody can read again. ``Conflict`` for a wrong code or when there is one already.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    if has_second_factor(user):
        raise Conflict("Langkah kedua sudah aktif. Hapus yang lama dahulu bila ganti ponsel.")
    step = _step_of(user, nonce, code, -1)
    if step is None:
        raise Conflict(WRONG)
    SecondFactor.objects.create(user=user, nonce=nonce, last_step=step)
    close_sessions(user, keep=keep)
    record("second_factor.confirmed", user, by=by)
    return _fresh_codes(user)


def _hash(user: User, code: str, secret: str | None = None) -> str:
    letters = re.sub(r"[\s-]", "", code).upper()
    plain = f"{user.pk}:{letters}"
    return salted_hmac("accounts.recovery_code", plain, secret=secret, algorithm="sha256").hexdigest()


def _fresh_codes(user: User) -> list[str]:
    codes = [f"{get_random_string(5, LETTERS)}-{get_random_string(5, LETTERS)}" for _ in range(CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=_hash(user, code)) for code in codes)
    return codes


@transaction.atomic
def new_recovery_codes(*, by: User) -> list[str]:
    """Ten other codes; the old ones open nothing any more."""
    if not has_second_factor(by):
        raise Conflict("Langkah kedua belum aktif.")
    record("second_factor.recoded", by, by=by)
    return _fresh_codes(by)


def check_second_factor(user_id: int, code: str) -> str:
    """Why this code does not open the door, or nothing. A code counts once; five wrong ones shut it for a while.

    The failure is kept although the sign-in is refused, so this answers instead of raising.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update(of=("self",)).select_related("user").get(user=user_id)
        now = timezone.now()
        if factor.shut_until and factor.shut_until > now:
            return "Terlalu banyak kode yang salah. Coba lagi seperempat jam lagi, atau hubungi admin LPMP."
        step = _step_of(factor.user, factor.nonce, code, factor.last_step)
        is_right = step is not None or _spend(factor.user, code)
        factor.last_step = factor.last_step if step is None else step
        factor.failures = 0 if is_right else factor.failures + 1
        factor.shut_until = now + SHUT_FOR if factor.failures >= MOST_FAILURES else None
        if factor.shut_until:
            factor.failures = 0
            record("second_factor.shut", factor.user, by=factor.user)
        factor.save(update_fields=["last_step", "failures", "shut_until"])
        return "" if is_right else WRONG


def _spend(user: User, code: str) -> bool:
    """Use up a recovery code, if it is one."""
    hashes = [_hash(user, code, secret) for secret in _secrets()]
    found = user.recovery_codes.filter(code_hash__in=hashes, used_at=None)
    if not found.update(used_at=timezone.now()):
        return False
    record("second_factor.recovered", user, by=user, left=user.recovery_codes.filter(used_at=None).count())
    return True


@transaction.atomic
def remove_second_factor(*, keep: str, by: User) -> None:
    """Stop asking; the caller has asked for the password. Refused where this installation requires it."""
    if must_have_one(by):
        raise NotAllowed("Peran LPMP di sini wajib memakai langkah kedua. Untuk ganti ponsel, mintalah admin lain.")
    _remove(by)
    close_sessions(by, keep=keep)
    record("second_factor.removed", by, by=by)


def _remove(user: User) -> None:
    user.recovery_codes.all().delete()
    SecondFactor.objects.filter(user=user).delete()


@transaction.atomic
def reset_second_factor(user_id: int, *, reason: str, by: User) -> User:
    """An admin takes away the second step of somebody who lost phone and codes; every browser is signed out."""
    demand(by.role, "people.manage")
    person = User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=user_id)
    if person == by:
        raise NotAllowed("Langkah kedua Anda sendiri direset oleh admin lain.")
    if any(m.province_id != by.acting.province_id for m in person.standings):
        raise NotAllowed("Orang ini juga bertugas di luar provinsi Anda; mintalah admin di sana juga menyetujuinya.")
    if not has_second_factor(person):
        raise Conflict(f"{person} tidak memakai langkah kedua.")
    _remove(person)
    close_sessions(person)
    record("second_factor.reset", person, by=by, reason=reason)
    return person


@transaction.atomic
def forget_second_factor(person: User) -> bool:
    """As ``reset_second_factor``, from the server's own console; whether there was one."""
    if not has_second_factor(person):
        return False
    _remove(person)
    close_sessions(person)
    record("second_factor.reset", person, reason="lewat konsol server")
    return True
