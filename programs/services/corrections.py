"""What happens to findings that differ from the record: asked when a sheet is finished, decided by LPMP staff."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, NotAllowed
from core.events import record
from core.moves import demand_reason
from programs.checking import MATCHED, Match
from programs.correcting import Change, read_finding
from programs.models import Candidate, Correction, CorrectionState, Verification
from programs.services.assignment import for_assigning
from programs.services.assignment_people import own_stake
from schools.models import School
from schools.services import correct_school


def ask_corrections(sheet: Verification, by: User) -> list[Correction]:
    """Put every «Berbeda, pakai temuan» of a sheet that is being finished before the staff; decided ones stay decided.

    Called in the transaction that finishes the sheet. What waited from an earlier finishing is asked anew.
    """
    sheet.corrections.filter(state=CorrectionState.WAITING).delete()
    decided = set(sheet.corrections.values_list("field", "found"))
    rows = [
        Correction(verification=sheet, field=key, registered=row["dapodik"][:400], found=row["school"], created_by=by)
        for key in MATCHED
        if (row := sheet.dapodik.get(key, {})).get("match") == Match.ACCEPT and (key, row["school"]) not in decided
    ]
    Correction.objects.bulk_create(rows)
    if rows:
        candidate = sheet.candidate
        fields = ", ".join(MATCHED[row.field] for row in rows)
        record("correction.asked", candidate, by=by, within=candidate.proposal, count=len(rows), fields=fields)
    return rows


def why_not_decide(candidate: Candidate, sheet: Verification | None, by: User) -> str:
    """Why this person may not decide on the findings of this sheet now, or nothing."""
    if sheet is None or sheet.finished_at is None:
        return "Lembar verifikasinya belum selesai."
    if sheet.finished_by == by:
        return "Anda sendiri yang menyelesaikan lembar ini; temuannya dikonfirmasi staf LPMP lain."
    if reason := own_stake(by, candidate):
        return f"{reason} Anda tidak boleh mengoreksi datanya."
    return ""


@transaction.atomic
def take_corrections(candidate_id: int, ids: Iterable[int], *, seen_at: datetime | None, by: User) -> School:
    """Take the chosen findings over into the school's record: those fields and no others.

    ``Stale`` when the school was saved after ``seen_at``; ``Conflict`` when a finding cannot be read or was decided.
    """
    candidate, sheet, rows = _chosen(candidate_id, ids, by)
    values: Change = {}
    for row in rows:
        reading = read_finding(row.field, row.found, candidate.school)
        if reading.fault:
            raise Conflict(f"{MATCHED[row.field]}: {reading.fault}")
        values |= reading.change
    school = correct_school(candidate.school_id, values, source=sheet, by=by, seen_at=seen_at)
    _decide(rows, CorrectionState.TAKEN, "", by)
    fields = ", ".join(MATCHED[row.field] for row in rows)
    record("correction.taken", candidate, by=by, within=candidate.proposal, fields=fields)
    return school


@transaction.atomic
def decline_corrections(candidate_id: int, ids: Iterable[int], reason: str, *, by: User) -> int:
    """Leave the record as it is, for a reason that is kept beside the findings; how many."""
    words = demand_reason(reason)
    candidate, _, rows = _chosen(candidate_id, ids, by)
    _decide(rows, CorrectionState.DECLINED, words, by)
    fields = ", ".join(MATCHED[row.field] for row in rows)
    record("correction.declined", candidate, by=by, within=candidate.proposal, fields=fields, reason=words)
    return len(rows)


def _chosen(candidate_id: int, ids: Iterable[int], by: User) -> tuple[Candidate, Verification, list[Correction]]:
    """The sheet with its row locked, and the findings somebody chose; ``Conflict`` when one no longer waits."""
    demand(by.role, "corrections.decide")
    visible = Candidate.objects.visible_to(by).models().filter(pk=candidate_id).values("pk")
    candidate = for_assigning(Candidate.objects.filter(pk__in=visible)).get()
    sheet = Verification.objects.select_for_update(of=("self",)).filter(candidate=candidate).first()
    if reason := why_not_decide(candidate, sheet, by):
        raise NotAllowed(reason)
    wanted = set(ids)
    if not wanted:
        raise Conflict("Pilih sedikitnya satu temuan.")
    rows = list(Correction.objects.filter(verification=sheet, pk__in=wanted, state=CorrectionState.WAITING))
    if len(rows) != len(wanted) or sheet is None:
        raise Conflict("Sebagian temuan sudah diputuskan. Muat ulang halaman ini dan periksa lagi.")
    return candidate, sheet, rows


def _decide(rows: list[Correction], state: CorrectionState, reason: str, by: User) -> None:
    now = timezone.now()
    for row in rows:
        row.state, row.reason, row.decided_at, row.decided_by = state, reason, now, by
        row.save(update_fields=["state", "reason", "decided_at", "decided_by"])
