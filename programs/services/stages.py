"""What happens to the dates of a year: for everybody, and for one kab/kota that needs others."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.rules import demand
from core.errors import Conflict
from core.events import record
from core.formats import long_date
from core.moves import demand_reason
from programs.models import ProgramYear, Stage
from programs.rules import StageKind
from programs.services.years import demand_unclosed, lock_year
from schools.models import Place

if TYPE_CHECKING:
    from accounts.models import User


def _dates(starts_on: date, due_on: date) -> str:
    return f"{long_date(starts_on)} sampai {long_date(due_on)}"


def _check_order(starts_on: date, due_on: date) -> None:
    if due_on < starts_on:
        raise Conflict(f"Batas {long_date(due_on)} mendahului mulai {long_date(starts_on)}.")


def _open(program_id: int, by: "User") -> ProgramYear:
    demand(by.role, "stage.edit")
    program = lock_year(program_id, by)
    demand_unclosed(program)
    return program


@transaction.atomic
def set_stage(program_id: int, kind: str, starts_on: date, due_on: date, *, by: "User") -> Stage:
    """The dates of one stage for everybody who has no dates of his own. A passed date only warns (R-P-04)."""
    return _set(_open(program_id, by), kind, starts_on, due_on, by)


@transaction.atomic
def set_stages(program_id: int, dates: Mapping[str, tuple[date, date]], *, by: "User") -> int:
    """All stages of the page at once; how many changed."""
    program = _open(program_id, by)
    before = {stage.kind: (stage.starts_on, stage.due_on) for stage in program.stages.filter(place=None)}
    changed = {kind: pair for kind, pair in dates.items() if before.get(kind) != pair}
    for kind, (starts_on, due_on) in changed.items():
        _set(program, kind, starts_on, due_on, by)
    return len(changed)


def _set(program: ProgramYear, kind: str, starts_on: date, due_on: date, by: "User") -> Stage:
    _check_order(starts_on, due_on)
    dates = {"starts_on": starts_on, "due_on": due_on}
    stage, _ = Stage.objects.update_or_create(program=program, kind=kind, place=None, defaults=dates)
    record("stage.changed", program, by=by, stage=StageKind(kind).label, dates=_dates(starts_on, due_on))
    return stage


@transaction.atomic
def set_stage_for(
    program_id: int, kind: str, place_id: int, starts_on: date, due_on: date, reason: str, *, by: "User"
) -> Stage:
    """Other dates for one kab/kota, or for the province's dinas, with the reason; replaces earlier ones."""
    program = _open(program_id, by)
    _check_order(starts_on, due_on)
    place = Place.objects.inside(program.institution.place_id).get(pk=place_id)
    reason = demand_reason(reason)
    dates = {"starts_on": starts_on, "due_on": due_on, "reason": reason}
    stage, _ = Stage.objects.update_or_create(program=program, kind=kind, place=place, defaults=dates)
    record(
        "stage.set_for", program, by=by, place=str(place), stage=StageKind(kind).label,
        dates=_dates(starts_on, due_on), reason=reason,
    )  # fmt: skip
    return stage


@transaction.atomic
def unset_stage_for(stage_id: int, *, by: "User") -> ProgramYear:
    """The kab/kota follows the general dates again."""
    demand(by.role, "stage.edit")
    visible = Stage.objects.visible_to(by).filter(place__isnull=False)
    stage = visible.select_related("program", "place").get(pk=stage_id)
    program = _open(stage.program_id, by)
    stage.delete()
    record("stage.unset_for", program, by=by, place=str(stage.place), stage=stage.get_kind_display())
    return program
