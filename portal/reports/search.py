"""What does one word find, of all that this person may see? At most one query a group."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from accounts.models import User
from accounts.rules import may
from documents.models import Letter
from portal.menu import address
from programs.models import Proposal
from schools.models import Institution, School

SHOWN = 10
FEWEST_LETTERS = 2


class Hit(NamedTuple):
    """One line of the answer."""

    title: str
    text: str
    link: str


class Group(NamedTuple):
    """The hits of one kind, and whether there are more of them."""

    label: str
    icon: str
    hits: list[Hit]
    more: str  # the list of all that fit, where there are more of them and such a list
    has_more: bool


def find(user: User, words: str) -> list[Group]:
    """The groups that found something, schools first."""
    groups = [
        _group("Sekolah", "building", _schools(user, words), _listed("schools:list", words)),
        _group("Surat", "file-earmark-text", _letters(user, words), _listed("documents:list", words)),
        _group("Usulan", "send-check", _proposals(user, words)),
        _group("Lembaga", "bank", _institutions(user, words)),
        _group("Orang", "people", _people(user, words), _listed("accounts:people", words)),
    ]
    return [group for group in groups if group.hits]


def _group(label: str, icon: str, hits: Iterable[Hit], more: str = "") -> Group:
    found = list(hits)
    return Group(label, icon, found[:SHOWN], more, len(found) > SHOWN)


def _listed(name: str, words: str) -> str:
    return f"{address(name)}?{urlencode({'q': words})}"


def _schools(user: User, words: str) -> list[Hit]:
    found = School.objects.visible_to(user).named(words).select_related("regency").order_by("name")
    return [
        Hit(school.name, f"NPSN {school.npsn} · {school.regency}", school.get_absolute_url())
        for school in found[: SHOWN + 1]
    ]


def _letters(user: User, words: str) -> list[Hit]:
    if not may(user.role, "letters.read"):
        return []
    named = Q(number__icontains=words) | Q(title__icontains=words)
    found = Letter.objects.visible_to(user).filter(named).order_by("-letter_date", "-pk")
    return [
        Hit(letter.title, letter.number or letter.get_state_display(), letter.get_absolute_url())
        for letter in found[: SHOWN + 1]
    ]


def _proposals(user: User, words: str) -> list[Hit]:
    if not may(user.role, "proposal.read"):
        return []
    named = Q(office__name__icontains=words) | Q(letter_number__icontains=words) | Q(receipt__iexact=words)
    found = Proposal.objects.visible_to(user).filter(named).select_related("office__place", "program")
    return [Hit(str(p), p.get_state_display(), p.get_absolute_url()) for p in found.order_by("-pk")[: SHOWN + 1]]


def _institutions(user: User, words: str) -> list[Hit]:
    if not may(user.role, "letters.draft"):
        return []
    named = Q(name__icontains=words) | Q(short_name__icontains=words)
    found = Institution.objects.visible_to(user).filter(named).order_by("name")
    return [
        Hit(office.short_name, office.name, address("schools:institution", [office.pk]))
        for office in found[: SHOWN + 1]
    ]


def _people(user: User, words: str) -> list[Hit]:
    if not may(user.role, "people.invite"):
        return []
    found = User.objects.visible_to(user).filter(name__icontains=words).order_by("name")
    return [
        Hit(person.full_name, person.position or person.workplace, address("accounts:person", [person.pk]))
        for person in found[: SHOWN + 1]
    ]
