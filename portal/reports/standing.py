"""How does a programme year stand, and what waits in it for whom?"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.rules import AT_SCHOOL, DINAS, LPMP, Role
from core.formats import number
from programs.models import Assignment, Candidate, ProgramYear, Proposal, Quota
from programs.rules import CLOSED, LIVE_CANDIDATE, SENT, Funding, Part, ProgramState
from programs.services.verification import OPEN_STATES


def current(programs: Iterable[ProgramYear], year: int | None) -> ProgramYear | None:
    """The programme of the chosen ``year``; else the latest open one; else the latest."""
    programs = list(programs)
    chosen = [program for program in programs if program.year == year]
    running = [program for program in programs if program.state == ProgramState.OPEN]
    return next(iter(chosen or running or programs), None)


def of_candidates(**conditions: object) -> Count:
    """How many candidates of each proposal meet the conditions."""
    return Count("candidates", filter=Q(**{f"candidates__{name}": value for name, value in conditions.items()}))


def proposals_of(user: User, program: ProgramYear) -> list[Proposal]:
    """The visible proposals with the figures of the home page; one query."""
    unassigned = ~Exists(Assignment.objects.filter(candidate=OuterRef("candidates__pk"), declared_at=None))
    models, live = {"part": Part.MODEL}, {"state__in": LIVE_CANDIDATE}
    found = Proposal.objects.visible_to(user).filter(program=program).select_related("office__place")
    if user.role == Role.TPMPD:  # what is only assigned for verification is not its office's list
        found = found.filter(office__place=user.acting.place_id)
    return list(
        found.annotate(
            models=of_candidates(**models, **live),
            over=of_candidates(**models, **live, funding=Funding.OVER_QUOTA),
            imbas=of_candidates(part=Part.IMBAS, **live),
            unjudged=of_candidates(**models, state="proposed"),
            verified=of_candidates(**models, state="verified"),
            failed=of_candidates(**models, state="failed"),
            determined=of_candidates(**models, state="determined"),
            scans=of_candidates(**live, commitment__uploaded_at__isnull=False),
            unassigned=Count(
                "candidates", filter=Q(candidates__part=Part.MODEL, candidates__state="proposed") & unassigned
            ),
        ).order_by("office__place__code")
    )


def waiting_in(proposals: Iterable[Proposal], role: str) -> dict[str, int]:
    """The counts of the menu for LPMP and dinas, from what the home page has read already."""
    if role in DINAS:
        return {"proposals": sum(p.state in ("draft", "returned") for p in proposals)}
    head = role == Role.LPMP_HEAD
    return {
        "proposals": sum(p.state == "submitted" for p in proposals),
        "sheets": sum(p.unjudged for p in proposals if p.state == "in_verification"),
        "determination": sum(p.verified for p in proposals if head and p.state in CLOSED),
    }


def waiting(user: User, program: ProgramYear | None) -> dict[str, int]:
    """How much waits for this person in that year, by name of the menu's count. One query."""
    if program is None or user.acting is None:
        return {}
    count = next((count for roles, count in COUNTS if user.role in roles), None)
    return count(user, program) if count else {}


def _for_lpmp(user: User, program: ProgramYear) -> dict[str, int]:
    model = Q(part=Part.MODEL)
    found = Candidate.objects.filter(program=program).aggregate(
        proposals=Count("proposal", filter=Q(proposal__state="submitted"), distinct=True),
        sheets=Count("pk", filter=model & Q(proposal__state="in_verification", state="proposed")),
        determination=Count("pk", filter=model & Q(proposal__state__in=CLOSED, state="verified")),
    )
    return found if user.role == Role.LPMP_HEAD else found | {"determination": 0}


def _for_dinas(user: User, program: ProgramYear) -> dict[str, int]:
    mine = Proposal.objects.visible_to(user).filter(program=program)
    return {"proposals": mine.filter(state__in=("draft", "returned")).count()}


def sheets_of(user: User, program: ProgramYear) -> QuerySet[Candidate]:
    """The model schools this person has to verify now: in lists whose verification has begun."""
    mine = Candidate.objects.filter(
        program=program, part=Part.MODEL, state="proposed", proposal__state__in=OPEN_STATES,
        assignments__verifier=user, assignments__declared_at=None,
    )  # fmt: skip
    return mine.exclude(verification__finished_at__isnull=False)


