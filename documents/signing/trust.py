"""Whose certificates count? The roots in the folder SIGNING_TRUST_DIR, read anew for every check."""

import logging
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings

log = logging.getLogger(__name__)
ENDINGS = {".pem", ".crt", ".cer", ".der"}


def trusted_roots() -> list[x509.Certificate]:
    """The certificates in the folder; a file that is none is left out, and logged."""
    folder = Path(settings.SIGNING_TRUST_DIR)
    found: list[x509.Certificate] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in ENDINGS:
            found += _certificates(path)
    return found


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        octets = path.read_bytes()
        ders = [der for _, _, der in pem.unarmor(octets, multiple=True)] if pem.detect(octets) else [octets]
        certificates = [x509.Certificate.load(der, strict=True) for der in ders]
        return [one for one in certificates if _named(one)]
    except (OSError, ValueError, TypeError) as fault:
        log.warning("%s in the trust folder is no certificate: %s", path.name, fault)
        return []


def _named(certificate: Any) -> str:
    """Reading the subject parses the whole certificate: what is broken shows here."""
    return certificate.subject.human_friendly
