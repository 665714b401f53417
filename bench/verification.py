"""What does the verification board cost with 2,000 candidates, and the sharing out of all of them?"""

from datetime import date

from django.utils import timezone

from accounts.models import Membership, User
from accounts.rules import Role
from bench.calls import measure_call
from bench.pages import measure_page
from bench.registry import Figures, measurement
from programs.models import Assignment, Candidate, ProgramYear, Proposal, Quota, QuotaShare, Verification
from programs.rules import Part
from programs.services.assignment_evenly import plan_evenly
from schools.models import Institution, Place, School

OFFICES, MODELS, VERIFIERS = 12, 2_000, 40


def two_thousand_candidates() -> None:
    """A province with twelve lists in verification: 2,000 model candidates with one imbas each, half verified."""
    province = _province()
    staff = _person("bench-verifikasi", Role.LPMP_STAFF, province)
    lpmp = Institution.objects.create(
        kind="lpmp", place=province, name="LPMP Uji", short_name="LPMP Uji", parent_name="K"
    )
    program = ProgramYear.objects.create(
        institution=lpmp, year=2020, state="open", opened_at=timezone.now(), opened_by=staff
    )
    people = [_person(f"bench-verifikator-{n}", Role.VERIFIER, province) for n in range(VERIFIERS)]
    proposals = [_list(program, province, n, staff) for n in range(OFFICES)]
    models = _candidates(proposals)
    half = models[: MODELS // 2]
    Assignment.objects.bulk_create(
        Assignment(candidate=model, verifier=people[n % VERIFIERS], assigned_by=staff) for n, model in enumerate(half)
    )
    Verification.objects.bulk_create(
        Verification(candidate=model, condition="Ruang kelas cukup. " * 40, result="fit") for model in half
    )


def _province() -> Place:
    nation = Place.objects.filter(kind="nation").first() or Place.objects.create(kind="nation", name="Indonesia")
    return Place.objects.create(kind="province", parent=nation, name="Uji Verifikasi", code="98")


def _person(name: str, role: str, place: Place) -> User:
    user = User.objects.create(username=name, name=name, email=f"{name}@contoh.id")
    Membership.objects.create(user=user, role=role, place=place, since=date(2019, 1, 1))
    return user


def _list(program: ProgramYear, province: Place, n: int, staff: User) -> Proposal:
    place = Place.objects.create(kind="regency", parent=province, name=f"Uji {n}", code=f"98.{n:02d}")
    office = Institution.objects.create(
        kind="dinas", place=place, name=f"Dinas Uji {n}", short_name=f"Dinas Uji {n}", parent_name="PEMERINTAH"
    )
    quota = Quota.objects.create(program=program, place=place, models_total=200)
    for level in ("SD", "SMP"):
        QuotaShare.objects.create(quota=quota, level=level, models_total=100)
    return Proposal.objects.create(
        program=program, office=office, state="in_verification", receipt=f"UJI-{n}", submitted_at=timezone.now(),
        submitted_by=staff,
    )  # fmt: skip


def _candidates(proposals: list[Proposal]) -> list[Candidate]:
    schools = School.objects.bulk_create(
        School(
            npsn=f"{98000000 + n}", name=f"SD NEGERI {n:04d} UJI", name_key=f"SD N {n} UJI", level="SD", status="N",
            regency=proposals[n % OFFICES].office.place,
        )
        for n in range(2 * MODELS)
    )  # fmt: skip
    models = [_candidate(proposals[n % OFFICES], school) for n, school in enumerate(schools[:MODELS])]
    Candidate.objects.bulk_create(models)
    Candidate.objects.bulk_create(
        _candidate(model.proposal, school, model) for model, school in zip(models, schools[MODELS:], strict=True)
    )
    return models


def _candidate(proposal: Proposal, school: School, model: Candidate | None = None) -> Candidate:
    part = Part.IMBAS if model else Part.MODEL
    return Candidate(proposal=proposal, program=proposal.program, school=school, part=part, model=model)


@measurement("verification board, 2,000 candidates", needs=two_thousand_candidates, at_most={"sql": 15, "p50": 90})
def board() -> Figures:
    return measure_page("/program/verifikasi/", user=User.objects.get(username="bench-verifikasi"))


def plan_all() -> str:
    program = ProgramYear.objects.get(institution__place__code="98")
    return f"{len(plan_evenly(program).plan.pairs)} schools given"


@measurement("sharing out 1,000 schools, plan", needs=two_thousand_candidates, at_most={"seconds": 5})
def sharing() -> Figures:
    return measure_call(plan_all)
