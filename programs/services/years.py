"""What happens to a programme year as a whole: planned, created, copied, changed, opened, closed."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.rules import demand
from core.errors import Conflict, Incomplete, Stale
from core.events import record
from core.moves import demand_move, demand_reason
from programs.models import ProgramYear, Quota, QuotaShare, Stage
from programs.rules import (
    DEFAULT_IMBAS,
    DEFAULT_QUOTA,
    PROGRAM_MOVES,
    STAGE_DATES,
    ProgramState,
    StageKind,
    moved_to,
    split_by_schools,
)
from schools.models import Institution, Place, School
from schools.rules import PROGRAMME_LEVELS

if TYPE_CHECKING:
    from accounts.models import User

WORDS = ("title", "model_term", "imbas_term", "guideline")
CHANGEABLE = (*WORDS, "default_models", "default_imbas")


@dataclass
class PlaceQuota:
    """What one kab/kota would get."""

    place: Place
    models_total: int
    imbas_per_model: int
    schools: dict[str, int]
    shares: dict[str, int]

    @property
    def undivided(self) -> int:
        """Places that no level has: nobody knows the schools of this kab/kota yet."""
        return self.models_total - sum(self.shares.values())


@dataclass
class YearPlan:
    """A year as it would be created; nothing is written yet."""

    institution: Institution
    year: int
    fields: dict[str, Any]
    stages: list[tuple[StageKind, date, date]]
    quotas: list[PlaceQuota] = field(default_factory=list)
    source: ProgramYear | None = None

    @property
    def models_total(self) -> int:
        return sum(quota.models_total for quota in self.quotas)

    @property
    def imbas_total(self) -> int:
        return sum(quota.models_total * quota.imbas_per_model for quota in self.quotas)


def lpmp_of(user: "User") -> Institution:
    """The LPMP the person works for; ``Incomplete`` while nobody has entered it."""
    found = Institution.objects.filter(kind="lpmp", place=user.acting.place_id).first()
    if found is None:
        raise Incomplete("LPMP provinsi ini belum tercatat sebagai lembaga.", [])
    return found


def count_schools(places: list[Place]) -> dict[int, dict[str, int]]:
    """Open schools of each kab/kota by level, in one query."""
    rows = School.objects.filter(regency__in=places, is_open=True, level__in=PROGRAMME_LEVELS).order_by()
    found: dict[int, dict[str, int]] = {place.pk: dict.fromkeys(PROGRAMME_LEVELS, 0) for place in places}
    for regency, level, number in rows.values_list("regency", "level").annotate(number=Count("pk")):
        found[regency][level] = number
    return found


def plan_from_defaults(year: int, fields: dict[str, Any], *, by: "User") -> YearPlan:
    """Stages of the guideline and the same quota everywhere, divided by the number of schools (R-2.3-01..03)."""
    lpmp = lpmp_of(by)
    stages = [(StageKind(kind), date(year, *start), date(year, *due)) for kind, (start, due) in STAGE_DATES.items()]
    plan = YearPlan(lpmp, year, {name: fields[name] for name in CHANGEABLE if name in fields}, stages)
    number, imbas = fields.get("default_models", DEFAULT_QUOTA), fields.get("default_imbas", DEFAULT_IMBAS)
    places = list(Place.objects.regencies().filter(parent=lpmp.place_id))
    for place_id, schools in count_schools(places).items():
        place = next(place for place in places if place.pk == place_id)
        plan.quotas.append(PlaceQuota(place, number, imbas, schools, split_by_schools(number, schools)))
    return plan


def plan_from_year(source: ProgramYear, year: int, *, by: "User") -> YearPlan:
    """Another year's words, quotas and shares, and its dates moved. A kab/kota's own dates stay behind."""
    fields = {name: getattr(source, name) for name in CHANGEABLE}
    plan = plan_from_defaults(year, fields, by=by)
    general = source.stages.filter(place=None)
    later = year - source.year
    plan.stages = [(StageKind(s.kind), moved_to(s.starts_on, later), moved_to(s.due_on, later)) for s in general]
    order = list(StageKind)
    plan.stages.sort(key=lambda stage: order.index(stage[0]))
    plan.source = source
    before = {quota.place_id: quota for quota in source.quotas.prefetch_related("shares")}
    for quota in plan.quotas:
        if old := before.get(quota.place.pk):
            quota.models_total, quota.imbas_per_model = old.models_total, old.imbas_per_model
            quota.shares = {share.level: share.models_total for share in old.shares.all()}
    return plan


@transaction.atomic
def create_year(year: int, *, by: "User", **fields: Any) -> ProgramYear:
    """A new year from the defaults, in preparation. ``Conflict`` when that year exists already."""
    demand(by.role, "year.manage")
    program = _write(plan_from_defaults(year, fields, by=by), by)
    record("year.created", program, by=by)
    return program


@transaction.atomic
def copy_year(program_id: int, year: int, *, by: "User") -> ProgramYear:
    """A new year as another one was, in preparation. ``Conflict`` when that year exists already."""
    demand(by.role, "year.manage")
    source = ProgramYear.objects.visible_to(by).get(pk=program_id)
    program = _write(plan_from_year(source, year, by=by), by)
    record("year.copied", program, by=by, source=source.year)
    return program


def _write(plan: YearPlan, by: "User") -> ProgramYear:
    try:
        with transaction.atomic():
            program = ProgramYear.objects.create(
                institution=plan.institution, year=plan.year, copied_from=plan.source, created_by=by, **plan.fields
            )
    except IntegrityError as error:
        raise Conflict(f"Tahun program {plan.year} sudah ada.") from error
    rows = [Stage(program=program, kind=kind, starts_on=start, due_on=due) for kind, start, due in plan.stages]
    Stage.objects.bulk_create(rows)
    for planned in plan.quotas:
        _write_quota(program, planned)
    return program


def _write_quota(program: ProgramYear, planned: PlaceQuota) -> None:
    quota = Quota.objects.create(
        program=program, place=planned.place, models_total=planned.models_total,
        imbas_per_model=planned.imbas_per_model,
    )  # fmt: skip
    QuotaShare.objects.bulk_create(
        QuotaShare(quota=quota, level=level, schools=planned.schools.get(level, 0), models_total=number)
        for level, number in planned.shares.items()
    )


def lock_year(program_id: int, by: "User") -> ProgramYear:
    """The visible year with its row locked until the transaction ends."""
    visible = ProgramYear.objects.visible_to(by).select_for_update(of=("self",))
    return visible.select_related("institution").get(pk=program_id)


@transaction.atomic
def change_year(program_id: int, *, version: int, by: "User", **values: Any) -> ProgramYear:
    """Save its words and defaults. ``Stale`` when somebody saved since ``version`` was read."""
    demand(by.role, "year.manage")
    program = lock_year(program_id, by)
    if program.version != version:
        raise Stale(program)
    names = [name for name in CHANGEABLE if name in values and getattr(program, name) != values[name]]
    if not names:
        return program
    for name in names:
        setattr(program, name, values[name])
    program.version += 1
    program.save(update_fields=[*names, "version"])
    record("year.changed", program, by=by, fields=labels_of(ProgramYear, names))
    return program


def labels_of(model: type[models.Model], names: list[str]) -> str:
    """What fields are called on the screen, for history."""
    return ", ".join(str(model._meta.get_field(name).verbose_name) for name in names)


@transaction.atomic
def open_year(program_id: int, *, by: "User") -> ProgramYear:
    """Let the offices begin. ``Incomplete`` while a year has no place to give."""
    program = lock_year(program_id, by)
    move = demand_move(PROGRAM_MOVES, "open", by.role, program.state, program.get_state_display())
    if not program.quotas.filter(models_total__gt=0).exists():
        link = reverse("programs:quotas", args=[program.pk])
        raise Incomplete("Tahun program belum dapat dibuka.", [("Belum ada kuota untuk satu kab/kota pun.", link)])
    program.state, program.opened_at, program.opened_by = move.target, timezone.now(), by
    program.save(update_fields=["state", "opened_at", "opened_by"])
    record("year.opened", program, by=by)
    return program


@transaction.atomic
def close_year(program_id: int, reason: str, *, by: "User") -> ProgramYear:
    """Nothing of this year changes any more, until it is opened again."""
    program = lock_year(program_id, by)
    move = demand_move(PROGRAM_MOVES, "close", by.role, program.state, program.get_state_display())
    reason = demand_reason(reason)
    program.state, program.closed_at, program.closed_by = move.target, timezone.now(), by
    program.save(update_fields=["state", "closed_at", "closed_by"])
    record("year.closed", program, by=by, reason=reason)
    return program


def why_closed(program: ProgramYear) -> str:
    """That the year is closed; nothing for another one."""
    return f"Tahun program {program.year} sudah ditutup" if program.state == ProgramState.CLOSED else ""


def demand_unclosed(program: ProgramYear) -> None:
    """``Conflict`` for a closed year: what it was stays as it was."""
    if closed := why_closed(program):
        raise Conflict(f"{closed}; buka kembali lebih dahulu bila perlu diubah.")
