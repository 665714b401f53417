"""One letter of every kind, from rows as the programme has them."""

from datetime import date

from django.utils import timezone

from documents import services
from programs import letters
from programs.models import Commitment, Finding, Verification
from programs.rules import Criterion
from schools.models import Place
from tests.cast import make_candidate, make_school

LONG = "SD SWASTA " + " ".join(["NAMA YANG PANJANG SEKALI"] * 5) + " TAMAT"
PUPILS = {"label": "Jumlah peserta didik", "dapodik": "212", "school": "213", "match": "accept"}


def a_proposal(world, groups=3):
    """Model schools with their imbas schools, one of them outside the quota with a reason for fewer imbas."""
    district = Place.objects.create(kind="district", parent=world.kampar, name="Kampar Kiri Tengah")
    proposal = world.proposal(
        letter_number="421.2/1187/DPKO/2020", letter_date=date(2020, 3, 27), support_note="Dana APBD Rp250.000.000.",
        copies_to="Bupati Kampar (sebagai laporan);\nKepala Dinas Pendidikan Provinsi Riau.",
    )  # fmt: skip
    for n in range(groups):
        level = "SMP" if n % 3 == 2 else "SD"
        funding = "over_quota" if n == 1 else "in_quota"
        school = make_school(
            world.kampar, level, district=district, accreditation="B", curriculum="K13", head_phone="081234567890",
            address="Jalan Raya Lintas Nomor 10",
        )  # fmt: skip
        model = make_candidate(
            proposal, school, funding=funding, fewer_reason="satu kecamatan hanya memiliki 3 sekolah" if n == 1 else ""
        )
        for k in range(3 if n == 1 else 5):
            imbas = make_school(world.kampar, level)
            make_candidate(proposal, imbas, part="imbas", model=model, distance_km=f"{k + 1}.4", same_cluster=True)
    return proposal


def a_commitment(candidate):
    named = {"teacher": {"name": "Siti Aminah, S.Pd.", "nip": "198001012005012001"}, "committee": "H. Zainal Abidin"}
    return Commitment.objects.create(candidate=candidate, signatories=named)


def a_verification(world, candidate, result="fit", **fields):
    verification = Verification.objects.create(
        candidate=candidate, methods=["visit", "dapodik", "fgd"], visited_on=date(2020, 4, 3), result=result,
        venue="Ruang guru", condition="Ruang kelas cukup; perpustakaan belum dikelola.",
        commitment="Seluruh komponen hadir dan menyatakan bersedia.", flagship="Gerakan literasi pagi.",
        witness_name="Drs. Pengawas Contoh", witness_position="Pengawas SD", finished_at=timezone.now(),
        finished_by=world.verifier, dapodik={"pupils": PUPILS}, **fields,
    )  # fmt: skip
    for criterion in Criterion:
        Finding.objects.create(verification=verification, candidate=candidate, criterion=criterion, met=True)
    for one in candidate.imbas.all():
        Finding.objects.create(verification=verification, candidate=one, criterion="reachable", met=True, note="2 km")
    return verification


def drafts(world):
    """What every kind says, by its code."""
    proposal = a_proposal(world)
    model = proposal.candidates.models().first()
    candidates = proposal.candidates.all()
    return {
        "f021": letters.f021(proposal),
        "f022": letters.f022(a_commitment(model)),
        "f023": letters.f023(a_commitment(model.imbas.first())),
        "official_record": letters.official_record(a_verification(world, model)),
        "result_notice": letters.result_notice(proposal),
        "decree": letters.decree(world.program, candidates, date(2020, 4, 30)),
    }


def issued(world, kind):
    return services.issue(drafts(world)[kind], by=world.staff)
