"""Where does a programme year stand, judged by what exists and not by what somebody ticked?"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Count, Exists, IntegerField, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.rules import DINAS, Role
from programs.models import Candidate, ProgramYear, Proposal, QuotaShare, Stage, SupportOutput
from programs.rules import CLOSED, RECEIVED, SENT, Part, ProgramState, StageKind, StageState, SupportKind, stage_state
from schools.models import Place

UNKNOWN = "belum ada catatan"


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

    @property
    def says(self) -> str:
        """State and figures in one line; of what is not recorded here only what the calendar tells."""
        if not self.by_calendar:
            return f"{self.state_label} · {self.words}"
        if self.words == UNKNOWN:
            return UNKNOWN.capitalize()
        return f"{self.state_label} {self.words}" if self.state == StageState.RUNNING else self.state_label


class Fact(NamedTuple):
    has_begun: bool
    is_done: bool
    words: str


class Tally(NamedTuple):
    """All that is counted for the states. The strip of every page is read from these figures and nothing else."""

    offices: int  # have something to propose (R-3.2-01)
    begun: int
    sent: int
    received: int
    closed: int
    waiting: int  # verified schools in closed lists that nobody has determined yet
    models: int
    imbas: int
    outputs: int
    supported: int  # pemda that brought all five outputs (R-3.1-06)


def stages_for(user: User, program: ProgramYear, today: date) -> list[StageRow]:
    """The strip this person sees on every page: with the dates and facts of the own kab/kota for an office."""
    return stage_states(program, today, place_of(user))


def place_of(user: User) -> Place | None:
    """Whose stages a person sees; nobody's own means the whole year's."""
    return user.acting.place if user.role in DINAS or user.role == Role.TPMPD else None


def in_short(stages: list[StageRow]) -> str:
    """``1 selesai, 4 terlambat``: the strip where there is no room for it."""
    counts = Counter(str(stage.state_label).lower() for stage in stages if not stage.by_calendar)
    return ", ".join(f"{number} {label}" for label, number in counts.items())


def stage_states(program: ProgramYear, today: date, place: Place | None = None) -> list[StageRow]:
    """Every stage with its state; for one ``place`` with its own dates and its own facts. One query.

    What is done is done whenever it was; what is due and not done is late, and still goes on (R-P-04).
    """
    stages = _stages(program, place)
    if not stages:
        return []
    facts = _facts(program, Tally(*(getattr(stages[0], name) for name in Tally._fields)))
    return [_row(program, stage, facts.get(stage.kind), today) for stage in stages]


def _stages(program: ProgramYear, place: Place | None) -> list[Stage]:
    """The dates that hold, the place's own before the general ones; each row carries the same tally."""
    held = Q(place=None) | Q(place=place) if place else Q(place=None)
    found: dict[str, Stage] = {}
    for stage in Stage.objects.filter(held, program=program).annotate(**_tally(program, place)):
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
        state, words = StageState.NOT_BEGUN, UNKNOWN
    return StageRow(
        stage.kind, stage.get_kind_display(), stage.starts_on, stage.due_on, state, words, fact is None,
        stage.place_id is not None,
    )  # fmt: skip


def _figure(rows: QuerySet, group: str = "program", **only: object) -> Coalesce:
    """How many of the rows meet the conditions, as a subquery the database works out once."""
    counted = rows.order_by().values(group).annotate(figure=Count("pk", filter=Q(**only))).values("figure")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _tally(program: ProgramYear, place: Place | None) -> dict[str, Coalesce]:
    at = {"place": place} if place else {}
    office = {f"office__{key}": value for key, value in at.items()}
    return {
        **_of_offices(Proposal.objects.filter(program=program, **office), program, place),
        **_of_schools(Candidate.objects.filter(program=program, **{f"proposal__{k}": v for k, v in office.items()})),
        **_of_support(SupportOutput.objects.filter(program=program, **at)),
    }


def _of_offices(lists: QuerySet, program: ProgramYear, place: Place | None) -> dict[str, Coalesce]:
    """Each kab/kota with places for SD or SMP has something to propose, and the province with SMA or SMK."""
    shares = QuotaShare.objects.filter(quota__program=program, models_total__gt=0)
    of_regencies = shares.filter(level__in=("SD", "SMP")).order_by().values("quota__program")
    regencies = of_regencies.annotate(figure=Count("quota__place", distinct=True)).values("figure")
    of_province = shares.filter(level__in=("SMA", "SMK"))
    is_one = Case(When(Exists(of_province), then=1), default=0)
    offices = Value(1) if place else Coalesce(Subquery(regencies, output_field=IntegerField()), 0) + is_one
    return {
        "offices": offices,
        "begun": _figure(lists),
        "sent": _figure(lists, state__in=SENT),
        "received": _figure(lists, state__in=RECEIVED),
        "closed": _figure(lists, state__in=CLOSED),
    }


def _of_schools(schools: QuerySet) -> dict[str, Coalesce]:
    return {
        "waiting": _figure(schools, state="verified", proposal__state__in=CLOSED),
        "models": _figure(schools, state="determined", part=Part.MODEL),
        "imbas": _figure(schools, state="determined", part=Part.IMBAS),
    }


def _of_support(outputs: QuerySet) -> dict[str, Coalesce]:
    per_place = outputs.order_by().values("place").annotate(brought=Count("pk"))
    complete = per_place.filter(brought=len(SupportKind)).values("place")
    last = outputs.filter(kind=SupportKind.STATEMENT, place__in=complete)
    return {"outputs": _figure(outputs), "supported": _figure(last)}


def _facts(program: ProgramYear, tally: Tally) -> dict[str, Fact]:
    return {
        StageKind.SETUP: Fact(True, program.opened_at is not None, program.get_state_display()),
        StageKind.OUTREACH: _of_all(tally, tally.outputs, tally.supported, "pemda lengkap"),
        StageKind.PROPOSAL: _of_all(tally, tally.begun, tally.sent, "dikirim"),
        StageKind.VERIFICATION: _of_all(tally, tally.received, tally.closed, "ditutup"),
        StageKind.DETERMINATION: _determination(program, tally),
    }


def _of_all(tally: Tally, begun: int, number: int, words: str) -> Fact:
    """Done when every office has done it."""
    done = bool(tally.offices) and number >= tally.offices
    return Fact(begun > 0, done, f"{number}/{tally.offices} {words}")


def _determination(program: ProgramYear, tally: Tally) -> Fact:
    determined = tally.models + tally.imbas
    is_done = bool(determined) and not tally.waiting and tally.closed >= tally.offices
    done = is_done or (bool(determined) and program.state == ProgramState.CLOSED)
    return Fact(determined > 0, done, f"{tally.models} model, {tally.imbas} imbas ditetapkan")
