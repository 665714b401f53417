"""Hands that sign: certificates made on the spot, keys of people, scans of printed letters."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdfium2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image

from core.jobs import run_all_due
from documents import services
from documents.models import Letter
from documents.rules import SignatureWay
from documents.services.signing import attach
from documents.signing.local import open_key
from documents.signing.pades import Look, sign_pdf

PASSPHRASE = "frasa-sandi-Rahasia-77"
USAGES = [
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
]  # fmt: skip


class Authority:
    """A root of its own, and the people it certifies."""

    def __init__(self, name="Akar Percobaan"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._made(name, self.key, name, usages=("key_cert_sign", "crl_sign"), is_root=True)

    def _made(self, subject, key, issuer, *, usages, is_root=False, begins=-1, ends=365):
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder().subject_name(_name(subject)).issuer_name(_name(issuer))
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=begins)).not_valid_after(now + timedelta(days=ends))
            .add_extension(x509.BasicConstraints(is_root, None), True)
            .add_extension(x509.KeyUsage(**{usage: usage in usages for usage in USAGES}), True)
        )  # fmt: skip
        return builder.sign(self.key, hashes.SHA256())

    def p12(self, name, *, passphrase=PASSPHRASE, usages=("digital_signature", "content_commitment"), key=None, **when):
        key = key or ec.generate_private_key(ec.SECP256R1())
        own = self._made(name, key, "Akar Percobaan", usages=usages, **when)
        lock = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(b"", key, own, [self.certificate], lock)

    def trusted_in(self, folder):
        folder.mkdir(exist_ok=True)
        (folder / "akar.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def one_page():
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def signed(letter, by):
    """The letter with a wet signature that somebody has confirmed."""
    attach(letter.pk, one_page(), way=SignatureWay.WET, who="Kepala", facts={}, by=by)
    letter.refresh_from_db()
    return letter


def printed(letter):
    """The letter once its PDF is there."""
    run_all_due()
    return Letter.objects.get(pk=letter.pk)


def pictures(letter, dpi=150):
    """What a scanner sees of the printed letter: grey pages."""
    with letter.file.open("rb") as file, pypdfium2.PdfDocument(file.read()) as pdf:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in pdf]


def scanned(pages, slant=0.0):
    """Pages as a scanner's PDF, each laid on slightly askew."""
    askew = [page.rotate(slant, fillcolor=250, resample=Image.Resampling.BICUBIC, expand=True) for page in pages]
    out = io.BytesIO()
    askew[0].save(out, "PDF", save_all=True, append_images=askew[1:], resolution=150)
    return out.getvalue()


def taken_in(content, by, name="pindaian.pdf"):
    """Uploaded and read."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    received = services.take_in([SimpleUploadedFile(name, content)], by=by)
    run_all_due()
    return received


def octets(file):
    with file.open("rb") as stored:
        return stored.read()


def signed_elsewhere(letter, authority, name="Kepala LPMP Riau"):
    """As another application would sign our PDF."""
    signer = open_key(authority.p12(name), PASSPHRASE)
    return sign_pdf(octets(letter.file), signer, Look(octets(letter.file), "", "Menyetujui"))
