"""The small cast and stage that tests play on: places, offices, schools and people, named by role."""

import itertools
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Membership, User
from accounts.rules import AT_SCHOOL, Role
from programs.models import Candidate, Commitment, ProgramYear, Proposal, Quota, QuotaShare, Stage
from programs.rules import STAGE_DATES, ProgramState
from schools.models import Institution, Place, School
from schools.rules import PlaceKind

_n = itertools.count(101)
PASSWORD = "kata sandi contoh"


def begin_anew() -> None:
    """Number people, places and schools as if this test were the first; three digits, so that none begins another."""
    global _n  # noqa: PLW0603 -- one count for all makers
    _n = itertools.count(101)


def make_place(kind=PlaceKind.REGENCY, parent=None, name="", **fields):
    return Place.objects.create(kind=kind, parent=parent, name=name or f"Wilayah {next(_n)}", **fields)


def make_institution(kind, place, **fields):
    defaults = {
        "name": f"Dinas Pendidikan {place.formal}", "short_name": f"Dinas {place}",
        "parent_name": f"PEMERINTAH {place.formal.upper()}",
        "town": place.name, "unit_code": "DISDIK", "head_name": "Dra. Kepala Contoh", "head_nip": "196401011989031001",
    }  # fmt: skip
    return Institution.objects.create(kind=kind, place=place, **(defaults | fields))


def make_school(regency, level="SD", **fields):
    n = next(_n)
    defaults = {"npsn": f"{10400000 + n}", "name": f"{level} NEGERI {n:03d} CONTOH", "status": "N",
                "latitude": 0.3 + n % 1000 / 1000, "longitude": 101.2, "head_name": "Kepala Sekolah Contoh",
                "quality": "3", "quality_score": "3.92", "quality_year": 2019}  # fmt: skip
    return School.objects.create(regency=regency, level=level, form=level, **(defaults | fields))


def make_person(role, at, **fields):
    """Somebody with that role at a place or school, and nothing else."""
    n = next(_n)
    fields = {"email": f"{role}{n}@contoh.id", "password": PASSWORD, "name": f"Orang {n}"} | fields
    user = User.objects.create_user(f"{role}{n}", **fields)
    where = {"school": at} if role in AT_SCHOOL else {"place": at}
    Membership.objects.create(user=user, role=role, since=date(2019, 1, 1), **where)
    return user


def make_program(institution, year=2020, state=ProgramState.OPEN, by=None, regencies=(), share=2, **fields):
    """An open year with stages and a quota of ``share`` places per level in each kab/kota."""
    opened = {"opened_at": timezone.now(), "opened_by": by} if state == ProgramState.OPEN else {}
    program = ProgramYear.objects.create(institution=institution, year=year, state=state, **(opened | fields))
    for kind, (start, due) in STAGE_DATES.items():
        Stage.objects.create(program=program, kind=kind, starts_on=date(year, *start), due_on=date(year, *due))
    for place in regencies:
        quota = Quota.objects.create(program=program, place=place, models_total=4 * share)
        for level in ("SD", "SMP", "SMA", "SMK"):
            QuotaShare.objects.create(quota=quota, level=level, models_total=share, schools=10)
    return program


def make_candidate(proposal, school, part="model", model=None, **fields):
    """A candidate with its three criteria."""
    return Candidate.objects.create(
        proposal=proposal, program=proposal.program, school=school, part=part, model=model,
        **({"not_yet_snp": True, "committed": True, "supported": True} | fields),
    )  # fmt: skip


def sign_all(proposal, by):
    """Every commitment of the proposal has its signed scan."""
    for n, candidate in enumerate(proposal.candidates.all()):
        commitment, _ = Commitment.objects.get_or_create(candidate=candidate)
        commitment.scan, commitment.scan_sha256, commitment.receipt = "komitmen/x.pdf", "0" * 64, f"KMT-{n}"
        commitment.uploaded_at, commitment.uploaded_by = timezone.now(), by
        commitment.save()


class World:
    """One province with two kab/kota, their offices, schools and people, and an open programme year."""

    def __init__(self):
        self.nation = make_place(PlaceKind.NATION, name="Indonesia")
        self.province = make_place(PlaceKind.PROVINCE, self.nation, "Riau", code="14", kemdikbud_code="090000")
        self.kampar = make_place(PlaceKind.REGENCY, self.province, "Kampar", code="14.01", kemdikbud_code="090100")
        self.siak = make_place(PlaceKind.REGENCY, self.province, "Siak", code="14.08", kemdikbud_code="091100")
        self.lpmp = make_institution(
            "lpmp", self.province,
            name="Lembaga Penjaminan Mutu Pendidikan Provinsi Riau", short_name="LPMP Provinsi Riau",
            parent_name="KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN", unit_code="D7.4", town="Pekanbaru",
        )  # fmt: skip
        self.dinas_kampar = make_institution("dinas", self.kampar)
        self.dinas_siak = make_institution("dinas", self.siak)
        self.dinas_riau = make_institution("dinas", self.province)
        self.admin = make_person(Role.LPMP_ADMIN, self.province)
        self.staff = make_person(Role.LPMP_STAFF, self.province)
        self.head = make_person(Role.LPMP_HEAD, self.province)
        self.operator = make_person(Role.DINAS_REGENCY, self.kampar)
        self.operator_siak = make_person(Role.DINAS_REGENCY, self.siak)
        self.operator_province = make_person(Role.DINAS_PROVINCE, self.province)
        self.verifier = make_person(Role.VERIFIER, self.province)
        self.national = make_person(Role.NATIONAL, self.nation)
        self.program = make_program(self.lpmp, by=self.admin, regencies=[self.kampar, self.siak])
        self.school = make_school(self.kampar, name="SD NEGERI 008 LUBUK SAKAI")
        self.school_head = make_person(Role.SCHOOL_HEAD, self.school)

    def proposal(self, office=None, **fields):
        return Proposal.objects.create(program=self.program, office=office or self.dinas_kampar, **fields)

    def ready(self, imbas=5, **fields):
        """A proposal of Kampar with one model and its imbas schools that lacks nothing."""
        letter = {"letter_number": "421.2/1187/DPK/2020", "letter_date": date(2020, 3, 27), "support_note": "APBD"}
        proposal = self.proposal(**(letter | fields))
        self.group(proposal, imbas=imbas)
        sign_all(proposal, self.operator)
        return proposal

    def schools(self, count, regency=None, level="SD"):
        return [make_school(regency or self.kampar, level) for _ in range(count)]

    def group(self, proposal, imbas=5, level="SD", **fields):
        """A model candidate with its imbas candidates."""
        model = make_candidate(proposal, make_school(proposal.office.place, level), **fields)
        for _ in range(imbas):
            make_candidate(proposal, make_school(proposal.office.place, level), part="imbas", model=model)
        return model


@pytest.fixture
def world(db):
    return World()
