"""Does every stored file leave the same way: to save, in a sandbox, in parts, and with words when it is gone?"""

import logging

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.models import BulkFile
from programs.models import Commitment
from tests import files
from tests.cast import make_candidate
from tests.sweeps.stage import Riau

pytestmark = pytest.mark.django_db
PDF = files.pdf().read()


@pytest.fixture
def scan(world):
    """The address of a scan that was received."""
    candidate = make_candidate(world.proposal(), world.school)
    row = Commitment.objects.create(candidate=candidate, receipt="KMT-1")
    row.scan.save("a.pdf", ContentFile(PDF))
    return reverse("programs:commitment_scan", args=[candidate.pk, "KMT-1"])


@pytest.fixture
def reader(client, world):
    client.force_login(world.operator)
    return client


def test_a_file_is_saved_and_never_runs(reader, scan):
    answer = reader.get(scan)

    assert answer.getvalue() == PDF
    assert {name: answer[name] for name in (
        "Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control",
    )} == {
        "Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="KMT-1.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }  # fmt: skip


def test_a_pdf_is_looked_at_on_request_without_any_script(reader, scan):
    answer = reader.get(scan, {"lihat": "1"})

    assert answer["Content-Disposition"] == 'inline; filename="KMT-1.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; object-src 'self'"
    answer.getvalue()


def test_a_photo_is_looked_at_with_the_styles_of_the_browser_only(client):
    riau = Riau()
    client.force_login(riau.admin)
    riau.photo.image.save("a.jpg", files.picture())

    answer = client.get(reverse("programs:photo", args=[riau.photo.pk]), {"lihat": "1"})

    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer.getvalue()


def test_what_is_no_pdf_and_no_picture_is_never_shown(reader, scan):
    Commitment.objects.get().scan.storage.delete("komitmen/b.pdf")
    default_storage.save("komitmen/b.pdf", ContentFile(b"<script>alert(1)</script>"))
    Commitment.objects.update(scan="komitmen/b.pdf")

    answer = reader.get(scan, {"lihat": "1"})

    assert (answer["Content-Type"], answer["Content-Disposition"].split(";")[0]) == (
        "application/octet-stream", "attachment",
    )  # fmt: skip
    answer.getvalue()


def test_who_has_it_already_is_told_so(reader, scan):
    first = reader.get(scan)
    first.getvalue()

    again = reader.get(scan, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize(
    ("asked", "piece", "said"),
    [
        ("bytes=0-9", PDF[:10], f"bytes 0-9/{len(PDF)}"),
        ("bytes=10-", PDF[10:], f"bytes 10-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-5", PDF[-5:], f"bytes {len(PDF) - 5}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=4-99999999", PDF[4:], f"bytes 4-{len(PDF) - 1}/{len(PDF)}"),
    ],
)
def test_a_piece_is_given_to_who_asks_for_one(reader, scan, asked, piece, said):
    answer = reader.get(scan, headers={"Range": asked, "Accept-Encoding": "gzip"})

    assert (answer.status_code, answer.getvalue(), answer["Content-Range"]) == (206, piece, said)
    assert answer["Content-Length"] == str(len(piece))


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=a-b", "bytes=-", "lines=1-2"])
def test_what_is_no_single_piece_is_answered_whole(reader, scan, asked):
    answer = reader.get(scan, headers={"Range": asked})

    assert (answer.status_code, answer.getvalue()) == (200, PDF)


def test_a_piece_beyond_the_end_and_of_another_version(reader, scan):
    beyond = reader.get(scan, headers={"Range": "bytes=999999-"})
    other = reader.get(scan, headers={"Range": "bytes=0-1", "If-Range": '"earlier"'})

    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(PDF)}")
    assert (other.status_code, other.getvalue()) == (200, PDF)


def test_files_are_not_compressed_again(reader, scan):
    answer = reader.get(scan, headers={"Accept-Encoding": "gzip"})

    assert ("Content-Encoding" in answer, answer["Content-Length"]) == (False, str(len(PDF)))
    answer.getvalue()


def test_a_file_the_disk_has_lost_is_said_and_logged(reader, scan, caplog):
    Commitment.objects.get().scan.storage.delete(Commitment.objects.get().scan.name)

    with caplog.at_level(logging.ERROR, "core.serving"):
        answer = reader.get(scan)

    assert (answer.status_code, "Beri tahu admin LPMP" in answer.content.decode()) == (409, True)
    assert "cannot be read" in caplog.text


NAMES = ["programs:commitment_scan", "programs:photo", "programs:support_document", "schools:import_file",
         "schools:logo", "documents:file", "documents:signed_file", "documents:scan_file",
         "documents:incoming_scan", "documents:dossier_file", "documents:bulk_pdf"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_address_of_a_file_serves_it_the_same_way(name):
    riau = Riau()
    riau.support.document.save("a.pdf", ContentFile(PDF))
    riau.dinas_kampar.logo.save("a.png", files.picture("PNG"))
    BulkFile.objects.create(
        bulk=riau.bulk,
        form="pdf",
        file=ContentFile(PDF, "a.pdf"),
        letters=1,
        octets=9,
        made_at=timezone.now(),
        made_by=riau.staff,
    )
    address = {
        "programs:commitment_scan": [riau.model.pk, "TT-RAHASIA"], "programs:photo": [riau.photo.pk],
        "programs:support_document": [riau.support.pk], "schools:import_file": [riau.batch.pk],
        "schools:logo": [riau.dinas_kampar.pk], "documents:file": [riau.letter.pk],
        "documents:signed_file": [riau.signature.pk], "documents:scan_file": [riau.scan.pk],
        "documents:incoming_scan": [riau.incoming.pk], "documents:dossier_file": [riau.dossier.pk],
        "documents:bulk_pdf": [riau.bulk.pk],
    }[name]  # fmt: skip
    client = Client()
    client.force_login(riau.staff)

    answer = client.get(reverse(name, args=address))

    assert (answer.status_code, answer["Content-Security-Policy"]) == (200, "default-src 'none'; sandbox")
    assert answer["Content-Disposition"].startswith("attachment")
    answer.getvalue()
