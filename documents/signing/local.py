"""How does a PKCS#12 become a signer? Opened with the passphrase of this request and forgotten with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from documents.signing.base import SigningFault

LEAST_RSA_BITS = 2048
MAY_SIGN = {"digital_signature", "non_repudiation"}


@dataclass(frozen=True, repr=False)
class LocalSigner:
    """A key of this server, in memory only."""

    key: Any
    certificate: x509.Certificate
    chain: list[x509.Certificate]

    def sign_digest(self, digest: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return self.key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))


@sensitive_variables()
def open_key(octets: bytes, passphrase: str, *, now: datetime | None = None) -> LocalSigner:
    """The signer in this PKCS#12. ``SigningFault`` says which of many reasons it cannot sign today."""
    key, own, above = _load(octets, passphrase)
    if key is None or own is None:
        raise SigningFault("no_key")
    signer = LocalSigner(key, _plain(own), [_plain(one) for one in above])
    demand_usable(signer, now or timezone.now())
    return signer


@sensitive_variables()
def _load(octets: bytes, passphrase: str) -> tuple[Any, Any, list[Any]]:
    """What is not PKCS#12 at all is told apart from a wrong passphrase before that is tried."""
    try:
        asn1_pkcs12.Pfx.load(octets, strict=True)["auth_safe"]["content"].native  # noqa: B018 -- parses
    except (ValueError, TypeError, KeyError) as fault:
        raise SigningFault("corrupt") from fault
    try:
        return pkcs12.load_key_and_certificates(octets, passphrase.encode())
    except ValueError:
        raise SigningFault("passphrase") from None


def demand_usable(signer: LocalSigner, now: datetime) -> None:
    """``SigningFault`` unless the certificate is in force and may sign, with a key that is strong enough."""
    if now > signer.certificate.not_valid_after:
        raise SigningFault("expired")
    if now < signer.certificate.not_valid_before:
        raise SigningFault("early")
    usage = signer.certificate.key_usage_value
    if usage is not None and not MAY_SIGN & set(usage.native):
        raise SigningFault("usage")
    strong = isinstance(signer.key, ec.EllipticCurvePrivateKey) or (
        isinstance(signer.key, rsa.RSAPrivateKey) and signer.key.key_size >= LEAST_RSA_BITS
    )
    if not strong:
        raise SigningFault("weak")


@sensitive_variables()
def locked_again(octets: bytes, passphrase: str) -> bytes:
    """The same key under the same passphrase, with today's encryption: old files come with RC2 of 40 bits."""
    if not passphrase:
        raise SigningFault("unprotected")
    key, own, above = _load(octets, passphrase)
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"imbas", key, own, above, lock)


def _plain(certificate: Any) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
