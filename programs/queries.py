"""Which parts of a programme year a person may see, and what its pages need."""

from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import (
    Aggregate,
    Case,
    Count,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.queries import reach
from accounts.rules import AT_SCHOOL, DINAS, LPMP, Role
from schools.rules import PlaceKind

if TYPE_CHECKING:
    from accounts.models import User

LISTED = (
    *("state", "round", "submitted_at", "program__year"),
    *("office__name", "office__short_name", "office__place__code"),
)  # what a row of the list of proposals shows


def assigned_to(model: type[Model], user: "User", prefix: str = "") -> QuerySet:
    """Keys of what is assigned to this verifier and not given up for a conflict of interest.

    A subquery and no join: rows found through it can be locked.
    """
    mine = {f"{prefix}assignments__verifier": user, f"{prefix}assignments__declared_at": None}
    return model._default_manager.filter(**mine).values("pk")


def of_years_seen(user: "User", prefix: str) -> Q:
    """What belongs to a year of one's own province; a national reader sees every year."""
    if user.acting is None:
        return Q(pk=None)
    return Q() if user.acting.role == Role.NATIONAL else Q(**{f"{prefix}institution__place": user.acting.province_id})


class ProgramQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ProgramQuerySet":
        """Years of one's own province; every year for a national reader."""
        return self.filter(of_years_seen(user, ""))

    def for_list(self) -> "ProgramQuerySet":
        """With what the list of years shows: places in the quota, schools determined."""
        part = OuterRef("pk")
        counts = {
            "places": _per_program("programs.Quota", part, Sum("models_total")),
            "models_determined": _per_program("programs.Participation", part, Count("pk"), part="model"),
            "imbas_determined": _per_program("programs.Participation", part, Count("pk"), part="imbas"),
        }
        return self.select_related("institution").annotate(**counts)


def _per_program(model: str, program: OuterRef, what: Aggregate, **only: str) -> Coalesce:
    """One figure per year from another table, as a subquery: joins would multiply each other."""
    rows = apps.get_model(model).objects.filter(program=program, **only).order_by().values("program")
    return Coalesce(Subquery(rows.annotate(figure=what).values("figure")), 0)


class QuotaQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "QuotaQuerySet":
        """All of the province for LPMP, dinas provinsi and verifier; its own kab/kota for a dinas there."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self
        found = self.filter(program__institution__place=acting.province_id)
        if acting.role in LPMP or acting.role == Role.VERIFIER:
            return found
        if acting.role in DINAS or acting.role == Role.TPMPD:
            return found if acting.place.kind == "province" else found.filter(place=acting.place_id)
        return self.none()


class SupportQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "SupportQuerySet":
        """All pemda of the province for the LPMP; a dinas and a TPMPD see their own."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self
        found = self.filter(program__institution__place=acting.province_id)
        if acting.role in LPMP:
            return found
        own = acting.role in DINAS or acting.role == Role.TPMPD
        return found.filter(place=acting.place_id) if own else self.none()


class MeetingQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "MeetingQuerySet":
        """Meetings of a year are known to everybody who sees the year."""
        return self.filter(of_years_seen(user, "program__"))


class StageQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "StageQuerySet":
        """Dates of a year are known to everybody who sees the year."""
        return self.filter(of_years_seen(user, "program__"))


class ProposalQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ProposalQuerySet":
        """LPMP: of the province; dinas: its own; verifier: those with a school assigned to him; TPMPD: both."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self.exclude(state="draft")
        if acting.role in LPMP:
            return self.filter(program__institution__place=acting.place_id)
        if acting.role in DINAS:
            return self.filter(office__place=acting.place_id)
        if acting.role in (Role.VERIFIER, Role.TPMPD):
            own = Q(office__place=acting.place_id) if acting.role == Role.TPMPD else Q()
            return self.filter(own | Q(pk__in=assigned_to(self.model, user, "candidates__")))
        return self.none()

    def for_list(self) -> "ProposalQuerySet":
        """Office, quota, counts and deadline of each proposal, computed for the rows that are shown only."""
        return self.select_related("program", "office__place").only(*LISTED).annotate(**_counts())


@cache
def _counts() -> dict[str, Combinable]:
    """Put together once: that takes as long as drawing ten rows, and a query copies what it is given."""
    return {
        "models_count": _candidates(part="model"),
        "imbas_count": _candidates(part="imbas"),
        "over_count": _candidates(part="model", funding="over_quota"),
        "quota_count": _quota(),
        "due_on": _due("proposal"),
    }


def _candidates(**wanted: str) -> Coalesce:
    """How many live candidates of a kind a proposal has."""
    live = apps.get_model("programs.Candidate").objects.live().filter(proposal=OuterRef("pk"), **wanted)
    counted = live.order_by().values("proposal").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _quota() -> Case:
    """The places an office may fill: SD and SMP of its kab/kota, SMA and SMK of its province (R-3.2-01).

    The database works out only the branch it takes, along an index; for a kab/kota the other reads every share.
    """
    of_province = _shares(("SMA", "SMK"), "quota__place__parent")
    return Case(
        When(office__place__kind=PlaceKind.PROVINCE, then=of_province), default=_shares(("SD", "SMP"), "quota__place")
    )


def _shares(levels: tuple[str, ...], whose: str) -> Coalesce:
    """How many places of these levels the quota gives where ``whose`` is the place of the proposal's office."""
    own = {whose: OuterRef("office__place"), "quota__program": OuterRef("program")}
    shares = apps.get_model("programs.QuotaShare").objects.filter(level__in=levels, **own)
    total = shares.order_by().values("quota__program").annotate(n=Sum("models_total")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def _due(kind: str) -> Coalesce:
    """The deadline of a stage: the office's own date before the general one."""
    stages = apps.get_model("programs.Stage").objects.filter(program=OuterRef("program"), kind=kind).order_by()
    own = stages.filter(place=OuterRef("office__place")).values("due_on")[:1]
    return Coalesce(Subquery(own), Subquery(stages.filter(place=None).values("due_on")[:1]))


class CandidateQuerySet(QuerySet):
    def live(self) -> "CandidateQuerySet":
        """Those that still count: not failed, replaced or withdrawn."""
        return self.filter(state__in=("proposed", "verified", "determined"))

    def models(self) -> "CandidateQuerySet":
        return self.filter(part="model")

    def imbas(self) -> "CandidateQuerySet":
        return self.filter(part="imbas")

    def with_commitment(self) -> "CandidateQuerySet":
        """With its commitment and ``commitment_state``, a code of ``rules.CommitmentState``."""
        rejected = apps.get_model("programs.PastScan").objects.filter(commitment=OuterRef("commitment"))
        counted = rejected.exclude(reason="").order_by().values("commitment").annotate(n=Count("pk")).values("n")
        state = Case(
            When(commitment__uploaded_at__isnull=False, then=Value("complete")),
            When(rejections__gt=0, then=Value("rejected")),
            When(commitment__filled_at__isnull=False, then=Value("not_uploaded")),
            default=Value("not_filled"),
        )
        found = self.select_related("school", "commitment", "model__school", "proposal__program")
        return found.annotate(rejections=Coalesce(Subquery(counted), 0)).annotate(commitment_state=state)

    def visible_to(self, user: "User") -> "CandidateQuerySet":
        """As the proposal they stand in; a school sees itself and, as model, its imbas schools."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self.exclude(proposal__state="draft")
        if acting.role in LPMP:
            return self.filter(program__institution__place=acting.place_id)
        if acting.role in DINAS:
            return self.filter(proposal__office__place=acting.place_id)
        if acting.role in (Role.VERIFIER, Role.TPMPD):
            mine = assigned_to(self.model, user)
            own = Q(proposal__office__place=acting.place_id) if acting.role == Role.TPMPD else Q()
            return self.filter(own | Q(pk__in=mine) | Q(model__in=mine))
        if acting.role in AT_SCHOOL:
            return self.filter(Q(school=acting.school_id) | Q(model__school=acting.school_id))
        return self.none()


class ParticipationQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ParticipationQuerySet":
        """As the school; determined schools are known to everybody who sees the school."""
        return self.filter(reach(user.acting, "school__"))
