"""Does a form take a file that came before it, and keep one that came with a form that had faults?"""

import pytest
from django.urls import reverse

from core import arrivals, arrived
from core.models import Upload
from programs.models import Commitment, SupportOutput, VerificationPhoto
from tests import files
from tests.cast import make_candidate
from tests.programs.sheets import given, in_quota, sent

pytestmark = pytest.mark.django_db


def uploaded(by, file, purpose="scan"):
    file.seek(0)
    return arrived.keep_posted([file], purpose, by=by)[0]


@pytest.fixture
def school(client, world):
    client.force_login(world.school_head)
    return client


@pytest.fixture
def address(world):
    return reverse("programs:commitment_upload", args=[make_candidate(world.proposal(), world.school).pk])


@pytest.fixture
def support(client, world):
    """The page of one output of a pemda, and the staff at it."""
    client.force_login(world.admin)
    link = reverse("programs:support_edit", args=[world.program.pk])
    return client, f"{link}?wilayah={world.kampar.pk}&jenis=statement"


def test_a_file_that_came_in_pieces_is_taken_and_used(school, world, address):
    upload = uploaded(world.school_head, files.pdf())

    school.post(address, {"scan_upload": upload.pk})

    upload.refresh_from_db()
    assert (Commitment.objects.get().scan_sha256, upload.used_at is None) == (upload.sha256, False)


def test_pressing_twice_gives_the_same_receipt(school, world, address):
    upload = uploaded(world.school_head, files.pdf())

    pages = [school.post(address, {"scan_upload": upload.pk}, follow=True) for _ in range(2)]

    receipt = Commitment.objects.get().receipt
    assert [f"Nomor tanda terima {receipt}." in page.content.decode() for page in pages] == [True, True]


def test_the_file_that_was_picked_last_wins(school, world, address):
    upload = uploaded(world.school_head, files.pdf())

    school.post(address, {"scan_upload": upload.pk, "scan": files.picture()})

    assert Commitment.objects.get().scan_name == "foto.jpg"


@pytest.mark.parametrize("number", ["999999", "../../etc/passwd", "１", "-1", "9" * 30])
def test_a_number_nobody_was_given_is_refused_in_words(school, address, number):
    page = school.post(address, {"scan_upload": number})

    assert "Pilih berkasnya sekali lagi" in page.content.decode()


def test_the_file_of_somebody_else_is_not_taken(school, world, address):
    upload = uploaded(world.admin, files.pdf())

    page = school.post(address, {"scan_upload": upload.pk})

    assert ("Pilih berkasnya sekali lagi" in page.content.decode(), Commitment.objects.filter(receipt="x").count()) == (
        True, 0,
    )  # fmt: skip


def test_a_file_at_fault_itself_is_let_go(school, world, address):
    upload = uploaded(world.school_head, files.pdf(script=True))

    page = school.post(address, {"scan_upload": upload.pk}).content.decode()

    assert ("JavaScript" in page, "tersimpan sementara" in page) == (True, False)


def test_without_script_a_posted_file_survives_a_fault_elsewhere(support, world):
    client, page = support
    wrong = {"received_on": "kapan-kapan", "note": "APBD", "document": files.pdf("pernyataan bupati.pdf")}

    answer = client.post(page, wrong).content.decode()
    kept = Upload.objects.get()
    client.post(page, {"received_on": "2020-02-03", "note": "APBD", "document_upload": kept.pk})

    assert "Berkas «pernyataan bupati.pdf»" in answer
    assert f'name="document_upload" value="{kept.pk}"' in answer
    with SupportOutput.objects.get().document.open() as document:
        assert document.read().startswith(b"%PDF-")


def test_a_posted_file_that_is_at_fault_is_not_kept(support):
    client, page = support

    client.post(page, {"received_on": "kapan-kapan", "document": files.pdf(password="x")})

    assert Upload.objects.count() == 0


def test_a_form_without_new_document_keeps_the_old_one(support):
    client, page = support
    client.post(page, {"received_on": "2020-02-03", "document": files.pdf()})

    client.post(page, {"received_on": "2020-02-04", "note": "diperbaiki"})

    assert (SupportOutput.objects.get().note, bool(SupportOutput.objects.get().document)) == ("diperbaiki", True)


def test_photos_in_pieces_and_posted_come_together(client, world):
    model = in_quota(world.group(sent(world)))
    given(model, world.verifier)
    client.force_login(world.verifier)
    upload = uploaded(world.verifier, files.picture(size=(30, 30)), "photo")

    client.post(
        reverse("programs:sheet", args=[model.pk]),
        {"version": 0, "photos_upload": [upload.pk], "photos": [files.picture(size=(60, 30))]},
    )

    assert VerificationPhoto.objects.count() == 2


def test_what_cannot_be_kept_is_let_go_without_a_word(world, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST_PENDING", 0)

    assert arrived.keep_posted([files.pdf()], "scan", by=world.admin) == []


FULL = {"default": {"BACKEND": "tests.storages.FullStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # fmt: skip


def test_a_full_disk_is_said_and_what_was_sent_waits(school, world, address, settings):
    upload = uploaded(world.school_head, files.pdf())
    settings.STORAGES = FULL

    page = school.post(address, {"scan_upload": upload.pk})

    upload.refresh_from_db()
    assert (page.status_code, "Penyimpanan berkas penuh" in page.content.decode()) == (507, True)
    assert (upload.used_at, Commitment.objects.filter(uploaded_at__isnull=False).count()) == (None, 0)


def test_a_full_disk_takes_no_half_photo_and_no_half_document(client, world, settings, support):
    model = in_quota(world.group(sent(world)))
    given(model, world.verifier)
    settings.STORAGES = FULL
    staff, page = support
    client.force_login(world.admin)
    document = staff.post(page, {"received_on": "2020-02-03", "document": files.pdf()})
    client.force_login(world.verifier)
    photos = client.post(
        reverse("programs:sheet", args=[model.pk]), {"version": 0, "photos": [files.picture()]}, follow=True
    )

    assert (document.status_code, "Foto tidak diterima: Penyimpanan berkas penuh" in photos.content.decode()) == (
        507,
        True,
    )
    assert (SupportOutput.objects.count(), VerificationPhoto.objects.count()) == (0, 0)


def test_the_scan_of_an_incoming_letter_survives_a_fault_elsewhere(client, world):
    client.force_login(world.staff)
    letter = {"received_on": "2020-03-01", "sender": "Dinas", "title": "Undangan", "kind": "letter",
              "manner": "ordinary", "version": 0, "npsn": "00000000"}  # fmt: skip

    page = client.post(reverse("documents:incoming_new"), letter | {"scan": files.pdf("undangan.pdf")}).content.decode()

    assert "Tidak ada sekolah dengan NPSN itu" in page
    assert "Berkas «undangan.pdf»" in page
    assert "Pilih berkas ini sekali lagi" not in page
