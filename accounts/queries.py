"""Who is visible to whom, and which memberships are in force."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.rules import AT_SCHOOL, DINAS, LPMP, OFFICE_LEVELS, Role

if TYPE_CHECKING:
    from accounts.models import Membership, User

NOTHING = Q(pk__in=[])


def reach(acting: "Membership | None", prefix: str = "") -> Q:
    """The schools this membership reaches, as a condition on ``prefix`` (``"school__"``): the place, downwards.

    Nation > province > kab/kota > school; a dinas reaches the levels it manages (R-3.2-01), a verifier,
    facilitator or supervisor what is assigned to him; a TPMPD its area and what is assigned.
    """
    if acting is None:
        return NOTHING
    if acting.role == Role.NATIONAL:
        return Q()
    if acting.role in AT_SCHOOL:
        return Q(**{f"{prefix}pk": acting.school_id})
    if acting.role == Role.VERIFIER:
        return _assigned(acting, prefix)
    if acting.role == Role.TPMPD:
        return _inside(acting, prefix) | _assigned(acting, prefix)
    return _inside(acting, prefix) if acting.role in LPMP | DINAS else NOTHING


def _assigned(acting: "Membership", prefix: str) -> Q:
    """Schools of the proposals in which something is assigned to the person; a subquery, so that rows stay lockable."""
    given = apps.get_model("programs.Assignment").objects.filter(verifier=acting.user_id, declared_at=None)
    listed = apps.get_model("programs.Candidate").objects.filter(proposal__in=given.values("candidate__proposal"))
    return Q(**{f"{prefix}pk__in": listed.values("school")})


def _inside(acting: "Membership", prefix: str) -> Q:
    is_province = acting.place.kind == "province"
    place = Q(**{f"{prefix}regency__parent" if is_province else f"{prefix}regency": acting.place_id})
    if acting.role in DINAS:
        place &= Q(**{f"{prefix}level__in": OFFICE_LEVELS[acting.place.kind]})
    return place


def standing(acting: "Membership") -> Q:
    """Rows with role, place and school (memberships, invitations) that lie where this membership answers for people.

    The LPMP: its province; a dinas: its own office and its schools; a head: the school.
    """
    if acting.role in LPMP:
        place = acting.place_id
        return Q(place=place) | Q(place__parent=place) | Q(school__regency__parent=place)
    if acting.role in DINAS:
        own = Q(place=acting.place_id, role__in=DINAS)
        return own | (Q(school__isnull=False) & reach(acting, "school__"))
    return Q(school=acting.school_id) if acting.role == Role.SCHOOL_HEAD else NOTHING


class MembershipQuerySet(QuerySet):
    def in_force(self) -> "MembershipQuerySet":
        """Memberships of today."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today, ended_at=None)

    def with_place(self) -> "MembershipQuerySet":
        """With all that the shell shows of a membership, in one query."""
        return self.select_related("place__parent", "school__regency")

    def visible_to(self, user: "User") -> "MembershipQuerySet":
        """People of the province for the LPMP; of the office and its schools for a dinas; of the school else."""
        if user.acting is None:
            return self.none()
        found = standing(user.acting)
        return self.filter(user=user) if found == NOTHING else self.filter(found)

    def same_as(self, role: str, place_id: int | None, school_id: int | None) -> "MembershipQuerySet":
        """In force, with that role at that very place or school."""
        return self.in_force().filter(role=role, place=place_id, school=school_id)


class UserQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "UserQuerySet":
        """The people behind the visible memberships, and oneself."""
        ids = _memberships().visible_to(user).values("user")
        return self.filter(Q(pk__in=ids) | Q(pk=user.pk))

    def for_list(self, user: "User") -> "UserQuerySet":
        """With the memberships that this reader may see, in two queries."""
        shown = _memberships().visible_to(user).in_force().with_place()
        return self.prefetch_related(Prefetch("memberships", shown, to_attr="shown"))

    def prefetch_standings(self) -> "UserQuerySet":
        """With ``standings`` filled, in two queries."""
        in_force = _memberships().in_force().with_place().order_by("pk")
        return self.prefetch_related(Prefetch("memberships", in_force, to_attr="standings"))

    def named(self, words: str) -> "UserQuerySet":
        """Every word somewhere in name, username, e-mail or NIP."""
        found = self
        for word in words.split():
            digits = word.replace("-", "")
            found = found.filter(
                Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word)
                | Q(nip__startswith=digits)
            )  # fmt: skip
        return found

    def with_role(self, role: str, user: "User") -> "UserQuerySet":
        """Who holds the role today, as far as this reader sees memberships."""
        return self.filter(pk__in=_memberships().visible_to(user).in_force().filter(role=role).values("user"))

    def at(self, place_id: int, user: "User") -> "UserQuerySet":
        """Who stands at the place or at a school in it."""
        inside = Q(place=place_id) | Q(school__regency=place_id)
        return self.filter(pk__in=_memberships().visible_to(user).in_force().filter(inside).values("user"))

    def by_sign_in_name(self, name: str) -> "UserQuerySet":
        """Whose username or e-mail this is. Usernames have no at sign, so it is never two."""
        name = name.strip()
        return self.filter(Q(username__iexact=name) | (Q(email__iexact=name) & ~Q(email=""))).order_by("pk")


def _memberships() -> MembershipQuerySet:
    return apps.get_model("accounts", "Membership").objects.all()


class InvitationQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "InvitationQuerySet":
        """Invitations to where the reader answers for people."""
        return self.filter(standing(user.acting)) if user.acting else self.none()

    def for_list(self) -> "InvitationQuerySet":
        return self.select_related("place__parent", "school__regency", "invited_by", "used_by")

    def in_state(self, state: str) -> "InvitationQuerySet":
        """The same four states as ``rules.invitation_state``, in SQL."""
        open_now = Q(used_at=None, withdrawn_at=None)
        return self.filter({
            "waiting": open_now & Q(expires_at__gt=timezone.now()),
            "expired": open_now & Q(expires_at__lte=timezone.now()),
            "used": Q(used_at__isnull=False),
            "withdrawn": Q(withdrawn_at__isnull=False),
        }[state])  # fmt: skip


class OpenSessionQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "OpenSessionQuerySet":
        """One's own only, whatever the role."""
        return self.filter(user=user)
