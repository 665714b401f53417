"""What do the pages of a proposal show? Counts, groups of schools, papers: read together, in few queries."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from accounts.models import User
from core.queries import reference
from documents.models import Letter
from programs.models import Candidate, Proposal, QuotaShare
from programs.rules import CandidateState, Funding, Part
from programs.services.completeness import due_on, shares_of, targets_of
from schools.models import Institution

SHOWN = (*(s for s in CandidateState.values if s not in ("withdrawn", "replaced")),)
GROUPS_PER_PAGE = 20


@dataclass
class Summary:
    """How many schools stand in a proposal, by part, level, funding, state and commitment."""

    models: int = 0
    imbas: int = 0
    over: int = 0
    levels: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    signed: Counter = field(default_factory=Counter)  # by part

    @property
    def unsigned_models(self) -> int:
        return self.models - self.signed[Part.MODEL]

    @property
    def unsigned_imbas(self) -> int:
        return self.imbas - self.signed[Part.IMBAS]

    @property
    def by_level(self) -> str:
        return " · ".join(f"{level} {n}" for level, n in sorted(self.levels.items()))


def summary_of(proposal: Proposal) -> Summary:
    """Every count of a proposal, in one query."""
    is_signed = Count("pk", filter=Q(commitment__uploaded_at__isnull=False))
    rows = proposal.candidates.filter(state__in=SHOWN).order_by().values("part", "state", "funding", "school__level")
    found = Summary()
    for row in rows.annotate(n=Count("pk"), signed=is_signed):
        _add(found, row)
    return found


def _add(found: Summary, row: dict[str, Any]) -> None:
    found.states[row["state"]] += row["n"]
    if row["state"] == CandidateState.FAILED:
        return
    found.signed[row["part"]] += row["signed"]
    if row["part"] == Part.IMBAS:
        found.imbas += row["n"]
        return
    found.models += row["n"]
    found.levels[row["school__level"]] += row["n"]
    found.over += row["n"] if row["funding"] == Funding.OVER_QUOTA else 0


@dataclass
class Places:
    """The quota of an office, summed up by level."""

    total: int
    taken: int
    by_level: str


def places_of(shares: list[QuotaShare]) -> Places:
    """The quota in words: ``SD 22 · SMP 12``."""
    levels: Counter = Counter()
    for share in shares:
        levels[share.level] += share.models_total
    words = " · ".join(f"{level} {n}" for level, n in sorted(levels.items()))
    return Places(sum(levels.values()), sum(share.taken for share in shares), words)


@dataclass
class Group:
    """A model candidate with its imbas schools, as the page draws them."""

    model: Candidate
    imbas: list[Candidate]
    target: int

    @property
    def count(self) -> int:
        return sum(candidate.state != CandidateState.FAILED for candidate in self.imbas)

    @property
    def missing(self) -> int:
        return max(0, self.target - self.count)

    @property
    def farthest(self) -> Decimal | None:
        return max((c.distance_km for c in self.imbas if c.distance_km is not None), default=None)

    @property
    def apart(self) -> int:
        return sum(candidate.same_cluster is False for candidate in self.imbas)


def groups_of(proposal: Proposal, number: Any) -> tuple[list[Group], Page]:
    """One page of groups. Failed schools stay in sight until they are replaced or taken out."""
    imbas = Candidate.objects.filter(state__in=SHOWN).select_related("school", "commitment").order_by("pk")
    models = proposal.candidates.models().filter(state__in=SHOWN).select_related("school", "commitment")
    models = models.prefetch_related(Prefetch("imbas", queryset=imbas, to_attr="shown_imbas")).order_by("pk")
    page = Paginator(models, GROUPS_PER_PAGE).get_page(number)
    targets, default = targets_of(proposal), proposal.program.default_imbas
    groups = [Group(m, m.shown_imbas, targets.get(m.school.regency_id, default)) for m in page.object_list]
    return groups, page


def punctuality(proposal: Proposal) -> str:
    """``4 hari sebelum batas``, ``2 hari sesudah batas``; nothing without a deadline (R-P-04)."""
    due = due_on(proposal)
    if due is None or (proposal.submitted_at is None and timezone.localdate() > due):
        return "" if due is None else "sudah lewat"
    day = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else timezone.localdate()
    days = (due - day).days
    return f"{abs(days)} hari {'sebelum' if days >= 0 else 'sesudah'} batas"


def letters_of(proposal: Proposal, user: User) -> list[Letter]:
    """The letters about this proposal that the person may see, newest first."""
    return list(Letter.objects.visible_to(user).filter(subject=reference(proposal)).order_by("-pk")[:10])


def page_of(proposal: Proposal, user: User, number: Any) -> dict[str, Any]:
    """All that the page of a proposal shows."""
    groups, page = groups_of(proposal, number)
    return {
        "summary": summary_of(proposal), "places": places_of(shares_of(proposal)), "groups": groups, "page": page,
        "due_on": due_on(proposal), "punctuality": punctuality(proposal), "letters": letters_of(proposal, user),
    }  # fmt: skip


def offices_without(user: User, program_id: int) -> list[Institution]:
    """Offices of the province that have not begun a proposal of the year."""
    begun = Proposal.objects.filter(program=program_id).values("office")
    offices = Institution.objects.visible_to(user).filter(kind="dinas").exclude(pk__in=begun)
    return list(offices.select_related("place").order_by("place__code"))
