"""What does the home page of each role show? Everything it needs, in at most ten queries with the shell."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from accounts.models import User
from accounts.rules import AT_SCHOOL, DINAS, LPMP, OFFICE_LEVELS, Role
from core.models import Event
from documents.models import Letter
from portal.reports import school as schools
from portal.reports import standing
from portal.reports.todo import Facts, sheets, todo
from programs.models import Candidate, ProgramYear, QuotaShare
from programs.reports.stages import StageRow, in_short, stages_for
from programs.rules import Part

RECENT = 6


class Page(dict):
    """The context of one home page, and its template."""

    template = "portal/home/reader.html"


def home(user: User, program: ProgramYear | None, year: int | None, today: date) -> Page:
    """The page of the acting role. A person without a membership, or before any year, is told what exists."""
    if user.role == Role.NATIONAL:
        return _page("portal/home/national.html", programs=_provinces(year), counts={})
    make = next((make for roles, make in HOMES if user.role in roles), _reader)
    return (make if program else _reader)(user, program, today)


def _page(template: str, **context: Any) -> Page:
    page = Page(context)
    page.template = template
    return page


def _dues(stages: list[StageRow]) -> dict[str, date]:
    return {stage.kind: stage.due_on for stage in stages}


def _letters(user: User) -> list[Letter]:
    return list(Letter.objects.visible_to(user).for_list()[:RECENT])


def _letters_of_offices(user: User) -> list[Letter]:
    """Without the forms of schools: hundreds of them made at once would hide every other letter."""
    return list(Letter.objects.visible_to(user).exclude(issuer=None).for_list()[:RECENT])


def _unsigned(user: User) -> int:
    """How many letters wait for the person's signature; nobody else is asked."""
    return Letter.objects.to_sign(user).count() if user.may["letters_sign"] else 0


def _lpmp(user: User, program: ProgramYear, today: date) -> Page:
    proposals = standing.proposals_of(user, program)
    quotas, stages = standing.board(user, program), stages_for(user, program, today)
    pages = {p.office.place_id: p for p in proposals}
    return _page(
        "portal/home/office.html",
        todos=todo(Facts(user.role, program, proposals, _dues(stages), today, _unsigned(user))),
        stages=stages,
        in_short=in_short(stages),
        kpis=standing.kpis_of_lpmp(quotas, proposals),
        board=[(quota, pages.get(quota.place_id)) for quota in quotas],
        letters=_letters_of_offices(user),
        history=Event.objects.about(program, *proposals)[:RECENT],
        counts=standing.waiting_in(proposals, user.role),
    )


def _dinas(user: User, program: ProgramYear, today: date) -> Page:
    proposals, stages = standing.proposals_of(user, program), stages_for(user, program, today)
    proposal = next(iter(proposals), None)
    return _page(
        "portal/home/office.html",
        todos=todo(Facts(user.role, program, proposals, _dues(stages), today, _unsigned(user))),
        stages=stages,
        in_short=in_short(stages),
        kpis=standing.kpis_of_office(_quota_of(user, program), program.default_imbas, proposal),
        board=[],
        proposal=proposal,
        letters=_letters_of_offices(user),
        history=Event.objects.about(*proposals)[:RECENT],
        counts=standing.waiting_in(proposals, user.role),
    )


def _quota_of(user: User, program: ProgramYear) -> int:
    """The model places of the levels this office manages (R-3.2-01)."""
    place = user.acting.place
    inside = Q(quota__place=place) | Q(quota__place__parent=place)
    shares = QuotaShare.objects.filter(inside, quota__program=program, level__in=OFFICE_LEVELS[place.kind])
    return shares.aggregate(total=Sum("models_total"))["total"] or 0


def _verifier(user: User, program: ProgramYear, today: date) -> Page:
    waiting = list(standing.sheets_of(user, program).select_related("school__regency"))
    mine = Candidate.objects.filter(part=Part.MODEL, assignments__verifier=user, program=program)
    done = mine.filter(verification__finished_at__isnull=False).count()
    stages = stages_for(user, program, today)
    due = _dues(stages).get("verification")
    return _page(
        "portal/home/verifier.html",
        todos=sheets(waiting[:20], due, today),
        waiting=len(waiting),
        done=done,
        total=done + len(waiting),
        stages=stages,
        in_short=in_short(stages),
        letters=_letters(user),
        counts={"sheets": len(waiting)},
    )


def _school(user: User, program: ProgramYear, today: date) -> Page:
    candidate = schools.candidate_of(user, program)
    if candidate is None:
        return _page("portal/home/school_idle.html", school=user.acting.school, letters=_letters(user), counts={})
    letters = _letters(user)
    steps = schools.steps_of(candidate, letters)
    commitment = getattr(candidate, "commitment", None)
    is_sent = commitment is not None and commitment.uploaded_at is not None
    return _page(
        "portal/home/school.html",
        candidate=candidate,
        commitment=commitment,
        participation=getattr(candidate, "participation", None),
        steps=steps,
        next=schools.next_step(steps),
        imbas=schools.imbas_of(candidate),
        letters=letters,
        history=schools.history_of(candidate),
        counts={"commitments": 0 if is_sent else 1},
    )


def _reader(user: User, program: ProgramYear | None, today: date) -> Page:
    return _page(
        "portal/home/reader.html", role=user.role, name=user.acting.get_role_display() if user.acting else "", counts={}
    )


def _tpmpd(user: User, program: ProgramYear, today: date) -> Page:
    """As its office sees it, with the sheets a member was asked to fill."""
    page = _dinas(user, program, today)
    waiting = list(standing.sheets_of(user, program).select_related("school__regency"))
    page["todos"] = sheets(waiting[:20], _dues(page["stages"]).get("verification"), today)
    page["counts"] = {"sheets": len(waiting)}
    return page


def _provinces(year: int | None) -> QuerySet[ProgramYear]:
    """One row per LPMP of the year, for the national reader."""
    live = Q(candidates__state__in=standing.LIVE_CANDIDATE) & ~Q(candidates__proposal__state="draft")
    model = live & Q(candidates__part=Part.MODEL)
    found = ProgramYear.objects.filter(year=year).select_related("institution__place")
    return found.annotate(
        models=Count("candidates", filter=model),
        imbas=Count("candidates", filter=live & Q(candidates__part=Part.IMBAS)),
        determined=Count("candidates", filter=model & Q(candidates__state="determined")),
        decided=Max("decrees__determined_on"),
    ).order_by("institution__place__code")


HOMES: list[tuple[frozenset[str], Callable[[User, ProgramYear, date], Page]]] = [
    (LPMP, _lpmp),
    (DINAS, _dinas),
    (frozenset({Role.VERIFIER}), _verifier),
    (frozenset({Role.TPMPD}), _tpmpd),
    (AT_SCHOOL, _school),
]
