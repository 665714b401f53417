"""Which invented school is a model, and which neighbours are its imbas schools."""

from collections import defaultdict
from random import Random
from typing import NamedTuple

from programs.rules import DEFAULT_IMBAS
from schools.models import School
from schools.rules import Quality, distance_km

SAME_GROUP_KM = 3  # a neighbour of the same gugus may lie this much further away


class Group(NamedTuple):
    model: School
    imbas: list[School]


def split_imbas(rng: Random, models: int, imbas: int) -> list[int]:
    """``imbas`` schools over ``models``, five at most, and not too even."""
    counts = [imbas // models + (n < imbas % models) for n in range(models)]
    for _ in range(models // 2):
        giver, taker = rng.randrange(models), rng.randrange(models)
        if giver != taker and counts[giver] > 2 and counts[taker] < DEFAULT_IMBAS:
            counts[giver] -= 1
            counts[taker] += 1
    rng.shuffle(counts)
    return counts


def form_groups(
    rng: Random, schools: dict[str, list[School]], shares: dict[str, int], imbas: int, barred: set[int]
) -> dict[str, list[Group]]:
    """Models of every level as the shares say, below SNP and not ``barred``; each with its nearest free schools.

    The imbas schools are ``imbas`` in all, whatever the levels.
    """
    models = {level: _models(rng, schools[level], number, barred) for level, number in shares.items()}
    counts = split_imbas(rng, sum(shares.values()), imbas)
    groups: dict[str, list[Group]] = defaultdict(list)
    for level, chosen in models.items():
        free = [s for s in schools[level] if s.is_open and s not in chosen and s.pk not in barred]
        for model in chosen:
            near = _nearest(model, free)[: counts.pop()]
            free = [school for school in free if school not in near]
            groups[level].append(Group(model, near))
    return groups


def _models(rng: Random, schools: list[School], number: int, barred: set[int]) -> list[School]:
    fit = [s for s in schools if s.is_open and s.quality and s.quality != Quality.MET and s.pk not in barred]
    return rng.sample(fit, number)


def far(model: School, school: School) -> float:
    """Kilometres between two schools."""
    return distance_km(model.latitude, model.longitude, school.latitude, school.longitude)


def _nearest(model: School, free: list[School]) -> list[School]:
    return sorted(free, key=lambda s: far(model, s) - SAME_GROUP_KM * (s.cluster_id == model.cluster_id))
