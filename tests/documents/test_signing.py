"""Is a letter signed only by a signature that holds, whoever brings it and whatever was done to it?"""

import hashlib
import io
import logging
import subprocess
import threading
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from core.errors import Conflict, NotAllowed
from documents import services
from documents.models import Letter, Signature, SigningKey
from documents.services.signing import SignatureRefused
from documents.signing.base import SigningFault
from documents.signing.local import open_key
from documents.signing.remote import fault_of
from documents.signing.stamp import place_for
from programs import letters as programme
from tests.documents import samples
from tests.documents.hands import PASSPHRASE, Authority, octets, printed, signed_elsewhere


@pytest.fixture
def letter(world):
    return printed(samples.issued(world, "decree"))


def test_a_head_signs_with_his_key_and_two_judges_agree(world, letter, authority, tmp_path):
    services.keep_key(authority.p12("Kepala LPMP Riau"), PASSPHRASE, by=world.head)

    [outcome] = services.sign_many([letter.pk], PASSPHRASE, by=world.head)

    signature = Signature.objects.get()
    path = tmp_path / "surat.pdf"
    path.write_bytes(octets(signature.file))
    judged = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True).stdout
    letter.refresh_from_db()
    assert (outcome.refusal, letter.state, letter.signed_by, signature.way) == ("", "signed", world.head, "program")
    assert "Signature is Valid" in judged
    assert "Total document signed" in judged
    assert "ETSI.CAdES.detached" in judged
    assert [signature.certificate[fact] for fact in ("trusted", "whole", "intact")] == [True, True, True]
    assert signature.who == "Kepala LPMP Riau"
    assert hashlib.sha256(octets(letter.file)).hexdigest() == letter.sha256


def test_the_signed_copy_is_still_archival_tagged_and_carries_its_fonts_and_data(world, letter, authority):
    services.keep_key(authority.p12("Kepala LPMP Riau"), PASSPHRASE, by=world.head)
    services.sign_many([letter.pk], PASSPHRASE, by=world.head)
    content = octets(Signature.objects.get().file)

    reader = PdfReader(io.BytesIO(content))

    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    stamps = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert ('part="3"' in metadata, 'conformance="A"' in metadata) == (True, True)
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "id")
    assert b"isi-surat.json" in content or "isi-surat.json" in reader.attachments
    assert content.startswith(octets(letter.file))
    assert [(stamp["/F"] & 4, stamp["/FT"]) for stamp in stamps] == [(4, "/Sig")]
    assert stamps[0]["/TU"] == f"Menandatangani {letter}"[:120]
    assert unembedded(content) == []


