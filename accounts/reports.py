"""Who should be invited? The offices and school heads that have nobody yet."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.ground import Place, School
from accounts.models import Invitation, Membership, User
from accounts.rules import KABKOTA, InvitationState, Role
from core.keys import key_of


def offices_to_invite(by: User) -> list[dict[str, Any]]:
    """Every dinas of the province, ticked where nobody works and no invitation waits."""
    province = by.acting.place
    places = Place.objects.filter(Q(pk=province.pk) | Q(parent=province, kind__in=KABKOTA))
    busy, asked = _at_places(province.pk)
    rows = []
    for place in sorted(places, key=lambda place: (place.pk != province.pk, place.code, place.name)):
        role = Role.DINAS_PROVINCE if place.pk == province.pk else Role.DINAS_REGENCY
        state = "Sudah punya pengguna" if place.pk in busy else "Undangan menunggu" if place.pk in asked else ""
        first = {"chosen": not state, "name": f"Operator Dinas Pendidikan {place}"}
        rows.append({
            "id": place.pk, "label": f"Dinas Pendidikan {place}", "note": "", "state": state,
            "role": role, "place": place, "school": None, "initial": first,
        })  # fmt: skip
    return rows


def _at_places(province_id: int) -> tuple[set[int], set[int]]:
    """Places where a dinas operator works, and where one is invited."""
    inside = Q(place=province_id) | Q(place__parent=province_id)
    operators = Q(role__in=[Role.DINAS_PROVINCE, Role.DINAS_REGENCY])
    busy = Membership.objects.in_force().filter(inside & operators).values_list("place", flat=True)
    waiting = Invitation.objects.in_state(InvitationState.WAITING)
    return set(busy), set(waiting.filter(inside & operators).values_list("place", flat=True))


def heads_to_invite(by: User, ids: list[int], words: str, place: str = "", proposed: bool = False) -> QuerySet[School]:
    """Schools in reach whose head has no account and no waiting invitation: those named, or all that fit the filter.

    ``proposed`` leaves only the model and imbas schools of an open year, whose heads have statements to sign.
    """
    heads = {"school": OuterRef("pk"), "role": Role.SCHOOL_HEAD}
    busy = Membership.objects.in_force().filter(**heads)
    asked = Invitation.objects.in_state(InvitationState.WAITING).filter(**heads)
    schools = School.objects.visible_to(by).named(words).select_related("regency")
    schools = schools.filter(pk__in=ids) if ids else schools
    if (key := key_of(place)) is not None:
        schools = schools.in_place(key)
    if proposed:
        live = {"candidates__program__state": "open", "candidates__state__in": ("proposed", "verified", "determined")}
        schools = schools.filter(pk__in=School.objects.filter(**live).values("pk"))
    found = schools.exclude(Exists(busy)).exclude(Exists(asked))
    return found.order_by("regency__code", "level", "name", "pk")


def places_in_reach(by: User) -> list[Place]:
    """The kab/kota an LPMP or a province chooses from; an office of one kab/kota has nothing to choose."""
    acting = by.acting
    if acting is None or acting.place is None or acting.place.kind in KABKOTA:
        return []
    return list(Place.objects.filter(parent=acting.place, kind__in=KABKOTA).order_by("code"))


def head_of(school: Any) -> dict[str, Any]:
    first = {"chosen": bool(school.head_name), "name": school.head_name, "phone": school.head_phone}
    return {
        "id": school.pk, "label": school.name, "note": f"{school.npsn} · {school.regency}", "state": "",
        "role": Role.SCHOOL_HEAD, "place": None, "school": school, "initial": first,
    }  # fmt: skip
