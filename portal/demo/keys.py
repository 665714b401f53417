"""With what does the head of the demo's LPMP sign? A key and an issuer made while the demo is loaded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from documents.models import SigningKey
from documents.services.signing_program import locked_key
from portal.demo.stage import PASSPHRASE, Demo

ISSUER = "Penerbit Sertifikat Contoh (bukan untuk dipakai)"
ROOT_FILE = "contoh-demo.pem"
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def build_key(demo: Demo) -> None:
    """The key of ``kepala``, and its issuer among the trusted roots. Each load makes new ones."""
    head = demo.users["kepala"]
    root_key, own_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(ISSUER, root_key, root_key, "key_cert_sign", "crl_sign")
    own = _certificate(head.full_name, own_key, root_key, "digital_signature", "content_commitment")
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    octets = pkcs12.serialize_key_and_certificates(b"", own_key, own, [root], lock)
    SigningKey.objects.create(owner=head, **locked_key(octets, PASSPHRASE))
    folder = Path(settings.SIGNING_TRUST_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ROOT_FILE).write_bytes(root.public_bytes(serialization.Encoding.PEM))


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signed_with: ec.EllipticCurvePrivateKey, *usages: str
) -> x509.Certificate:
    now, is_root = datetime.now(UTC), key is signed_with
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(ISSUER))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3 * 365))
        .add_extension(x509.BasicConstraints(is_root, None), critical=True)
        .add_extension(x509.KeyUsage(**{usage: usage in usages for usage in USAGES}), critical=True)
    )
    return builder.sign(signed_with, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])
