"""What happens to a person's data, memberships and access?"""

from datetime import date
from typing import Any

from axes.utils import reset as forget_failures
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.queries import MembershipQuerySet
from accounts.rules import Role, demand, stands_fault
from accounts.services.email_change import ask_email
from accounts.services.sessions import close_sessions
from core.errors import Conflict, NotAllowed
from core.events import record

PERSON_FIELDS = ("name", "title_before", "title_after", "nip", "phone")


def _take(user_id: int, by: User) -> User:
    """The locked person, for those who manage people and have not been shut out themselves a moment ago."""
    demand(by.role, "people.manage")
    if not User.objects.filter(pk=by.pk, is_active=True).exists():
        raise NotAllowed("Akun Anda sudah dinonaktifkan.")
    return User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=user_id)


def _refuse_elsewhere(person: User, by: User, reason: str) -> None:
    """Who serves in another province too, or only there now, is not this admin's to decide about."""
    if any(m.province_id != by.acting.province_id for m in person.standings):
        raise NotAllowed(f"Orang ini juga bertugas di luar provinsi Anda{reason}")


@transaction.atomic
def change_profile(*, by: User, **fields: Any) -> list[str]:
    """Save what changed of one's own data; the names of the changed fields.

    Another e-mail address counts only after the link sent there was opened; having none counts at once.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    email = fields.pop("email", user.email)
    if email and email != user.email:
        ask_email(user, email)
    elif not email and user.email:
        fields["email"] = ""
    changed = [name for name, value in fields.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, fields[name])
    user.save(update_fields=changed)
    labels = [str(User._meta.get_field(name).verbose_name) for name in changed]
    if changed:
        record("user.changed", user, by=by, fields=", ".join(labels))
    return labels


@transaction.atomic
def change_person(user_id: int, *, by: User, **fields: Any) -> list[str]:
    """An admin corrects another person's data; history names old and new. The names of the changed fields.

    The e-mail address is the person's own affair: passwords are reset through it.
    """
    person = _take(user_id, by)
    if strange := set(fields) - set(PERSON_FIELDS):
        raise NotAllowed(f"Yang ini hanya diubah orangnya sendiri: {', '.join(sorted(strange))}.")
    _refuse_elsewhere(person, by, "; ia sendiri yang mengubah datanya.")
    changes = {}
    for name, value in fields.items():
        old = getattr(person, name)
        if old != value:
            setattr(person, name, value)
            changes[str(User._meta.get_field(name).verbose_name)] = [old, value]
    if changes:
        person.save(update_fields=list(fields))
        words = "; ".join(f"{label} «{old}» → «{new}»" for label, (old, new) in changes.items())
        record("user.corrected", person, by=by, change=words, changes=changes)
    return list(changes)


@transaction.atomic
def add_membership(
    user_id: int, *, role: str, place: Any, school: Any, until: date | None = None, by: User
) -> Membership:
    """Give the person one more role at a Place or a School of the giver's province, from today."""
    person = _take(user_id, by)
    membership = Membership(user=person, role=role, place=place, school=school, until=until)
    if fault := stands_fault(role, place.kind if place else None):
        raise Conflict(fault)
    if membership.province_id != by.acting.province_id:
        raise NotAllowed("Keanggotaan hanya dapat diberikan di provinsi Anda.")
    if person.memberships.same_as(role, membership.place_id, membership.school_id).exists():
        raise Conflict(f"{person} sudah memegang peran ini di {membership.where}.")
    membership.save()
    record("membership.added", membership, by=by, within=person)
    return membership


@transaction.atomic
def end_membership(membership_id: int, *, reason: str, by: User) -> Membership:
    """End the membership at once. An LPMP keeps at least one admin, also when two end each other's."""
    demand(by.role, "people.manage")
    found = Membership.objects.visible_to(by).get(pk=membership_id)
    _lock_admins(by)
    membership = Membership.objects.select_for_update().get(pk=found.pk)
    if membership.ended_at:
        raise Conflict("Keanggotaan ini sudah diakhiri.")
    if membership.role == Role.LPMP_ADMIN and not _admins(by).exclude(pk=membership.pk).exists():
        raise NotAllowed("Ini admin terakhir. Tunjuk admin lain dahulu, baru akhiri keanggotaan ini.")
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.save(update_fields=["ended_at", "ended_by"])
    record("membership.ended", membership, by=by, within=membership.user, reason=reason)
    return membership


def _admins(by: User) -> MembershipQuerySet:
    return Membership.objects.in_force().filter(role=Role.LPMP_ADMIN, place=by.acting.place_id, user__is_active=True)


def _lock_admins(by: User) -> None:
    list(_admins(by).select_for_update(of=("self",)).order_by("pk").values_list("pk"))


@transaction.atomic
def block(user_id: int, *, reason: str, by: User) -> User:
    """Shut the person out, signed-in browsers included."""
    _lock_admins(by)
    person = _take(user_id, by)
    if person == by:
        raise NotAllowed("Anda tidak dapat menonaktifkan diri sendiri.")
    _refuse_elsewhere(person, by, ". Akhiri keanggotaannya di provinsi ini saja.")
    if not person.is_active:
        raise Conflict(f"{person} sudah nonaktif.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    close_sessions(person)
    record("user.blocked", person, by=by, reason=reason)
    return person


@transaction.atomic
def unblock(user_id: int, *, by: User) -> User:
    """Let the person in again; nothing else changes."""
    person = _take(user_id, by)
    _refuse_elsewhere(person, by, "; admin di sana yang mengaktifkannya kembali.")
    if person.is_active:
        raise Conflict(f"{person} tidak sedang nonaktif.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("user.unblocked", person, by=by)
    return person


@transaction.atomic
def unlock(user_id: int, *, by: User) -> User:
    """Forget the failed attempts that lock the person out for a quarter of an hour."""
    person = _take(user_id, by)
    for name in {person.username.lower(), person.email.lower()} - {""}:
        forget_failures(username=name)
    record("user.unlocked", person, by=by)
    return person
