"""Is a PDF that was signed elsewhere taken only when it is our letter, whole, and harmless to read?"""

import hashlib
import io
import subprocess
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import confined
from documents import services
from documents.models import Signature
from documents.services.signing import SignatureRefused
from documents.signing.arriving import OVERRUN, check_arriving
from documents.signing.local import open_key
from documents.signing.pades import Look, sign_pdf
from tests.documents import samples
from tests.documents.hands import PASSPHRASE, Authority, octets, printed, signed_elsewhere


@pytest.fixture
def letter(world):
    return printed(samples.issued(world, "decree"))


def test_signed_elsewhere_and_brought_back(client, world, letter, authority):
    client.force_login(world.staff)
    content = signed_elsewhere(letter, authority)

    client.post(reverse("documents:upload_signed", args=[letter.pk]), {"file": SimpleUploadedFile("a.pdf", content)})

    letter.refresh_from_db()
    signature = Signature.objects.get()
    assert (letter.state, signature.way, signature.sha256) == (
        "signed",
        "uploaded",
        hashlib.sha256(content).hexdigest(),
    )


@pytest.mark.parametrize("state", ["sent", "received"])
def test_a_signed_pdf_that_comes_back_after_the_letter_has_gone_signs_it(client, world, authority, state):
    letter = printed(samples.issued(world, "result_notice"))
    content = signed_elsewhere(letter, authority)
    services.send(letter.pk, by=world.staff)
    if state == "received":
        services.receive(letter.pk, by=world.operator)
    client.force_login(world.staff)
    page = client.get(reverse("documents:sign", args=[letter.pk])).content.decode()

    client.post(
        reverse("documents:upload_signed", args=[letter.pk]),
        {"file": SimpleUploadedFile("a.pdf", content), "seen": state},
    )

    letter.refresh_from_db()
    assert ("Surat ini sudah dikirim" in page, "Frasa sandi" in page) == (True, False)
    assert (letter.state, letter.signed_by, Signature.objects.get().way) == (state, world.staff, "uploaded")


def test_an_unknown_issuer_waits_until_its_root_is_known(client, world, letter, settings, tmp_path):
    settings.SIGNING_TRUST_DIR = tmp_path / "trust"
    stranger = Authority()
    signature = services.upload_signed(letter.pk, signed_elsewhere(letter, stranger), by=world.staff)
    services.recheck(signature.pk, by=world.staff)
    client.force_login(world.staff)
    shown = client.get(reverse("documents:detail", args=[letter.pk])).content.decode()
    letter.refresh_from_db()
    assert (letter.state, "Penerbit sertifikat tidak dikenal" in shown) == ("issued", True)

    stranger.trusted_in(settings.SIGNING_TRUST_DIR)
    client.post(reverse("documents:recheck", args=[signature.pk]))

    letter.refresh_from_db()
    signature.refresh_from_db()
    assert (letter.state, signature.verified_by) == ("signed", world.staff)


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_a_byte_changed_after_signing_is_refused_wherever_it_stands(world, letter, authority):
    content = signed_elsewhere(letter, authority)
    ours = letter.octets

    for at in (ours // 2, ours + 300, len(content) - 200):
        with pytest.raises(SignatureRefused):
            services.upload_signed(letter.pk, flipped(content, at), by=world.staff)

    letter.refresh_from_db()
    assert (letter.state, Signature.objects.count()) == ("issued", 0)


def test_two_judges_agree_that_a_changed_letter_is_not_what_was_signed(world, letter, authority, tmp_path):
    content = signed_elsewhere(letter, authority)
    changed = content.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    path = tmp_path / "surat.pdf"
    path.write_bytes(changed)

    judged = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True).stdout

    assert changed != content
    assert ("Signature is Valid" in judged, "Digest Mismatch" in judged) == (False, True)
    with pytest.raises(SignatureRefused, match="diubah setelah ditandatangani"):
        services.upload_signed(letter.pk, changed, by=world.staff)


def test_a_page_replaced_before_signing_is_found_out(world, letter, authority):
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(octets(letter.file)))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"q 0 0 300 300 re f Q")))
    out = io.BytesIO()
    writer.write(out)
    signer = open_key(authority.p12("Kepala"), PASSPHRASE)
    content = sign_pdf(out.getvalue(), signer, Look(octets(letter.file), "", "Menyetujui"))

    with pytest.raises(SignatureRefused, match="diubah lebih dahulu"):
        services.upload_signed(letter.pk, content, by=world.staff)


def with_script(content):
    """A program slipped in beside the letter, before it is signed."""
    from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, TextStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.add_object(DictionaryObject(script))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_bomb(content):
    """A stream of 700 MB, packed small."""
    from pyhanko.pdf_utils.generic import NameObject, StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    packed = zlib.compress(bytes(700 * 1024 * 1024), 1)
    writer.add_object(StreamObject({NameObject("/Filter"): NameObject("/FlateDecode")}, encoded_data=packed))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("change", "words"), [(with_script, "program"), (with_bomb, "terlalu besar")])
def test_what_harms_its_reader_is_refused_before_it_is_read_here(world, letter, authority, change, words):
    signer = open_key(authority.p12("Kepala"), PASSPHRASE)
    content = sign_pdf(change(octets(letter.file)), signer, Look(octets(letter.file), "", "Menyetujui"))

    with pytest.raises(SignatureRefused, match=words):
        services.upload_signed(letter.pk, content, by=world.staff)

    assert Signature.objects.count() == 0


def test_a_process_that_dies_over_a_signed_pdf_is_a_refusal(monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 0.01)

    found = check_arriving(b"%PDF-1.7", b"%PDF-1.7")

    assert found.refusal == OVERRUN


def test_another_letter_and_a_rewritten_one_are_told_apart(world, authority):
    drafts = samples.drafts(world)
    letter, other = [printed(services.issue(drafts[kind], by=world.staff)) for kind in ("decree", "result_notice")]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(octets(letter.file))) as pdf:
        pdf.save(out)

    for content, words in (
        (octets(letter.file), "tidak memuat tanda tangan"), (signed_elsewhere(other, authority), "bukan surat"),
        (out.getvalue(), "ditulis ulang"), (b"%PDF-1.7 rusak", "rusak"), (b"GIF89a", "rusak"),
    ):  # fmt: skip
        with pytest.raises(SignatureRefused, match=words):
            services.upload_signed(letter.pk, content, by=world.staff)
