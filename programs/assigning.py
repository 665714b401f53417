"""Which verifier gets which school: never where the person has a stake, and everybody about the same number."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from schools.rules import name_key


class Person(NamedTuple):
    """A verifier, with the places and schools where the person serves in any other role."""

    id: int
    name: str
    places: frozenset[int] = frozenset()
    schools: frozenset[int] = frozenset()
    workplace: str = ""


class Group(NamedTuple):
    """A model school with its imbas schools: one piece of work. ``names``: what a workplace may be called."""

    id: int
    name: str
    schools: frozenset[int]
    places: frozenset[int]
    names: frozenset[str] = frozenset()
    area: int = 0  # the kab/kota, so that one person's schools lie together


class Plan(NamedTuple):
    """Who would get what. ``loads`` counts what each person has afterwards, the kept work included."""

    pairs: dict[int, int]
    skipped: dict[int, str]
    loads: dict[int, int]

    @property
    def digest(self) -> str:
        """Names this plan, so that what is applied is what was looked at."""
        return sha256(repr(sorted(self.pairs.items())).encode()).hexdigest()[:16]


def stake(person: Person, group: Group) -> str:
    """Why this person may not verify this group, or nothing (roles.md: never one's own school or office)."""
    if person.schools & group.schools:
        return f"{person.name} bertugas di sekolah dalam kelompok ini."
    if person.places & group.places:
        return f"{person.name} bertugas di kabupaten/kota atau dinas yang mengusulkan sekolah ini."
    work = f" {name_key(person.workplace)} "
    if any(f" {name_key(name)} " in work for name in group.names if name):
        return f"Unit kerja {person.name} adalah {person.workplace}."
    return ""


def share_out(
    groups: Iterable[Group],
    people: Collection[Person],
    loads: dict[int, int],
    barred: Collection[tuple[int, int]] = (),
    ceiling: int | None = None,
) -> Plan:
    """Give each group to one person who has no stake in it and has not declared a conflict (``barred``).

    As even as the bans allow: no chain of hand-overs could take a group from a fuller to an emptier person.
    As many groups as possible are given; a group nobody may take is named with the reason.
    """
    groups = list(groups)
    may = {g.id: [p.id for p in people if (g.id, p.id) not in barred and not stake(p, g)] for g in groups}
    desk = _Desk(may, {person.id: loads.get(person.id, 0) for person in people}, ceiling)
    for group in sorted(groups, key=lambda found: (len(may[found.id]), found.area, found.id)):
        desk.give(group)
    desk.level()
    skipped = {g.id: _why_not(g, may, people) for g in groups if g.id not in desk.pairs}
    return Plan(desk.pairs, skipped, desk.loads)


def _why_not(group: Group, may: dict[int, list[int]], people: Collection[Person]) -> str:
    if not people:
        return "Belum ada verifikator."
    if may[group.id]:
        return "Semua verifikator yang boleh sudah mencapai beban paling banyak."
    reasons = [stake(person, group) or f"{person.name} menyatakan benturan kepentingan." for person in people]
    return " ".join(reasons[:3]) + (f" Begitu pula {len(reasons) - 3} lainnya." if len(reasons) > 3 else "")


class _Desk:
    """The state of one sharing: who may take what, who has what, how much everybody carries."""

    def __init__(self, may: dict[int, list[int]], loads: dict[int, int], ceiling: int | None):
        self.may, self.loads, self.ceiling = may, loads, ceiling
        self.pairs: dict[int, int] = {}
        self.held: dict[int, list[int]] = {person: [] for person in loads}
        self.areas: set[tuple[int, int]] = set()
        self.full: set[int] = set()  # who can neither take more nor hand anything over, and never will

    def _is_free(self, person: int) -> bool:
        return self.ceiling is None or self.loads[person] < self.ceiling

    def give(self, group: Group) -> None:
        """To the least loaded who may, near what that person has; if all are full, after others hand over."""
        free = [person for person in self.may[group.id] if self._is_free(person)]
        if not free:
            chain = None if self.full.issuperset(self.may[group.id]) else self._chain(self.may[group.id], self._is_free)
            if chain is None:
                self.full.update(self.may[group.id])
                return
            free = [self._hand_over(chain)]
        person = min(free, key=lambda p: (self.loads[p], (p, group.area) not in self.areas, p))
        self._put(group.id, person)
        self.areas.add((person, group.area))

    def level(self) -> None:
        """Hand over until no chain leads from a person to one who carries at least two fewer."""
        settled = False
        while not settled:
            settled = True
            for person in sorted(self.loads, key=lambda p: (-self.loads[p], p)):
                limit = self.loads[person] - 2
                if chain := self._chain([person], lambda p, limit=limit: self.loads[p] <= limit):  # type: ignore[misc]
                    self._hand_over(chain)
                    settled = False
                    break

    def _put(self, group: int, person: int) -> None:
        self.pairs[group] = person
        self.held[person].append(group)
        self.loads[person] += 1

    def _hand_over(self, chain: list[tuple[int, int, int]]) -> int:
        """Move each group of the chain one person on; the first person of the chain has room afterwards."""
        for group, giver, taker in chain:
            self.held[giver].remove(group)
            self.loads[giver] -= 1
            self._put(group, taker)
        return chain[0][1]

    def _chain(self, starts: list[int], is_goal: Callable[[int], bool]) -> list[tuple[int, int, int]] | None:
        """The shortest chain of hand-overs (group, giver, taker) from one of ``starts`` to a person who is the goal."""
        came: dict[int, tuple[int, int]] = {}
        queue, seen = deque(starts), set(starts)
        while queue:
            giver = queue.popleft()
            for group, taker in self._takers(giver, seen):
                came[taker] = (group, giver)
                if is_goal(taker):
                    return self._trace(taker, came)
                queue.append(taker)
        return None

    def _takers(self, giver: int, seen: set[int]) -> Iterator[tuple[int, int]]:
        """Who not yet seen could take which group from ``giver``; they count as seen then."""
        for group in self.held[giver]:
            for taker in self.may[group]:
                if taker not in seen:
                    seen.add(taker)
                    yield group, taker

    @staticmethod
    def _trace(end: int, came: dict[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
        chain: list[tuple[int, int, int]] = []
        while end in came:
            group, giver = came[end]
            chain.append((group, giver, end))
            end = giver
        return chain[::-1]