def unembedded(content):
    """Fonts in the file that do not bring their shapes along."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        simple = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type1"]
        return [str(font) for font in fonts if not {"/FontFile2", "/FontFile3"} & set(font.keys())] + simple


def two(world):
    """A decree and a result letter."""
    drafts = samples.drafts(world)
    return [printed(services.issue(drafts[kind], by=world.staff)) for kind in ("decree", "result_notice")]


def test_the_stamp_stands_in_the_empty_space_above_the_name_not_over_a_list_that_names_the_signer(world):
    forms = [f"Menugaskan pengawas pembina untuk gugus {n}." for n in range(1, 45)]
    draft = programme.support_statement(world.program, world.dinas_kampar, replace(samples.PROMISE, forms=forms))
    letter = printed(services.issue(draft, by=world.staff))

    page, (left, low, right, high) = place_for(octets(letter.file), letter.content["signer"]["name"])

    with pypdfium2.PdfDocument(octets(letter.file)) as pdf:
        text = pdf[page].get_textpage()
        below, inside = text.get_text_bounded(left, low - 25, right, low), text.get_text_bounded(left, low, right, high)
    assert (page, inside.strip()) == (1, "")
    assert letter.content["signer"]["name"] in below


def test_many_letters_with_one_passphrase(world, authority):
    services.keep_key(authority.p12("Kepala LPMP Riau"), PASSPHRASE, by=world.head)
    letters = two(world)
    services.cancel(letters[1].pk, by=world.staff, reason="Keliru.")

    outcomes = services.sign_many([letter.pk for letter in letters], PASSPHRASE, by=world.head)

    assert [bool(outcome.refusal) for outcome in outcomes] == [False, True]
    assert Letter.objects.filter(state="signed").count() == Signature.objects.count() == 1


def test_an_unknown_letter_among_many_is_told_before_any_is_signed(world, letter, authority):
    services.keep_key(authority.p12("Kepala LPMP Riau"), PASSPHRASE, by=world.head)

    with pytest.raises(NotAllowed, match="muat ulang halaman"):
        services.sign_many([letter.pk, letter.pk + 1000], PASSPHRASE, by=world.head)

    assert not Signature.objects.exists()


def test_a_wrong_passphrase_changes_nothing(client, world, letter, authority):
    services.keep_key(authority.p12("Kepala LPMP Riau"), PASSPHRASE, by=world.head)
    client.force_login(world.head)

    answer = client.post(reverse("documents:to_sign"), {"letter": [letter.pk], "passphrase": "salah sama sekali"})

    letter.refresh_from_db()
    assert (answer.status_code, "Frasa sandi salah" in answer.content.decode()) == (422, True)
    assert f'value="{letter.pk}" checked' in answer.content.decode()
    assert b"salah sama sekali" not in answer.content
    assert (letter.state, Signature.objects.count()) == ("issued", 0)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"ends": -0.5}, "expired"), ({"begins": 1, "ends": 2}, "early"), ({"usages": ("key_agreement",)}, "usage"),
        ({"key": rsa.generate_private_key(65537, 1024)}, "weak"),
    ],
)  # fmt: skip
def test_certificates_that_may_not_sign_today_say_why(authority, made, code):
    with pytest.raises(SigningFault) as refusal:
        open_key(authority.p12("Kepala", **made), PASSPHRASE)

    assert refusal.value.code == code


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"0\x82" + b"\x00" * 40, b"\x30\x80" * 20])
def test_what_is_no_key_file_is_told_apart_from_a_wrong_passphrase(content):
    with pytest.raises(SigningFault) as refusal:
        open_key(content, PASSPHRASE)

    assert refusal.value.code == "corrupt"


def test_an_unknown_issuer_signs_nothing_here(world, letter, authority):
    services.keep_key(Authority("Akar Asing").p12("Kepala"), PASSPHRASE, by=world.head)

    with pytest.raises(SigningFault, match="tidak dikenal"):
        services.sign_many([letter.pk], PASSPHRASE, by=world.head)

    assert Signature.objects.count() == 0


def test_the_passphrase_is_nowhere(client, world, letter, authority, media, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    client.force_login(world.head)
    key = SimpleUploadedFile("kunci.p12", authority.p12("Kepala LPMP Riau"))
    client.post(reverse("documents:signing_key"), {"file": key, "passphrase": PASSPHRASE})

    answer = client.post(reverse("documents:sign", args=[letter.pk]), {"passphrase": PASSPHRASE}, follow=True)
    client.post(reverse("documents:to_sign"), {"letter": [letter.pk], "passphrase": PASSPHRASE})

    dump = tmp_path / "dump.json"
    call_command("dumpdata", output=str(dump))
    kept = [dump.read_bytes(), caplog.text.encode(), answer.content]
    kept += [path.read_bytes() for path in media.rglob("*") if path.is_file()]
    assert Signature.objects.count() == SigningKey.objects.count() == 1
    assert [1 for text in kept if PASSPHRASE.encode() in text] == []


def test_a_passphrase_that_comes_too_late_is_not_kept_for_later(client, world, letter):
    client.post(reverse("documents:sign", args=[letter.pk]), {"passphrase": PASSPHRASE, "note": "x"})

    assert PASSPHRASE not in str(dict(client.session))


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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sign_at_once_and_one_signature_stands(world, authority):
    letter = printed(samples.issued(world, "decree"))
    contents = [signed_elsewhere(letter, authority, name) for name in ("Kepala", "Wakil")]
    gate, refusals = threading.Barrier(2), []

    def bring(content):
        gate.wait()
        try:
            services.upload_signed(letter.pk, content, by=world.staff)
        except Exception as refusal:  # noqa: BLE001 -- which of the two is refused is chance
            refusals.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring, args=[content]) for content in contents]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    letter.refresh_from_db()
    assert (refusals, Signature.objects.count(), letter.state) == (["NotAllowed"], 1, "signed")


def test_everybody_learns_that_it_is_signed_and_nothing_personal(client, world, letter, authority):
    services.keep_key(authority.p12("Dr. Rahasia Pribadi"), PASSPHRASE, by=world.head)
    services.sign_many([letter.pk], PASSPHRASE, by=world.head)
    letter.refresh_from_db()
    signature = Signature.objects.get()
    address = reverse("documents:verify", args=[letter.code])

    answer = client.get(address).content.decode()
    compared = [
        client.post(address, {"file": SimpleUploadedFile("a.pdf", octets(file))}).content.decode()
        for file in (letter.file, signature.file)
    ]

    shown = (letter.kind_name, letter.number, letter.signing_office, letter.sha256, signature.sha256, "Ditandatangani")
    assert [word for word in shown if word not in answer] == []
    assert "Rahasia Pribadi" not in answer
    assert ["seperti yang diterbitkan" in compared[0], "salinan bertanda tangan" in compared[1]] == [True, True]


def test_verification_costs_three_queries(client, letter, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(reverse("documents:verify", args=[letter.code]))


def test_only_heads_have_keys_and_only_the_issuing_side_signs(client, world, letter):
    client.force_login(world.staff)
    assert client.get(reverse("documents:signing_key")).status_code == 403
    assert client.get(reverse("documents:to_sign")).status_code == 403

    client.force_login(world.national)
    assert client.get(reverse("documents:sign", args=[letter.pk])).status_code == 403


def test_answers_of_a_remote_service_become_our_words():
    assert [fault_of(answer).code for answer in ("2031", 503, "9999")] == ["passphrase", "unreachable", "refused"]


def test_the_register_marks_what_is_signed(client, world, letter, authority):
    client.force_login(world.staff)
    before = client.get(reverse("documents:list")).content

    services.upload_signed(letter.pk, signed_elsewhere(letter, authority), by=world.staff)

    after = client.get(reverse("documents:list")).content
    assert (b">TTD<" in before, b">TTD<" in after) == (False, True)


def test_pyhanko_reads_one_signature(world, letter, authority):
    content = signed_elsewhere(letter, authority)

    assert [one.field_name for one in PdfFileReader(io.BytesIO(content)).embedded_signatures] == ["TandaTangan"]
