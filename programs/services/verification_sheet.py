"""How a verification sheet is read into one flat set of values, and written back from it."""

from typing import Any

from django.db.models import QuerySet

from programs.checking import MATCHED, PLAIN, Answer, Asked, Values, findings_asked, registered
from programs.models import Candidate, Finding, Verification
from programs.rules import CandidateState

PARTS = {"match": "match", "found": "school", "why": "why"}  # name on the page -> name in the kept comparison
IN_GROUP = (CandidateState.PROPOSED, CandidateState.VERIFIED, CandidateState.FAILED)


def group_of(candidate: Candidate) -> QuerySet[Candidate]:
    """The imbas schools that the sheet of this model asks about."""
    return candidate.imbas.filter(state__in=IN_GROUP).select_related("school").order_by("pk")


def asked_of(candidate: Candidate, sheet: Verification | None) -> Asked:
    """Which schools the sheet is about, and how many photos it has."""
    imbas = [(found.pk, str(found.school)) for found in group_of(candidate)]
    return Asked(candidate.pk, imbas, sheet.photos.count() if sheet else 0)


def values_of(candidate: Candidate, sheet: Verification | None) -> Values:
    """What the sheet holds, one value per field of the page; all empty while there is no sheet."""
    kept = sheet or Verification(candidate=candidate)
    values: Values = {name: getattr(kept, name) for name in PLAIN}
    for key in MATCHED:
        row = kept.dapodik.get(key, {})
        values |= {f"{part}_{key}": row.get(kept_as, "") for part, kept_as in PARTS.items()}
    found = {(f.candidate_id, f.criterion): f for f in sheet.findings.all()} if sheet else {}
    for school, criterion in findings_asked(asked_of(candidate, None)):
        finding = found.get((school, criterion))
        values[f"met_{school}_{criterion}"] = _answer(finding)
        values[f"note_{school}_{criterion}"] = finding.note if finding else ""
    return values


def _answer(finding: Finding | None) -> str:
    if finding is None or finding.met is None:
        return ""
    return Answer.YES.value if finding.met else Answer.NO.value


def write(sheet: Verification, candidate: Candidate, values: Values) -> None:
    """Write the values into the sheet and its findings. What was registered is kept as it was when first matched."""
    for name in PLAIN:
        setattr(sheet, name, values[name])
    sheet.dapodik = _matched(sheet.dapodik, registered(candidate.school), values)
    sheet.save()
    rows = [
        Finding(
            verification=sheet, candidate_id=school, criterion=criterion,
            met=_met(values[f"met_{school}_{criterion}"]), note=values[f"note_{school}_{criterion}"],
        )
        for school, criterion in findings_asked(asked_of(candidate, None))
    ]  # fmt: skip
    Finding.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["met", "note"],
        unique_fields=["verification", "candidate", "criterion"],
    )  # fmt: skip


def _met(answer: str) -> bool | None:
    return None if not answer else answer == Answer.YES


def _matched(before: dict[str, Any], now: dict[str, str], values: Values) -> dict[str, Any]:
    matched = {}
    for key in MATCHED:
        row = {kept_as: values[f"{part}_{key}"] for part, kept_as in PARTS.items()}
        kept = before.get(key, {})
        was = kept.get("dapodik", now[key]) if row["match"] and kept.get("match") else now[key]
        matched[key] = row | {"label": MATCHED[key], "dapodik": was}
    return matched
