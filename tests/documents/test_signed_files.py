"""Is what was done to a signed PDF found out, and told in words?"""

import io
import subprocess
import zlib

import pikepdf
import pytest

from core import confined
from core.errors import Conflict
from documents import services
from documents.models import Signature
from documents.services.signing import SignatureRefused
from documents.signing.arriving import OVERRUN, check_arriving
from documents.signing.local import open_key
from documents.signing.pades import Look, sign_pdf
from tests.documents import samples
from tests.documents.hands import PASSPHRASE, Authority, octets, printed, signed_elsewhere, two


@pytest.fixture
def letter(world):
    return printed(samples.issued(world, "decree"))


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


def test_a_file_that_trips_the_library_is_refused_in_words(world, letter, authority):
    issued, signed = octets(letter.file), signed_elsewhere(letter, authority)
    odd = issued + signed[len(issued) :].replace(b"/XRef", b"/Prev")

    with pytest.raises(SignatureRefused, match="rusak"):
        services.upload_signed(letter.pk, odd, by=world.staff)


def test_a_signed_copy_that_the_disk_lost_is_told(world, letter, settings, tmp_path):
    settings.SIGNING_TRUST_DIR = tmp_path / "trust"
    signature = services.upload_signed(letter.pk, signed_elsewhere(letter, Authority()), by=world.staff)
    signature.file.storage.delete(signature.file.name)

    with pytest.raises(Conflict, match="tidak dapat dibaca dari penyimpanan"):
        services.recheck(signature.pk, by=world.staff)


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
    letter, other = two(world)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(octets(letter.file))) as pdf:
        pdf.save(out)

    for content, words in (
        (octets(letter.file), "tidak memuat tanda tangan"), (signed_elsewhere(other, authority), "bukan surat"),
        (out.getvalue(), "ditulis ulang"), (b"%PDF-1.7 rusak", "rusak"), (b"GIF89a", "rusak"),
    ):  # fmt: skip
        with pytest.raises(SignatureRefused, match=words):
            services.upload_signed(letter.pk, content, by=world.staff)
