"""Where does a programme year stand, judged by what exists and not by what somebody ticked?"""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from programs.models import Candidate, ProgramYear, Proposal, QuotaShare, Stage, SupportOutput
from programs.rules import ProgramState, StageKind, StageState, SupportKind, stage_state
from schools.models import Place

SENT = ("submitted", "in_verification", "returned", "closed_jointly", "closed_by_lpmp")
RECEIVED = ("in_verification", "returned", "closed_jointly", "closed_by_lpmp")
CLOSED = ("closed_jointly", "closed_by_lpmp")


class StageRow(NamedTuple):
    """One stage as the strip shows it. ``by_calendar``: nothing of it is recorded here yet, only its dates count."""

    kind: str
    label: str
    starts_on: date
    due_on: date
    state: str
    words: str
    by_calendar: bool
    is_own: bool  # these are dates of the one kab/kota

    @property
    def state_label(self) -> str:
        return StageState(self.state).label


class Fact(NamedTuple):
    has_begun: bool
    is_done: bool
    words: str


def stage_states(program: ProgramYear, today: date, place: Place | None = None) -> list[StageRow]:
    """Every stage with its state; for one ``place`` with its own dates and its own facts. Six queries.

    What is done is done whenever it was; what is due and not done is late, and still goes on (R-P-04).
    """
    facts = _facts(program, place)
    return [_row(program, stage, facts.get(stage.kind), today) for stage in _stages(program, place)]


def _stages(program: ProgramYear, place: Place | None) -> list[Stage]:
    """The dates that hold: the place's own before the general ones."""
    held = Q(place=None) | Q(place=place) if place else Q(place=None)
    found: dict[str, Stage] = {}
    for stage in Stage.objects.filter(held, program=program):
        if stage.kind not in found or stage.place_id:
            found[stage.kind] = stage
    order = list(StageKind.values)
    return sorted(found.values(), key=lambda stage: order.index(stage.kind))


def _row(program: ProgramYear, stage: Stage, fact: Fact | None, today: date) -> StageRow:
    known = fact or Fact(False, program.state == ProgramState.CLOSED, "menurut kalender")
    state = stage_state(
        starts_on=stage.starts_on, due_on=stage.due_on, today=today,
        has_begun=known.has_begun, is_done=known.is_done,
    )  # fmt: skip
    words = known.words
    if fact is None and state == StageState.OVERDUE:
        state, words = StageState.NOT_BEGUN, "belum ada catatan"
    return StageRow(
        stage.kind, stage.get_kind_display(), stage.starts_on, stage.due_on, state, words, fact is None,
        stage.place_id is not None,
    )  # fmt: skip


def _facts(program: ProgramYear, place: Place | None) -> dict[str, Fact]:
    lists = _lists(program, place)
    schools = _schools(program, place)
    return {
        StageKind.SETUP: Fact(True, program.opened_at is not None, program.get_state_display()),
        StageKind.OUTREACH: _outreach(program, place, lists["offices"]),
        StageKind.PROPOSAL: _of_lists(lists, "begun", "sent", "dikirim"),
        StageKind.VERIFICATION: _of_lists(lists, "received", "closed", "ditutup"),
        StageKind.DETERMINATION: _determination(program, lists, schools),
    }


def _of_lists(lists: dict[str, int], begun: str, done: str, words: str) -> Fact:
    number, offices = lists[done], lists["offices"]
    return Fact(lists[begun] > 0, bool(offices) and number >= offices, f"{number}/{offices} {words}")


def _lists(program: ProgramYear, place: Place | None) -> dict[str, int]:
    """How many offices have something to propose, and how far their lists are (R-3.2-01)."""
    mine = Proposal.objects.filter(program=program, **({"office__place": place} if place else {}))
    counts = mine.aggregate(
        begun=Count("pk"), sent=Count("pk", filter=Q(state__in=SENT)),
        received=Count("pk", filter=Q(state__in=RECEIVED)), closed=Count("pk", filter=Q(state__in=CLOSED)),
    )  # fmt: skip
    shares = QuotaShare.objects.filter(quota__program=program, models_total__gt=0).values_list("quota__place", "level")
    offices = {None if level in ("SMA", "SMK") else regency for regency, level in shares}
    return counts | {"offices": 1 if place else len(offices)}


def _schools(program: ProgramYear, place: Place | None) -> dict[str, Any]:
    mine = Candidate.objects.filter(program=program, **({"proposal__office__place": place} if place else {}))
    return mine.aggregate(
        ready=Count("pk", filter=Q(state="verified", proposal__state__in=CLOSED)),
        models=Count("pk", filter=Q(state="determined", part="model")),
        imbas=Count("pk", filter=Q(state="determined", part="imbas")),
    )


def _determination(program: ProgramYear, lists: dict[str, int], schools: dict[str, int]) -> Fact:
    determined = schools["models"] + schools["imbas"]
    is_done = bool(determined) and not schools["ready"] and lists["closed"] >= lists["offices"]
    done = is_done or (bool(determined) and program.state == ProgramState.CLOSED)
    return Fact(determined > 0, done, f"{schools['models']} + {schools['imbas']} ditetapkan")


def _outreach(program: ProgramYear, place: Place | None, offices: int) -> Fact:
    """Done when every pemda has brought all five outputs (R-3.1-06)."""
    outputs = SupportOutput.objects.filter(program=program, **({"place": place} if place else {}))
    complete = outputs.order_by().values("place").annotate(n=Count("pk")).filter(n=len(SupportKind)).count()
    return Fact(outputs.exists(), bool(offices) and complete >= offices, f"{complete}/{offices} pemda lengkap")
