"""Who a person is, and as what the person acts: user, membership, invitation, open sessions."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.queries import InvitationQuerySet, MembershipQuerySet, OpenSessionQuerySet, UserQuerySet
from accounts.rules import AT_SCHOOL, RIGHTS, InvitationState, Role, invitation_state, nip_fault
from core.constraints import together


def validate_nip(value: str) -> None:
    """A NIP has 18 digits that mean something."""
    if fault := nip_fault(value):
        raise ValidationError(fault, code="nip")


class PersonManager(UserManager.from_queryset(UserQuerySet)):
    """Django's manager, with who may see whom."""


class User(AbstractUser):
    """A person who signs in. What the person may do stands in the memberships."""

    first_name = None
    last_name = None
    name = models.CharField("nama", max_length=150)
    title_before = models.CharField("gelar depan", max_length=30, blank=True)
    title_after = models.CharField("gelar belakang", max_length=50, blank=True)
    email = models.EmailField("alamat posel", blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[validate_nip])
    phone = models.CharField(
        "nomor HP", max_length=20, blank=True,
        validators=[RegexValidator(r"^\+?\d{8,15}$", "Tulis angka saja, misalnya 081234567890.")],
    )  # fmt: skip
    rank = models.CharField("pangkat, golongan/ruang", max_length=60, blank=True)
    position = models.CharField("jabatan", max_length=120, blank=True)
    workplace = models.CharField("unit kerja", max_length=150, blank=True)
    is_test_account = models.BooleanField("akun demo", default=False)

    objects = PersonManager()
    REQUIRED_FIELDS = ["name"]  # what createsuperuser asks for besides: pages and letters name people

    class Meta:
        ordering = ["name"]
        verbose_name = "pengguna"
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="one_user_per_username",
                violation_error_message="Nama pengguna ini sudah dipakai orang lain.",
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="one_user_per_email",
                violation_error_message="Alamat posel ini sudah dipakai akun lain.",
            ),
            models.UniqueConstraint(
                fields=["nip"], condition=~Q(nip=""), name="one_user_per_nip",
                violation_error_message="NIP ini sudah dipakai akun lain.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

    @property
    def full_name(self) -> str:
        """Name with titles, as letters print it: ``Drs. Ahmad Fauzi, M.Pd.``"""
        name = f"{self.title_before} {self.name}".strip()
        return f"{name}, {self.title_after}" if self.title_after else name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def standings(self) -> "list[Membership]":
        """The memberships in force, oldest first: what the person may act in today."""
        return list(self.memberships.in_force().with_place().order_by("pk"))

    @cached_property
    def acting(self) -> "Membership | None":
        """The membership the person acts in. The middleware sets the chosen one; else the oldest in force."""
        return self.standings[0] if self.standings else None

    @property
    def role(self) -> str:
        """The role of the acting membership; empty for a person without one."""
        return self.acting.role if self.acting else ""

    @property
    def acting_name(self) -> str:
        """How history names the person: ``Nurhayati, M.Pd. (Staf LPMP Provinsi Riau)``."""
        return f"{self.full_name} ({self.acting})" if self.acting else self.full_name

    @property
    def may(self) -> dict[str, bool]:
        """For templates: ``{% if user.may.schools_import %}``."""
        return {right.replace(".", "_"): self.role in roles for right, (roles, _) in RIGHTS.items()}


class Membership(models.Model):
    """A role at a place, from a day until a day. Rights come from memberships only."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("peran", max_length=25, choices=Role)
    place = models.ForeignKey("schools.Place", models.PROTECT, null=True, blank=True, related_name="memberships")
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="memberships")
    since = models.DateField("sejak", default=timezone.localdate)
    until = models.DateField("sampai", null=True, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "keanggotaan"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(AT_SCHOOL), school__isnull=False, place__isnull=True)
                | (~Q(role__in=sorted(AT_SCHOOL)) & Q(school__isnull=True, place__isnull=False)),
                name="membership_stands_at_a_school_or_a_place",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "place", "since"],
                condition=Q(place__isnull=False, ended_at=None),
                name="one_membership_per_role_place_and_day",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school", "since"],
                condition=Q(school__isnull=False, ended_at=None),
                name="one_membership_per_role_school_and_day",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="membership_ends_after_it_begins"
            ),
            together("ended_at", "ended_by", name="membership_ended_by_someone_at_some_time"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.school or self.place}"

    @property
    def person(self) -> User:
        """The member, acting in this membership: for work that is done later in his name."""
        self.user.acting = self
        return self.user

    @property
    def where(self) -> str:
        return str(self.school or self.place)

    @property
    def is_in_force(self) -> bool:
        """Whether one may act in it today; the queryset says the same in SQL."""
        today = timezone.localdate()
        return self.ended_at is None and self.since <= today and (self.until is None or self.until >= today)

    @property
    def may_act(self) -> bool:
        """Whether work may still be done in its name: in force, and its person not shut out."""
        return self.is_in_force and self.user.is_active

    @property
    def province_id(self) -> int | None:
        """The province this membership lies in; nothing for the nation."""
        if self.school_id:
            return self.school.regency.parent_id
        if self.place.kind == "nation":
            return None
        return self.place_id if self.place.kind == "province" else self.place.parent_id


class Invitation(models.Model):
    """A one-time link that makes somebody a member.

    Only the hash of its secret is kept. Whoever holds the server's key can make the secret again from ``nonce``,
    so that the sender can copy the link twice and nobody can read it from a copy of the database.
    """

    email = models.EmailField("alamat posel", blank=True)
    name = models.CharField("nama", max_length=150)
    phone = models.CharField("nomor HP", max_length=20, blank=True)
    role = models.CharField("peran", max_length=25, choices=Role)
    place = models.ForeignKey("schools.Place", models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="+")
    nonce = models.CharField(max_length=43)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        verbose_name = "undangan"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(AT_SCHOOL), school__isnull=False, place__isnull=True)
                | (~Q(role__in=sorted(AT_SCHOOL)) & Q(school__isnull=True, place__isnull=False)),
                name="invitation_is_for_a_school_or_a_place",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(withdrawn_at=None), name="invitation_is_used_or_withdrawn_not_both"
            ),
            together("used_at", "used_by", name="invitation_used_by_someone_at_some_time"),
            together("withdrawn_at", "withdrawn_by", name="invitation_withdrawn_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_role_display()} · {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:invitation", args=[self.pk])

    @property
    def where(self) -> str:
        return str(self.school or self.place)

    @property
    def state(self) -> str:
        return invitation_state(self.used_at, self.withdrawn_at, self.expires_at, timezone.now())

    @property
    def state_label(self) -> str:
        return InvitationState(self.state).label


class OpenSession(models.Model):
    """One signed-in browser of a person, so that the person can see and end it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = "sesi"

    def __str__(self) -> str:
        return f"{self.user} {self.seen_at:%Y-%m-%d %H:%M}"


class SecondFactor(models.Model):
    """An authenticator app that a person confirmed. Its key is made from ``nonce`` and the server's key, never kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    nonce = models.CharField(max_length=43)
    started_at = models.DateTimeField(default=timezone.now)
    last_step = models.BigIntegerField(default=-1)  # a code counts once
    failures = models.PositiveSmallIntegerField(default=0)
    shut_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "langkah kedua"

    def __str__(self) -> str:
        return f"Langkah kedua {self.user}"


class RecoveryCode(models.Model):
    """A code on paper that replaces the app once. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "kode pemulihan"
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="one_recovery_code_per_hash")]

    def __str__(self) -> str:
        return f"Kode pemulihan {self.user}"
