"""How do schools stand in the tables of letters: one row per model, its imbas schools beside it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from core.formats import counted, number
from programs.models import Candidate
from programs.queries import CandidateQuerySet
from programs.rules import Funding, Part
from schools.rules import Level

Row = dict[str, Any]


def for_tables(candidates: CandidateQuerySet) -> list[Candidate]:
    """The candidates in the order of a table, with all that a row needs, in one query."""
    related = ("school__regency", "school__district", "school__cluster")
    return list(candidates.select_related(*related).order_by("school__regency__code", "pk"))


def groups(candidates: Iterable[Candidate]) -> list[Row]:
    """A numbered row for every model, by level and name, with its imbas schools numbered inside."""
    models, imbas = [], {}
    for candidate in candidates:
        if candidate.part == Part.MODEL:
            models.append(candidate)
        else:
            imbas.setdefault(candidate.model_id, []).append(candidate)
    models.sort(key=lambda model: (list(Level).index(model.school.level), model.school.name, model.pk))
    return [
        model_row(n, model) | {"imbas": [imbas_row(k, one) for k, one in enumerate(imbas.get(model.pk, []), 1)]}
        for n, model in enumerate(models, 1)
    ]


def school_row(candidate: Candidate) -> Row:
    school = candidate.school
    return {
        "npsn": school.npsn,
        "name": school.name,
        "level": school.level,
        "status": school.status,
        "district": school.district.name if school.district else "",
        "cluster": school.cluster.name if school.cluster else "",
    }


def model_row(n: int, model: Candidate) -> Row:
    school = model.school
    return school_row(model) | {
        "no": n,
        "address": school.address,
        "head": school.head_name,
        "phone": school.head_phone,
        "accreditation": school.accreditation,
        "curriculum": school.curriculum,
        "quality": quality(model),
        "packages": ", ".join(school.packages),
        "funding": "Dalam kuota" if model.funding == Funding.IN_QUOTA else "Di luar kuota",
        "note": "; ".join(filter(None, [model.note, model.fewer_reason])),
        "result": model.get_state_display(),
        "reason": model.result_reason,
    }


def imbas_row(n: int, imbas: Candidate) -> Row:
    return school_row(imbas) | {
        "no": n,
        "distance": number(imbas.distance_km, 1) if imbas.distance_km is not None else "",
        "packages": ", ".join(imbas.school.packages),
        "result": imbas.get_state_display(),
        "reason": imbas.result_reason,
    }


def quality(model: Candidate) -> str:
    """``3,92 (Menuju SNP 3)``, or what of it is known."""
    school = model.school
    score = number(school.quality_score, 2) if school.quality_score is not None else ""
    name = school.get_quality_display() if school.quality else ""
    return f"{score} ({name})" if score and name else score or name


def sums(rows: list[Row]) -> dict[str, Any]:
    """The last row of a table, and the figures of the letter."""
    by_level = Counter(row["level"] for row in rows)
    return {
        "models": len(rows),
        "imbas": sum(len(row["imbas"]) for row in rows),
        "by_level": listed([f"{by_level[level]} {level}" for level in Level if by_level[level]]),
        "over_quota": sum(row["funding"] != "Dalam kuota" for row in rows),
    }


def listed(parts: list[str]) -> str:
    """``22 SD dan 12 SMP``; ``a, b, dan c``."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def how_many(count: int, what: str) -> str:
    """``34 (tiga puluh empat) sekolah model``."""
    return f"{counted(count)} {what}"


def lines_of(text: str) -> list[str]:
    """What somebody typed one per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
