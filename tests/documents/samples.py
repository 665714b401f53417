"""One letter of every kind, from rows as the programme has them."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from documents import services
from programs import letters
from programs.models import (
    Assignment,
    Candidate,
    Commitment,
    Decree,
    Finding,
    Meeting,
    Participation,
    Verification,
)
from programs.rules import Criterion
from schools.models import Place
from tests.cast import make_candidate, make_institution, make_school

LONG = "SD SWASTA " + " ".join(["NAMA YANG PANJANG SEKALI"] * 5) + " TAMAT"
PUPILS = {"label": "Jumlah peserta didik", "dapodik": "212", "school": "213", "match": "accept"}

TOPICS = [
    "Gambaran umum sistem penjaminan mutu pendidikan", "Peran pemerintah daerah dalam penjaminan mutu",
    "Konsep sekolah model dan pengimbasan", "Pemahaman dan pelaksanaan SPMI",
]  # fmt: skip
PROMISE = letters.Promise(
    forms=["Membentuk TPMPD;", "Menugaskan pengawas pembina."], amount=Decimal(250_000_000), source="APBD 2020",
    number="420/77/2020", dated=date(2020, 3, 2),
)  # fmt: skip
TOUR = letters.Tour(date(2020, 4, 1), date(2020, 4, 4), ["Pedoman program.", "DIPA LPMP 2020."], date(2020, 3, 30))


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


def a_meeting(world):
    return Meeting.objects.create(
        program=world.program, title="Rapat Koordinasi Sekolah Model", starts_on=date(2020, 2, 10),
        ends_on=date(2020, 2, 11), hours="08.00 WIB sampai selesai", venue="Aula LPMP Provinsi Riau",
        address="Jalan Contoh Nomor 2, Pekanbaru", topics="\n".join(TOPICS), participants="Kepala dinas\nPengawas",
        rundown="Senin | 08.00 | Pembukaan | Kepala LPMP\nSelasa | 15.00 | Penutupan | Panitia",
        note="Biaya ditanggung DIPA LPMP.", contact="Siti (0812000000)",
    )  # fmt: skip


def a_pemda(world):
    return make_institution(
        "pemda", world.kampar, name="Pemerintah Kabupaten Kampar", parent_name="", head_title="Bupati Kampar",
        head_name="H. Bupati Contoh", head_nip="",
    )  # fmt: skip


def a_participation(world, imbas=2):
    """A determined model school with its imbas schools."""
    model = world.group(world.proposal(world.dinas_siak), imbas=imbas)
    letter = services.issue(
        letters.decree(world.program, [model, *model.imbas.all()], date(2020, 4, 30)), by=world.head
    )
    decree = Decree.objects.create(
        program=world.program, letter=letter, determined_on=date(2020, 4, 30), determined_by=world.head
    )
    common = {"program": world.program, "decree": decree, "funding": "in_quota"}
    found = Participation.objects.create(school=model.school, candidate=model, part="model", **common)
    for one in model.imbas.all():
        Participation.objects.create(school=one.school, candidate=one, part="imbas", model=found, **common)
    return found


def drafts(world):
    """What every kind says, by its code."""
    proposal = a_proposal(world)
    model = proposal.candidates.models().first()
    candidates = proposal.candidates.all()
    Assignment.objects.create(candidate=model, verifier=world.verifier, assigned_by=world.staff)
    commitment = a_commitment(model)
    model = Candidate.objects.get(pk=model.pk)
    visit = a_verification(world, model)
    return {
        "invitation": letters.invitation(meeting := a_meeting(world), world.dinas_kampar),
        "attendance": letters.attendance(meeting),
        "support_statement": letters.support_statement(world.program, world.dinas_kampar, PROMISE),
        "agreement": letters.agreement(world.program, a_pemda(world), PROMISE),
        "f021": letters.f021(proposal),
        "f022": letters.f022(commitment),
        "f023": letters.f023(a_commitment(model.imbas.first())),
        "task_letter": letters.task_letter(world.program, [world.verifier], TOUR),
        "instrument": letters.instrument(model),
        "fgd_record": letters.fgd_record(visit),
        "official_record": letters.official_record(visit),
        "result_notice": letters.result_notice(proposal),
        "decree": letters.decree(world.program, candidates, date(2020, 4, 30)),
        "school_notice": letters.school_notice(a_participation(world)),
    }  # fmt: skip


def issued(world, kind):
    return services.issue(drafts(world)[kind], by=world.staff)
