"""Can a principal fill in, sign and send the commitment from a phone, and does the office see what is missing?"""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from core.jobs import run_all_due
from documents.models import Letter
from programs.models import Commitment
from tests.cast import make_candidate
from tests.weights import first_visit, is_light

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programs:{name}", args=args)


def photo(colour="white"):
    out = BytesIO()
    Image.new("RGB", (800, 1100), colour).save(out, "JPEG")
    return SimpleUploadedFile("IMG_0001.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def candidate(world):
    return make_candidate(world.proposal(), world.school, committed=False)


@pytest.fixture
def school(client, world):
    client.force_login(world.school_head)
    return client


@pytest.fixture
def dinas(world):
    client = Client()
    client.force_login(world.operator)
    return client


def test_a_school_goes_straight_to_its_one_commitment(school, candidate):
    assert school.get(url("commitments")).url == url("commitment", candidate.pk)


def test_a_school_without_commitment_is_told_so(school, world):
    assert "belum diusulkan tahun ini" in school.get(url("commitments")).content.decode()


def test_from_the_link_to_the_receipt(school, candidate):
    school.post(url("commitment_fill", candidate.pk), {"version": 1, "teacher_name": "Siti", "cetak": "1"})
    printed = Letter.objects.get()
    page = school.post(url("commitment_upload", candidate.pk), {"scan": photo()}, follow=True).content.decode()

    commitment = Commitment.objects.get()
    assert printed.kind == "f022"
    assert "Sudah diterima" in page
    assert commitment.receipt in page
    assert commitment.scan_sha256[:12] in page


def test_the_page_is_light_and_lets_the_camera_and_files_in(school, candidate):
    page = school.get(url("commitment", candidate.pk)).content

    assert is_light(page.decode())
    assert b'accept="image/*,application/pdf"' in page
    assert b"capture=" not in page  # it would leave a phone nothing but its camera


def test_the_page_is_light_when_it_is_full(school, dinas, candidate):
    """Filled in, printed, sent, sent back and sent again."""
    people = {f"{who}_name": f"Dra. Siti {who}, M.Pd." for who in ("teacher", "staff", "committee", "parent", "pupil")}
    school.post(url("commitment_fill", candidate.pk), {"version": 1, "cetak": "1", **people})
    run_all_due()
    for colour in ("white", "grey", "silver", "ivory"):
        dinas.post(url("commitment_reject", candidate.pk), {"reason": "Halaman kedua tidak terbaca."})
        school.post(url("commitment_upload", candidate.pk), {"scan": photo(colour)})

    page = school.get(url("commitment", candidate.pk)).content.decode()

    assert "Kiriman terdahulu (3)" in page
    assert "Buka PDF" in page
    assert is_light(page), first_visit(page)


def test_a_pdf_that_no_longer_says_who_signs_is_to_be_made_anew(school, candidate):
    school.post(url("commitment_fill", candidate.pk), {"version": 1, "teacher_name": "Siti", "cetak": "1"})
    printed = school.get(url("commitment", candidate.pk)).content.decode()
    school.post(url("commitment_fill", candidate.pk), {"version": 2, "teacher_name": "Budi"})
    changed = school.get(url("commitment", candidate.pk)).content.decode()
    school.post(url("commitment_print", candidate.pk))
    anew = school.get(url("commitment", candidate.pk)).content.decode()

    assert ["Buat ulang sebelum mencetak" in page for page in (printed, changed, anew)] == [False, True, False]


def test_a_wrong_nip_comes_back_with_everything_typed(school, candidate):
    data = {"version": 1, "teacher_name": "Siti", "teacher_nip": "123"}

    page = school.post(url("commitment_fill", candidate.pk), data).content.decode()

    assert "NIP terdiri atas 18 angka; yang ditulis 3." in page
    assert 'value="Siti"' in page


def test_two_people_never_overwrite_each_other(school, dinas, candidate):
    dinas.post(url("commitment_fill", candidate.pk), {"version": 1, "teacher_name": "Budi"})

    page = school.post(url("commitment_fill", candidate.pk), {"version": 1, "teacher_name": "Siti"})

    assert page.status_code == 409
    assert page.context["conflicts"] == [("Wakil guru", "Siti", "Budi")]
    assert Commitment.objects.get().signatories["teacher"]["name"] == "Budi"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.pdf", b"MZ program"), "Gambar tidak terbaca"),
        (SimpleUploadedFile("a.pdf", b""), "Berkas kosong"),
        (None, "Pilih atau potret dahulu"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(school, candidate, file, words):
    page = school.post(url("commitment_upload", candidate.pk), {"scan": file} if file else {})

    assert words in page.content.decode()
    assert not Commitment.objects.filter(uploaded_at__isnull=False).exists()


def test_the_office_rejects_and_the_school_reads_why(school, dinas, candidate):
    school.post(url("commitment_upload", candidate.pk), {"scan": photo()})
    dinas.post(url("commitment_reject", candidate.pk), {"reason": "Cap belum ada"})

    page = school.get(url("commitment", candidate.pk)).content.decode()

    assert "Cap belum ada" in page
    assert "Pindaian ditolak" in page


def test_a_scan_is_read_by_those_who_see_the_school(school, dinas, world, candidate):
    school.post(url("commitment_upload", candidate.pk), {"scan": photo()})
    school.post(url("commitment_upload", candidate.pk), {"scan": photo("grey")})
    stranger = Client()
    stranger.force_login(world.operator_siak)
    new = Commitment.objects.get()
    old = new.past_scans.get()

    answers = []
    for row in (new, old):
        answer = dinas.get(url("commitment_scan", candidate.pk, row.receipt))
        answers.append((answer.status_code, len(b"".join(answer.streaming_content)) > 0))

    assert answers == [(200, True), (200, True)]
    assert stranger.get(url("commitment_scan", candidate.pk, new.receipt)).status_code == 404
    assert dinas.get(url("commitment_scan", candidate.pk, "KMT-0")).status_code == 404


def test_the_overview_filters_by_what_is_missing(dinas, world, candidate):
    done = make_candidate(candidate.proposal, world.schools(1)[0], "imbas", candidate)
    dinas.post(url("commitment_upload", done.pk), {"scan": photo()})

    page = dinas.get(url("commitments"), {"keadaan": "not_filled"})

    assert [row.record.pk for row in page.context["table"].rows] == [candidate.pk]


def test_the_overview_keeps_to_one_proposal(dinas, world, candidate):
    page = dinas.get(url("commitments"), {"usulan": candidate.proposal_id})
    none = dinas.get(url("commitments"), {"usulan": candidate.proposal_id + 1})

    assert [len(answer.context["table"].rows) for answer in (page, none)] == [1, 0]


def test_the_reminder_names_who_is_missing_with_a_link(dinas, candidate):
    text = dinas.get(url("commitments"), {"pengingat": "1"}).context["reminder"]

    assert f"SD NEGERI 008 LUBUK SAKAI (belum diisi): http://localhost:8000{url('commitment', candidate.pk)}" in text


def test_the_overview_costs_the_same_for_one_and_for_twenty(dinas, world, candidate):
    def count():
        dinas.get(url("commitments"))
        with CaptureQueriesContext(connection) as found:
            dinas.get(url("commitments"))
        return len(found)

    one = count()
    for school in world.schools(19):
        make_candidate(candidate.proposal, school, "imbas", candidate)

    assert count() == one


def test_the_overview_is_exported_as_shown(dinas, candidate):
    text = b"".join(dinas.get(url("commitments"), {"unduh": "csv"}).streaming_content).decode()

    assert "SD NEGERI 008 LUBUK SAKAI;Belum diisi;2020;" in text


def test_a_model_school_sees_its_imbas_school_without_a_form(school, world, candidate):
    imbas = make_candidate(candidate.proposal, world.schools(1)[0], "imbas", candidate)

    page = school.get(url("commitment", imbas.pk)).content.decode()

    assert url("commitment_fill", imbas.pk) not in page
    assert school.post(url("commitment_upload", imbas.pk), {"scan": photo()}).status_code == 403
