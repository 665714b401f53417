"""Does an office get its workbook, its preview and its faults?"""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from programs.models import Candidate, ProposalUpload
from tests.programs.test_spreadsheet import imbas, model, workbook

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programs:{name}", args=args)


def file(*rows):
    return SimpleUploadedFile("usulan.xlsx", workbook(*rows).read())


@pytest.fixture
def proposal(world):
    return world.proposal()


@pytest.fixture
def dinas(client, world):
    client.force_login(world.operator)
    return client


def test_from_the_template_to_the_proposal_in_six_steps(dinas, world, proposal):
    template = b"".join(dinas.get(url("proposal_template", proposal.pk)).streaming_content)
    near = world.schools(2)
    rows = [model(world.school), *[imbas(school, world.school) for school in near]]
    preview = dinas.post(url("proposal_import", proposal.pk), {"sheet": file(*rows)}, follow=True).content.decode()
    upload = ProposalUpload.objects.get()
    page = dinas.post(url("proposal_import_commit", proposal.pk), {"upload": upload.pk}, follow=True).content.decode()

    assert "Usulan" in load_workbook(BytesIO(template)).sheetnames
    assert "Masukkan 3 baris ke usulan" in preview
    assert "3 baris dari «usulan.xlsx» sudah masuk" in page
    assert Candidate.objects.count() == 3


def test_faults_are_shown_and_can_be_downloaded(dinas, world, proposal):
    sheet = file(model(world.school, Berkomitmen="Mungkin"))

    page = dinas.post(url("proposal_import", proposal.pk), {"sheet": sheet}, follow=True).content.decode()
    text = b"".join(dinas.get(url("proposal_import", proposal.pk), {"unduh": "csv"}).streaming_content).decode()

    assert "Isi dengan Ya atau Tidak." in page
    assert "Masukkan" not in page
    assert text.splitlines()[1] == "Usulan;2;Berkomitmen;Mungkin;Isi dengan Ya atau Tidak."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("usulan.csv", b"Peran;NPSN\nModel;10400001\n", "Kirim berkas Excel (.xlsx)"),
        ("usulan.xlsx", b"%PDF-1.4", "dokumen PDF"),
        ("usulan.xlsx", b"", "Berkas kosong"),
    ],
)
def test_another_kind_of_file_is_refused_in_words(dinas, proposal, name, content, words):
    page = dinas.post(url("proposal_import", proposal.pk), {"sheet": SimpleUploadedFile(name, content)})

    assert words in page.content.decode()
    assert not ProposalUpload.objects.exists()


def test_the_upload_of_another_proposal_is_not_found(dinas, world, proposal):
    dinas.post(url("proposal_import", proposal.pk), {"sheet": file(model(world.school))})
    other = Candidate.objects.none().count() + 999

    assert dinas.post(url("proposal_import_commit", proposal.pk), {"upload": other}).status_code == 404
    assert dinas.post(url("proposal_import_commit", proposal.pk), {"upload": "x"}).status_code == 404
