"""Who may be given schools in a year, where each of them has a stake, and how much each carries."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import Membership, User
from accounts.rules import DINAS, LPMP, Role
from programs.assigning import Group, Person, stake
from programs.models import Assignment, Candidate, ProgramYear

NEUTRAL = LPMP | {Role.VERIFIER, Role.NATIONAL, Role.FACILITATOR_NATIONAL}
OFFICES = DINAS | {Role.TPMPD}


def verifiers_of(program: ProgramYear) -> QuerySet[User]:
    """Everybody who is a verifier of the province today, or in a TPMPD in it (R-3.3-01): ``team`` names its place.

    Where the TPMPD's own pemda proposes, its people have a stake: they verify for other offices.
    """
    place = program.institution.place_id
    in_force = Membership.objects.in_force()
    teams = in_force.filter(Q(place=place) | Q(place__parent=place), role=Role.TPMPD)
    members = in_force.filter(role=Role.VERIFIER, place=place)
    found = User.objects.filter(Q(pk__in=members.values("user")) | Q(pk__in=teams.values("user")), is_active=True)
    team = teams.filter(user=OuterRef("pk")).order_by("pk").values("place__name")[:1]
    return found.annotate(team=Coalesce(Subquery(team), Value(""))).order_by("name", "pk")


def load_of(program: ProgramYear) -> dict[int, int]:
    """How many groups each verifier has in this year, finished ones included."""
    live = Assignment.objects.filter(candidate__program=program, declared_at=None)
    return dict(live.order_by().values_list("verifier").annotate(n=Count("pk")))


def people_of(users: Iterable[User]) -> list[Person]:
    """The users with every place and school where they serve in a role that has a stake; in their order."""
    users = list(users)
    found: dict[int, list[Membership]] = {user.pk: [] for user in users}
    members = Membership.objects.in_force().filter(user__in=users).exclude(role__in=NEUTRAL)
    for member in members.select_related("place", "school"):
        found[member.user_id].append(member)
    return [_person(user, found[user.pk]) for user in users]


def _person(user: User, members: list[Membership]) -> Person:
    places = {member.school.regency_id for member in members if member.school}
    for member in members:
        if member.place_id and member.place and (member.role in OFFICES or member.place.kind in ("regency", "city")):
            places.add(member.place_id)
    schools = frozenset(member.school_id for member in members if member.school_id)
    return Person(user.pk, str(user), frozenset(places), schools, user.workplace)


def groups_of(candidates: Iterable[Candidate]) -> dict[int, Group]:
    """Each model candidate (read by ``for_assigning``) as one piece of work, by key."""
    return {candidate.pk: _group(candidate) for candidate in candidates}


def _group(candidate: Candidate) -> Group:
    school, office = candidate.school, candidate.proposal.office
    schools = [school, *(imbas.school for imbas in getattr(candidate, "live_imbas", ()))]
    names = {office.name, office.short_name, school.regency.formal, str(school.regency).replace(".", "")}
    return Group(
        candidate.pk, str(school), frozenset(found.pk for found in schools),
        frozenset({school.regency_id, office.place_id}), frozenset(names | {found.name for found in schools}),
        school.regency_id,
    )  # fmt: skip


def own_stake(user: User, candidate: Candidate) -> str:
    """Why this person may not verify this group, or nothing; ``candidate`` is read by ``for_assigning``."""
    return stake(people_of([user])[0], _group(candidate))
