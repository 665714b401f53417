"""What do the list of 2,000 proposals and the page of an office with 400 candidates cost?"""

from datetime import date

from django.utils import timezone

from accounts.models import Membership, User
from accounts.rules import Role
from bench.pages import measure_page
from bench.registry import Figures, measurement
from programs.models import Candidate, Commitment, ProgramYear, Proposal, Quota, QuotaShare, Stage
from programs.rules import STAGE_DATES, Part
from schools.models import Institution, Place, School

OFFICES, YEARS, GROUPS, IMBAS = 100, 20, 67, 5
FULL = {"not_yet_snp": True, "committed": True, "supported": True}


def two_thousand_proposals() -> None:
    """A province with a hundred offices over twenty years, each with two schools; one with 402."""
    nation = Place.objects.filter(kind="nation").first() or Place.objects.create(kind="nation", name="Indonesia")
    province = Place.objects.create(kind="province", parent=nation, name="Uji Usulan", code="97")
    staff = User.objects.create(username="bench-usulan", name="Staf Usulan", email="usulan@contoh.id")
    Membership.objects.create(user=staff, role=Role.LPMP_STAFF, place=province, since=date(2019, 1, 1))
    lpmp = Institution.objects.create(
        kind="lpmp", place=province, name="LPMP Usulan", short_name="LPMP Usulan", parent_name="K"
    )
    offices = [_office(province, n) for n in range(OFFICES)]
    years = [_year(lpmp, 2001 + n, staff) for n in range(YEARS)]
    now = timezone.now()
    proposals = Proposal.objects.bulk_create(
        Proposal(
            program=year, office=office, state="submitted", submitted_at=now, submitted_by=staff,
            receipt=f"USL-{year.year}-{office.pk}",
        )
        for year in years for office in offices
    )  # fmt: skip
    _shares(years, offices)
    schools = _schools(offices)
    _propose(proposals, schools)
    _propose_many(proposals[-1], offices[-1])


def _office(province: Place, n: int) -> Institution:
    place = Place.objects.create(kind="regency", parent=province, name=f"Usulan Nomor {n}", code=f"97.{n:02d}")
    name = f"Dinas Pendidikan Kabupaten Usulan Nomor {n}"
    return Institution.objects.create(
        kind="dinas", place=place, name=name, short_name=f"Dinas Kab. Usulan {n}", parent_name="PEMERINTAH"
    )


def _year(lpmp: Institution, year: int, staff: User) -> ProgramYear:
    program = ProgramYear.objects.create(
        institution=lpmp, year=year, state="open", opened_at=timezone.now(), opened_by=staff
    )
    Stage.objects.bulk_create(
        Stage(program=program, kind=kind, starts_on=date(year, *start), due_on=date(year, *due))
        for kind, (start, due) in STAGE_DATES.items()
    )
    return program


def _shares(years: list[ProgramYear], offices: list[Institution]) -> None:
    quotas = Quota.objects.bulk_create(
        Quota(program=year, place=office.place, models_total=200) for year in years for office in offices
    )
    QuotaShare.objects.bulk_create(
        QuotaShare(quota=quota, level=level, models_total=100) for quota in quotas for level in ("SD", "SMP")
    )


def _school(office: Institution, n: int) -> School:
    return School(
        npsn=f"{97000000 + n}", name=f"SD NEGERI {n:04d} USULAN", name_key=f"SD N {n} USULAN", level="SD", status="N",
        regency=office.place, quality="3",
    )  # fmt: skip


def _schools(offices: list[Institution]) -> list[School]:
    return School.objects.bulk_create(_school(office, n) for n, office in enumerate([*offices, *offices]))


def _propose(proposals: list[Proposal], schools: list[School]) -> None:
    """Two live schools in each proposal: a model and an imbas school."""
    rows = [(proposal, schools[n % OFFICES], schools[OFFICES + n % OFFICES]) for n, proposal in enumerate(proposals)]
    models = Candidate.objects.bulk_create(
        Candidate(proposal=p, program=p.program, school=model, part=Part.MODEL, **FULL) for p, model, _ in rows
    )
    Candidate.objects.bulk_create(
        Candidate(proposal=p, program=p.program, school=imbas, part=Part.IMBAS, model=model, **FULL)
        for (p, _, imbas), model in zip(rows, models, strict=True)
    )


def _propose_many(proposal: Proposal, office: Institution) -> None:
    """402 more schools in one proposal, every one with a commitment."""
    schools = School.objects.bulk_create(_school(office, 1000 + n) for n in range(GROUPS * (IMBAS + 1)))
    common = {"proposal": proposal, "program": proposal.program, **FULL}
    models = Candidate.objects.bulk_create(Candidate(school=s, part=Part.MODEL, **common) for s in schools[:GROUPS])
    imbas = Candidate.objects.bulk_create(
        Candidate(school=s, part=Part.IMBAS, model=models[n % GROUPS], distance_km=n % 20, **common)
        for n, s in enumerate(schools[GROUPS:])
    )
    Commitment.objects.bulk_create(Commitment(candidate=candidate) for candidate in [*models, *imbas])


@measurement(
    "staff list of 2,000 proposals", needs=two_thousand_proposals,
    at_most={"sql": 12, "bytes": 60_000, "p50": 60}, at_least={"per_second": 40},
)  # fmt: skip
def proposal_list() -> Figures:
    return measure_page("/program/usulan/", user=User.objects.get(username="bench-usulan"))


@measurement("proposal of 400 candidates", needs=two_thousand_proposals, at_most={"sql": 20, "p50": 50})
def big_proposal() -> Figures:
    proposal = Proposal.objects.filter(program__institution__place__code="97").order_by("-pk").first()
    return measure_page(proposal.get_absolute_url(), user=User.objects.get(username="bench-usulan"))
