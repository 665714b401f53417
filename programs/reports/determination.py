"""What the head reads before determining: what is ready, beside the quota, and what should be thought of first."""

from collections import Counter
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from programs.models import Candidate, Participation, ProgramYear, Proposal, Quota, QuotaShare
from programs.rules import CLOSED, CandidateState, Funding, Part, ProposalState
from programs.services.determination import ready
from schools.models import Institution, InstitutionKind
from schools.rules import PROGRAMME_LEVELS

Row = dict[str, Any]
UNSENT = (ProposalState.DRAFT, ProposalState.WITHDRAWN)


def ready_offices(program: ProgramYear) -> list[Row]:
    """Per office with a closed list: how many schools are ready, by level and funding."""
    counts = _counted(ready(program))
    lists = Proposal.objects.filter(program=program, state__in=CLOSED).select_related("office__place", "program")
    rows = [_office_row(found, counts) for found in lists.order_by("office__place__code")]
    return [row for row in rows if row["models"] or row["imbas"]]


def _counted(candidates: QuerySet[Candidate]) -> Counter[tuple[int, str, str, str]]:
    keys = ("proposal", "part", "school__level", "funding")
    counted = candidates.order_by().values_list(*keys).annotate(n=Count("pk"))
    return Counter({(of, part, level, funding): n for of, part, level, funding, n in counted})


def _office_row(proposal: Proposal, counts: Counter[tuple[int, str, str, str]]) -> Row:
    mine = {key[1:]: n for key, n in counts.items() if key[0] == proposal.pk}
    models = {key: n for key, n in mine.items() if key[0] == Part.MODEL}
    levels = Counter[str]()
    for (_, level, _funding), n in models.items():
        levels[level] += n
    return {
        "proposal": proposal,
        "levels": [f"{levels[level]} {level}" for level in PROGRAMME_LEVELS if levels[level]],
        "models": sum(models.values()),
        "over": sum(n for key, n in models.items() if key[2] == Funding.OVER_QUOTA),
        "imbas": sum(mine.values()) - sum(models.values()),
    }


def places_beside_quota(program: ProgramYear, user: User) -> list[Row]:
    """Per kab/kota whose quota the person sees: models determined already and ready, in and over quota."""
    models = Candidate.objects.filter(program=program, part=Part.MODEL)
    ready_ids = ready(program).values("pk")
    in_quota, determined = Q(funding=Funding.IN_QUOTA), Q(state=CandidateState.DETERMINED)
    counted = models.filter(determined | Q(pk__in=ready_ids)).order_by().values("school__regency").annotate(
        determined=Count("pk", filter=determined & in_quota),
        ready=Count("pk", filter=~determined & in_quota),
        over=Count("pk", filter=~in_quota),
    )  # fmt: skip
    found = {row["school__regency"]: row for row in counted}
    nothing = {"determined": 0, "ready": 0, "over": 0}
    quotas = Quota.objects.visible_to(user).filter(program=program).select_related("place").order_by("place__code")
    return [{"quota": quota, **nothing, **found.get(quota.place_id, {})} for quota in quotas]


def sums_of_places(rows: list[Row]) -> Row:
    """The last line of that table."""
    sums = {name: sum(row[name] for row in rows) for name in ("determined", "ready", "over")}
    return {"quota": sum(row["quota"].models_total for row in rows), **sums}


def warnings(program: ProgramYear) -> list[str]:
    """What does not forbid the decree but should be known: open lists, empty places, fewer imbas than the target."""
    lists = Proposal.objects.filter(program=program).exclude(state__in=(*UNSENT, *CLOSED)).select_related("office")
    later = "; ditetapkan pada tahap berikutnya."
    found = [
        f"{one.office.short_name}: daftar {one.get_state_display().lower()}, belum ditutup{later}" for one in lists
    ]
    return [*found, *_unsent(program), *_fewer_imbas(program), *_orphans(program)]


def _unsent(program: ProgramYear) -> list[str]:
    """Offices of the province from which no list has come."""
    sent = Proposal.objects.filter(program=program).exclude(state__in=UNSENT).values("office")
    province = program.institution.place_id
    offices = Institution.objects.filter(Q(place=province) | Q(place__parent=province), kind=InstitutionKind.DINAS)
    names = offices.exclude(pk__in=sent).order_by("place__code").values_list("short_name", flat=True)
    return [f"Belum mengirim usulan: {', '.join(names)}."] if names else []


def _fewer_imbas(program: ProgramYear) -> list[str]:
    goes_on = Q(imbas__state__in=(CandidateState.VERIFIED, CandidateState.DETERMINED))
    models = ready(program).filter(part=Part.MODEL).annotate(n=Count("imbas", filter=goes_on))
    few = list(models.filter(n__lt=program.default_imbas))
    unexplained = sum(not model.fewer_reason for model in few)
    if not few:
        return []
    rest = f", {unexplained} tanpa alasan tertulis" if unexplained else ""
    return [f"{len(few)} sekolah model mempunyai kurang dari {program.default_imbas} imbas{rest}."]


def _orphans(program: ProgramYear) -> list[str]:
    """Verified imbas schools of closed lists whose model did not pass."""
    imbas = Candidate.objects.filter(
        program=program, part=Part.IMBAS, state=CandidateState.VERIFIED, proposal__state__in=CLOSED
    )
    count = imbas.exclude(pk__in=ready(program).values("pk")).count()
    return [f"{count} sekolah imbas layak tidak ikut ditetapkan karena sekolah modelnya tidak layak."] if count else []


def empty_places(program: ProgramYear) -> int:
    """Places of the quota that nobody holds."""
    sums = QuotaShare.objects.filter(quota__program=program).aggregate(total=Sum("models_total"), taken=Sum("taken"))
    return (sums["total"] or 0) - (sums["taken"] or 0)


def participants(program: ProgramYear, user: User) -> QuerySet[Participation]:
    """Schools of the year with all that their list shows."""
    found = Participation.objects.visible_to(user).filter(program=program)
    found = found.select_related("school__regency", "school__district", "model__school", "decree__letter")
    group = Coalesce("model", "pk")  # each model, then its imbas schools, as in the decree
    return found.order_by("school__regency__code", "school__level", group, F("model").asc(nulls_first=True), "pk")