def _for_verifier(user: User, program: ProgramYear) -> dict[str, int]:
    return {"sheets": sheets_of(user, program).count()}


def _for_school(user: User, program: ProgramYear) -> dict[str, int]:
    own = Candidate.objects.live().filter(program=program, school=user.acting.school_id)
    return {"commitments": own.exclude(commitment__uploaded_at__isnull=False).count()}


COUNTS: list[tuple[frozenset[str], Callable[[User, ProgramYear], dict[str, int]]]] = [
    (LPMP, _for_lpmp),
    (DINAS, _for_dinas),
    (frozenset({Role.VERIFIER, Role.TPMPD}), _for_verifier),
    (AT_SCHOOL, _for_school),
]


class Kpi(NamedTuple):
    """One card: a figure, what it is a part of in words and in number, and so how far it is."""

    label: str
    value: int
    note: str
    total: int


def board(user: User, program: ProgramYear) -> list[Quota]:
    """The kab/kota of the year with quota and figures, by the kab/kota of the schools; one query.

    What is over quota takes no place of it (R-3.3-08) and is counted beside it, as on the page of the year.
    """
    step = "place__schools__candidates__"
    levels = ("SD", "SMP") if user.role in DINAS else ("SD", "SMP", "SMA", "SMK")
    base = Q(**{f"{step}program": program, f"{step}state__in": LIVE_CANDIDATE, f"{step}school__level__in": levels})
    models = base & Q(**{f"{step}part": Part.MODEL})
    outside = Q(**{f"{step}funding": Funding.OVER_QUOTA})
    determined = Q(**{f"{step}state": "determined"})

    def count(condition: Q) -> Count:
        return Count("place__schools__candidates", filter=condition)

    found = Quota.objects.filter(program=program).select_related("place").order_by("place__code")
    return list(
        found.annotate(
            models=count(models & ~outside),
            over=count(models & outside),
            imbas=count(base & Q(**{f"{step}part": Part.IMBAS})),
            judged=count(models & Q(**{f"{step}state__in": ("verified", "determined")})),
            determined=count(models & determined & ~outside),
            determined_over=count(models & determined & outside),
            target=F("models_total") * F("imbas_per_model"),
        )
    )


def kpis_of_lpmp(quotas: list[Quota], proposals: list[Proposal]) -> list[Kpi]:
    def total(name: str) -> int:
        return sum(getattr(quota, name) for quota in quotas)

    quota, target = total("models_total"), total("target")
    sent = sum(p.state in SENT for p in proposals)
    return [
        Kpi("Usulan masuk", sent, f"dari {number(len(proposals))} usulan yang disusun", len(proposals)),
        Kpi("Sekolah model diusulkan", total("models"), of_quota(quota, total("over")), quota),
        Kpi("Sekolah imbas diusulkan", total("imbas"), f"dari sasaran {number(target)}", target),
        Kpi("Sekolah model ditetapkan", total("determined"), of_quota(quota, total("determined_over")), quota),
    ]


def of_quota(quota: int, over: int) -> str:
    """``dari kuota 240, 4 di luar kuota``."""
    return f"dari kuota {number(quota)}" + (f", {number(over)} di luar kuota" if over else "")


def kpis_of_office(quota: int, imbas_per_model: int, proposal: Proposal | None) -> list[Kpi]:
    models, over, imbas, scans = (
        getattr(proposal, name) if proposal else 0 for name in ("models", "over", "imbas", "scans")
    )
    done = proposal.verified + proposal.determined if proposal else 0
    target, schools = models * imbas_per_model, models + imbas
    return [
        Kpi("Sekolah model diusulkan", models - over, of_quota(quota, over), quota),
        Kpi("Sekolah imbas diusulkan", imbas, f"dari sasaran {number(target)}, {imbas_per_model} per model", target),
        Kpi("Pernyataan diterima", scans, f"dari {number(schools)} sekolah yang diusulkan", schools),
        Kpi("Sekolah model layak", done, f"dari {number(models)} yang diusulkan", models),
    ]
