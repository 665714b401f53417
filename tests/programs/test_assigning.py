"""Is the sharing out fair, within the bans, and does it say why it leaves something out?"""

import itertools
import random

import pytest

from programs.assigning import Group, Person, share_out, stake

pytestmark = pytest.mark.embedded


def group(n, place=1, **fields):
    return Group(n, f"Sekolah {n}", **({"schools": frozenset({n}), "places": frozenset({place})} | fields))


def some_case(seed):
    """A small world of random bans, so that every way of sharing can be tried."""
    dice = random.Random(seed)  # noqa: S311 -- a repeatable case, no secret
    people = [Person(n, f"Orang {n}", places=frozenset({dice.randrange(4)})) for n in range(3)]
    groups = [group(n, place=dice.randrange(4)) for n in range(dice.randrange(1, 6))]
    barred = {(dice.randrange(5), dice.randrange(3)) for _ in range(dice.randrange(3))}
    loads = {n: dice.randrange(3) for n in range(3)}
    return groups, people, loads, barred, dice.choice([None, None, 3])


def allowed(groups, people, barred):
    return {g.id: [p.id for p in people if (g.id, p.id) not in barred and not stake(p, g)] for g in groups}


def best(may, loads, ceiling):
    """The most that can be given and then the most even, by trying everything."""
    found = (-1, 0)
    for choice in itertools.product(*[[None, *options] for options in may.values()]):
        after = dict(loads)
        for person in choice:
            if person is not None:
                after[person] += 1
        if ceiling and any(after[p] > max(ceiling, loads[p]) for p in after):
            continue
        count = sum(person is not None for person in choice)
        found = max(found, (count, -sum(n * n for n in after.values())))
    return found


@pytest.mark.parametrize("seed", range(150))
def test_no_other_way_of_sharing_gives_more_or_is_more_even(seed):
    groups, people, loads, barred, ceiling = some_case(seed)
    may = allowed(groups, people, barred)

    plan = share_out(groups, people, loads, barred, ceiling)

    assert (len(plan.pairs), -sum(n * n for n in plan.loads.values())) == best(may, loads, ceiling)


@pytest.mark.parametrize("seed", range(150, 200))
def test_nobody_gets_what_is_banned_and_nothing_is_lost(seed):
    groups, people, loads, barred, ceiling = some_case(seed)
    may = allowed(groups, people, barred)

    plan = share_out(groups, people, loads, barred, ceiling)

    assert all(person in may[key] for key, person in plan.pairs.items())
    assert plan.pairs.keys() | plan.skipped.keys() == {g.id for g in groups}
    assert sum(plan.loads.values()) == sum(loads.values()) + len(plan.pairs)


def test_the_same_question_has_the_same_answer():
    case = some_case(7)

    assert share_out(*case).digest == share_out(*case).digest


def test_two_thousand_schools_are_shared_evenly():
    people = [Person(n, f"Orang {n}", places=frozenset({n % 12})) for n in range(40)]
    groups = [group(n, place=n % 12, area=n % 12) for n in range(2000)]

    plan = share_out(groups, people, {})

    assert set(plan.loads.values()) == {50}


def test_begun_work_counts_as_load():
    plan = share_out([group(1), group(2)], [Person(1, "Sibuk"), Person(2, "Lowong")], {1: 5})

    assert plan.pairs == {1: 2, 2: 2}


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (Person(1, "Ani", schools=frozenset({7})), "Ani bertugas di sekolah dalam kelompok ini."),
        (Person(1, "Ani", places=frozenset({9})), "Ani bertugas di kabupaten/kota atau dinas yang mengusulkan"),
        (Person(1, "Ani", workplace="Dinas Kab. Kampar"), "Unit kerja Ani adalah Dinas Kab. Kampar."),
        (Person(1, "Ani", workplace="SDN 008 Lubuk Sakai"), "Unit kerja Ani adalah SDN 008 Lubuk Sakai."),
        (Person(1, "Ani", workplace="LPMP Provinsi Riau"), ""),
        (Person(1, "Ani"), ""),
    ],
)  # fmt: skip
def test_a_stake_is_own_school_own_place_or_own_workplace(person, reason):
    names = frozenset({"Kab Kampar", "Kabupaten Kampar", "SD NEGERI 008 LUBUK SAKAI", ""})

    found = stake(person, Group(1, "X", frozenset({7}), frozenset({9}), names))

    assert found.startswith(reason) if reason else found == ""


def test_what_is_left_out_is_explained():
    own = Person(1, "Ani", places=frozenset({1}))

    assert share_out([group(1)], [], {}).skipped == {1: "Belum ada verifikator."}
    assert share_out([group(1)], [own], {}).skipped[1].startswith("Ani bertugas di kabupaten/kota")
    assert share_out([group(1)], [Person(2, "Budi")], {}, {(1, 2)}).skipped[1].startswith("Budi menyatakan benturan")
    assert share_out([group(1)], [Person(2, "Budi")], {2: 4}, (), 4).skipped[1].startswith("Semua verifikator yang")


def test_many_reasons_are_cut_short():
    people = [Person(n, f"Orang {n}", places=frozenset({1})) for n in range(5)]

    assert share_out([group(1)], people, {}).skipped[1].endswith("Begitu pula 2 lainnya.")
