"""Who is visible to whom, and which memberships are in force."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.rules import AT_SCHOOL, DINAS, LPMP, OFFICE_LEVELS, Role

if TYPE_CHECKING:
    from accounts.models import Membership, User

NOTHING = Q(pk__in=[])


def reach(acting: "Membership | None", prefix: str = "") -> Q:
    """The schools this membership reaches, as a condition on ``prefix`` (``"school__"``): the place, downwards.

    Nation > province > kab/kota > school; a dinas reaches the levels it manages (R-3.2-01), a verifier,
    facilitator or supervisor what is assigned to him.
    """
    if acting is None:
        return NOTHING
    if acting.role == Role.NATIONAL:
        return Q()
    if acting.role in AT_SCHOOL:
        return Q(**{f"{prefix}pk": acting.school_id})
    if acting.role == Role.VERIFIER:
        return Q(**{f"{prefix}candidates__proposal__candidates__assignments__verifier": acting.user_id})
    if acting.role in LPMP or acting.role in DINAS or acting.role == Role.TPMPD:
        return _inside(acting, prefix)
    return NOTHING


def _inside(acting: "Membership", prefix: str) -> Q:
    is_province = acting.place.kind == "province"
    place = Q(**{f"{prefix}regency__parent" if is_province else f"{prefix}regency": acting.place_id})
    if acting.role in DINAS:
        place &= Q(**{f"{prefix}level__in": OFFICE_LEVELS[acting.place.kind]})
    return place


class MembershipQuerySet(QuerySet):
    def in_force(self) -> "MembershipQuerySet":
        """Memberships of today."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)

    def with_place(self) -> "MembershipQuerySet":
        """With all that the shell shows of a membership, in one query."""
        return self.select_related("place__parent", "school__regency")

    def visible_to(self, user: "User") -> "MembershipQuerySet":
        """People of the province for the LPMP; of the office and its schools for a dinas; of the school else."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role in LPMP:
            place = acting.place_id
            inside = Q(place=place) | Q(place__parent=place) | Q(school__regency__parent=place)
            return self.filter(inside)
        if acting.role in DINAS:
            own = Q(place=acting.place_id, role__in=DINAS)
            return self.filter(own | (Q(school__isnull=False) & reach(acting, "school__")))
        if acting.role == Role.SCHOOL_HEAD:
            return self.filter(school=acting.school_id)
        return self.filter(user=user)


class UserQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "UserQuerySet":
        """The people behind the visible memberships, and oneself."""
        ids = apps.get_model("accounts", "Membership").objects.visible_to(user).values("user")
        return self.filter(Q(pk__in=ids) | Q(pk=user.pk))
