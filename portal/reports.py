"""What waits for whom, and how a programme year stands: joins over all apps, read only."""

from collections.abc import Callable, Iterable

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from accounts.rules import AT_SCHOOL, DINAS, LPMP, Role
from programs.models import Candidate, ProgramYear, Proposal, Verification
from programs.rules import Part, ProgramState

CLOSED = ("closed_jointly", "closed_by_lpmp")


def current(programs: Iterable[ProgramYear], year: int | None) -> ProgramYear | None:
    """The programme of the chosen ``year``; else the latest open one; else the latest."""
    programs = list(programs)
    chosen = [program for program in programs if program.year == year]
    running = [program for program in programs if program.state == ProgramState.OPEN]
    return next(iter(chosen or running or programs), None)


def waiting(user: User, program: ProgramYear | None) -> dict[str, int]:
    """How much waits for this person in that year, by name of the menu's count. One query."""
    if program is None or user.acting is None:
        return {}
    count = next((count for roles, count in COUNTS if user.role in roles), None)
    return count(user, program) if count else {}


def _for_lpmp(user: User, program: ProgramYear) -> dict[str, int]:
    is_model = Q(part=Part.MODEL)
    finished = Verification.objects.filter(candidate=OuterRef("pk"), finished_at__isnull=False)
    found = Candidate.objects.filter(program=program).aggregate(
        proposals=Count("proposal", filter=Q(proposal__state="submitted"), distinct=True),
        sheets=Count(
            "pk", filter=is_model & Q(proposal__state="in_verification", state="proposed") & ~Exists(finished)
        ),
        determination=Count("pk", filter=is_model & Q(proposal__state__in=CLOSED, state="verified")),
    )
    return found if user.role == Role.LPMP_HEAD else found | {"determination": 0}


def _for_dinas(user: User, program: ProgramYear) -> dict[str, int]:
    mine = Proposal.objects.visible_to(user).filter(program=program)
    return {"proposals": mine.filter(state__in=("draft", "returned")).count()}


def _for_verifier(user: User, program: ProgramYear) -> dict[str, int]:
    mine = Candidate.objects.filter(
        program=program, part=Part.MODEL, assignments__verifier=user, assignments__declared_at=None
    )
    return {"sheets": mine.exclude(verification__finished_at__isnull=False).count()}


def _for_school(user: User, program: ProgramYear) -> dict[str, int]:
    own = Candidate.objects.live().filter(program=program, school=user.acting.school_id)
    return {"commitments": own.exclude(commitment__uploaded_at__isnull=False).count()}


COUNTS: list[tuple[frozenset[str], Callable[[User, ProgramYear], dict[str, int]]]] = [
    (LPMP, _for_lpmp),
    (DINAS, _for_dinas),
    (frozenset({Role.VERIFIER}), _for_verifier),
    (AT_SCHOOL, _for_school),
]
