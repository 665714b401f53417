"""What the lists of people and invitations show, and by what they are filtered."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from accounts.ground import Place
from accounts.models import Invitation, User
from accounts.rules import LPMP, InvitationState, Role
from core.formats import moment, nip_spaced, short_date

TONES = {"waiting": "wait", "used": "ok", "expired": "bad", "withdrawn": "idle"}


def chip(tone: str, label: str) -> str:
    return render_to_string("components/chip.html", {"tone": tone, "label": label})


def places_of(request: Any) -> QuerySet:
    return Place.objects.regencies().filter(parent=request.user.acting.place_id)


class PersonFilter(filters.FilterSet):
    q = filters.CharFilter(label="Nama, posel, atau NIP", method="search")
    role = filters.ChoiceFilter(label="Peran", choices=Role.choices, method="by_role", empty_label="Semua")
    place = filters.ModelChoiceFilter(label="Kab/kota", queryset=places_of, method="by_place", empty_label="Semua")
    is_active = filters.ChoiceFilter(
        label="Keadaan", choices=[("True", "Aktif"), ("False", "Nonaktif")], empty_label="Semua"
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.request.user.role not in LPMP:
            del self.filters["place"]

    def search(self, found: QuerySet, name: str, value: str) -> QuerySet:
        return found.named(value)

    def by_role(self, found: QuerySet, name: str, value: str) -> QuerySet:
        return found.with_role(value, self.request.user)

    def by_place(self, found: QuerySet, name: str, value: Any) -> QuerySet:
        return found.at(value.pk, self.request.user)


class PersonTable(tables.Table):
    caption = "Orang"
    name = tables.Column("Nama", linkify=True)
    roles = tables.Column("Peran", empty_values=(), orderable=False)
    nip = tables.Column("NIP")
    phone = tables.Column("Nomor HP")
    email = tables.Column("Posel")
    last_login = tables.Column("Terakhir masuk")
    is_active = tables.Column("Keadaan")

    class Meta:
        model = User
        fields: list[str] = []
        sequence = ("name", "roles", "nip", "phone", "email", "last_login", "is_active")
        order_by = "name"

    def render_name(self, record: User) -> str:
        return record.full_name

    def value_name(self, record: User) -> str:
        return record.full_name

    def render_roles(self, record: User) -> str:
        return "; ".join(str(membership) for membership in record.shown) or "–"

    def render_nip(self, value: str) -> str:
        return nip_spaced(value)

    def render_last_login(self, value: Any) -> str:
        return moment(value)

    def render_is_active(self, value: bool) -> str:
        return chip("ok", "Aktif") if value else chip("bad", "Nonaktif")

    def value_is_active(self, value: bool) -> str:
        return "Aktif" if value else "Nonaktif"


class InvitationFilter(filters.FilterSet):
    q = filters.CharFilter(label="Nama atau posel", method="search")
    state = filters.ChoiceFilter(
        label="Keadaan", choices=InvitationState.choices, method="by_state", empty_label="Semua"
    )
    role = filters.ChoiceFilter(label="Peran", choices=Role.choices, empty_label="Semua")

    class Meta:
        model = Invitation
        fields = ["role"]

    def search(self, found: QuerySet, name: str, value: str) -> QuerySet:
        return found.filter(Q(name__icontains=value) | Q(email__icontains=value))

    def by_state(self, found: QuerySet, name: str, value: str) -> QuerySet:
        return found.in_state(value)


class InvitationTable(tables.Table):
    caption = "Undangan"
    name = tables.Column("Nama", linkify=True)
    role = tables.Column("Peran")
    where = tables.Column("Tempat", orderable=False)
    state = tables.Column("Keadaan", orderable=False)
    invited_at = tables.Column("Diundang")
    expires_at = tables.Column("Berlaku sampai")
    invited_by = tables.Column("Oleh", order_by="invited_by__name")

    class Meta:
        model = Invitation
        fields: list[str] = []
        sequence = ("name", "role", "where", "state", "invited_at", "expires_at", "invited_by")

    def render_state(self, record: Invitation) -> str:
        return chip(TONES[record.state], record.state_label)

    def value_state(self, record: Invitation) -> str:
        return record.state_label

    def render_invited_at(self, value: Any) -> str:
        return short_date(value)

    def render_expires_at(self, value: Any) -> str:
        return short_date(value)
