"""What the verification board shows: schools, lists beside their quota, and what each verifier carries."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.rules import OFFICE_LEVELS
from programs.models import Assignment, Candidate, ProgramYear, Proposal, QuotaShare, Verification
from programs.rules import CandidateState, Funding, Part, ProgramState, ProposalState
from programs.services.assignment_people import verifiers_of

ABSENT = (ProposalState.DRAFT, ProposalState.WITHDRAWN)
GONE = (CandidateState.REPLACED, CandidateState.WITHDRAWN)
SHOWN = (
    *("part", "state", "funding", "result_reason", "program", "proposal__office__short_name"),
    *("school__name", "school__npsn", "school__level", "school__head_phone"),
    *("school__regency__kind", "school__regency__name", "school__district__kind", "school__district__name"),
)
OFFICE = ("program", "state", "replace_until", "office__short_name", "office__place__kind")


def current_program(user: User, year: int | None = None) -> ProgramYear | None:
    """The ``year`` chosen on the home page; else the open year of one's province, or the latest."""
    years = ProgramYear.objects.visible_to(user).select_related("institution__place").order_by("-year")
    chosen = years.filter(year=year).first() if year else None
    return chosen or years.filter(state=ProgramState.OPEN).first() or years.first()


def board_rows(program: ProgramYear, user: User) -> QuerySet[Candidate]:
    """Model candidates of lists that were sent, with what a row shows; the same few queries for any number.

    Sheets are read for the rows of the page only: they are wide, and sorting would drag all of them along.
    """
    people = ("verifier__name", "verifier__title_before", "verifier__title_after")
    assigned = Assignment.objects.select_related("verifier").only("candidate", "declared_at", "conflict", *people)
    rows = Candidate.objects.visible_to(user).filter(program=program, part=Part.MODEL).exclude(state__in=GONE)
    return (
        rows.exclude(proposal__state__in=ABSENT)
        .select_related("school__regency", "school__district", "proposal__office")
        .only(*SHOWN)
        .annotate(imbas_count=_imbas(), imbas_failed=_imbas(state=CandidateState.FAILED))
        .prefetch_related(Prefetch("assignments", assigned, to_attr="shown_assignments"))
        .prefetch_related(Prefetch("verification", Verification.objects.only("candidate", "finished_at", "result")))
    )


def _imbas(**wanted: str) -> Coalesce:
    """How many imbas schools of a model candidate still count, or are in a state."""
    found = Candidate.objects.filter(model=OuterRef("pk"), **wanted).exclude(state__in=GONE)
    counted = found.order_by().values("model").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def office_board(program: ProgramYear, user: User) -> list[dict[str, Any]]:
    """Every list beside its quota (R-2.3-06): proposed, with result, still waiting, over quota, imbas."""
    proposals = Proposal.objects.visible_to(user).filter(program=program).exclude(state__in=ABSENT)
    counts = _counts(program)
    quotas = _quotas(program)
    return [
        _office_row(found, counts[found.pk], quotas)
        for found in proposals.select_related("office__place").only(*OFFICE)
    ]


def sums_of_offices(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """The last line of that table; nothing below a single office."""
    names = {
        "quota": "Kuota", "models": "Calon model", "over": "Di luar kuota", "waiting": "Belum ada hasil",
        "fit": "Layak", "failed": "Tidak layak", "imbas": "Imbas",
    }  # fmt: skip
    return [(label, sum(row[name] for row in rows)) for name, label in names.items()] if len(rows) > 1 else []


def _counts(program: ProgramYear) -> dict[int, Counter[tuple[str, str, str]]]:
    """For each list: how many by part, state and funding."""
    rows = Candidate.objects.filter(program=program).exclude(state__in=GONE)
    keys = ("proposal", "part", "state", "funding")
    found: defaultdict[int, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for proposal, *key, n in rows.order_by().values_list(*keys).annotate(n=Count("pk")):
        found[proposal][tuple(key)] = n
    return found


def _quotas(program: ProgramYear) -> dict[tuple[int, str], int]:
    """Places per kab/kota and level, and summed up for the province they lie in."""
    keys = ("quota__place", "quota__place__parent", "level")
    shares = QuotaShare.objects.filter(quota__program=program).order_by().values_list(*keys)
    found: Counter[tuple[int, str]] = Counter()
    for place, parent, level, n in shares.annotate(n=Sum("models_total")):
        found[place, level] += n
        found[parent, level] += n
    return found


def _office_row(
    proposal: Proposal, counts: Counter[tuple[str, str, str]], quotas: dict[tuple[int, str], int]
) -> dict[str, Any]:
    place = proposal.office.place

    def count(part: str, state: str | None = None, funding: str | None = None) -> int:
        return sum(
            n for (p, s, f), n in counts.items() if p == part and state in (None, s) and funding in (None, f)
        )  # fmt: skip

    return {
        "proposal": proposal,
        "quota": sum(quotas.get((place.pk, level), 0) for level in OFFICE_LEVELS.get(place.kind, ())),
        "models": count(Part.MODEL),
        "over": count(Part.MODEL, funding=Funding.OVER_QUOTA),
        "waiting": count(Part.MODEL, CandidateState.PROPOSED),
        "fit": count(Part.MODEL, CandidateState.VERIFIED) + count(Part.MODEL, CandidateState.DETERMINED),
        "failed": count(Part.MODEL, CandidateState.FAILED),
        "imbas": count(Part.IMBAS) - count(Part.IMBAS, CandidateState.FAILED),
    }


def verifier_loads(program: ProgramYear) -> list[dict[str, Any]]:
    """Every verifier with the groups given, begun and finished; also those who have none."""
    live = Assignment.objects.filter(candidate__program=program, declared_at=None).order_by()
    begun = Q(candidate__verification__isnull=False)
    done = Q(candidate__verification__finished_at__isnull=False)
    loads = live.values("verifier").annotate(
        given=Count("pk"), begun=Count("pk", filter=begun & ~done), done=Count("pk", filter=done)
    )
    found = {row["verifier"]: row for row in loads}
    nothing = {"given": 0, "begun": 0, "done": 0}
    return [{"verifier": user, **nothing, **found.get(user.pk, {}), "user": user} for user in verifiers_of(program)]
