"""Is this PDF our letter, signed, whole, and by somebody whose certificate is known?"""

import io
import logging
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from documents.signing.differing import difference
from documents.signing.finding import Finding, common_name
from documents.signing.pades import wait_for
from documents.signing.revisions import changes_words
from documents.signing.trust import trusted_roots

log = logging.getLogger(__name__)
logging.getLogger("pyhanko.sign.validation").setLevel(logging.ERROR)  # every unknown issuer would be a traceback
USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
WHOLE = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
UNREADABLE = "PDF ini rusak atau tidak dapat diperiksa. Unduh ulang dari aplikasi penanda tangan, lalu kirim lagi."
UNSIGNED = "PDF ini tidak memuat tanda tangan elektronik. Kirim berkas setelah ditandatangani."
CHANGED = "Isi berkas diubah setelah ditandatangani, atau tanda tangannya rusak. Berkas ini tidak dapat diterima."
APPENDED = "Sesudah tanda tangan masih ada isi yang ditambahkan dan tidak tercakup olehnya. Berkas ini tidak diterima."
SLIPPED_IN = "Tanda tangannya utuh, tetapi isi surat diubah lebih dahulu sebelum ditandatangani."


def check(content: bytes, issued: bytes, roots: list[x509.Certificate]) -> Finding:
    """What the signatures in ``content`` are worth, if it is ``issued`` with signatures appended and nothing else."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        embedded = [one for one in reader.embedded_signatures if one.sig_object_type == "/Sig"]
        if not embedded:
            return Finding(difference(content, issued) if content != issued else UNSIGNED)
        return _judged(reader, embedded, content, issued, roots)
    except Exception:  # noqa: BLE001 -- on a damaged PDF the libraries fail in any way, also by assert and zlib.error
        log.warning("a PDF cannot be checked", exc_info=True)
        return Finding(UNREADABLE)


def _judged(
    reader: PdfFileReader, embedded: list[Any], content: bytes, issued: bytes, roots: list[x509.Certificate]
) -> Finding:
    contexts = [_context(roots) for _ in embedded]
    statuses = [
        wait_for(async_validate_pdf_signature(one, context, key_usage_settings=USAGE))
        for one, context in zip(embedded, contexts, strict=True)
    ]
    facts = {"signatures": [_facts(one, status) for one, status in zip(embedded, statuses, strict=True)]}
    last = statuses[-1]
    if not all(status.intact and status.valid and status.coverage in WHOLE for status in statuses):
        return Finding(CHANGED, facts=facts)
    if not content.startswith(issued):
        return Finding(difference(content, issued), facts=facts)
    if last.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return Finding(APPENDED, facts=facts)
    if changes_words(content, issued):
        return Finding(SLIPPED_IN, facts=facts)
    if any(status.revoked for status in statuses):
        return Finding("Sertifikat penanda tangan sudah dicabut oleh penerbitnya.", facts=facts)
    return Finding("", all(status.trusted for status in statuses), common_name(embedded[-1].signer_cert), facts)


def _context(roots: list[x509.Certificate]) -> ValidationContext:
    """These roots only; nothing is fetched from anywhere."""
    return ValidationContext(trust_roots=roots, allow_fetching=False)


def _facts(one: Any, status: Any) -> dict[str, Any]:
    certificate = one.signer_cert
    stated = one.self_reported_timestamp
    return {
        "subject": common_name(certificate), "issuer": common_name(certificate, of="issuer"),
        "serial": format(certificate.serial_number, "x"), "fingerprint": certificate.sha256.hex(),
        "valid_from": certificate.not_valid_before.isoformat(), "valid_until": certificate.not_valid_after.isoformat(),
        "signed_at": stated.isoformat() if stated else "", "intact": bool(status.intact and status.valid),
        "whole": status.coverage in WHOLE, "trusted": bool(status.trusted),
        "digest": status.md_algorithm, "format": str(one.sig_object.get("/SubFilter", "")).lstrip("/"),
    }  # fmt: skip


def is_trusted(certificate: x509.Certificate, chain: list[x509.Certificate]) -> bool:
    """Whether a path leads from the certificate to a root of this installation, and it may sign."""
    return wait_for(_has_path(certificate, chain))


async def _has_path(certificate: x509.Certificate, chain: list[x509.Certificate]) -> bool:
    from pyhanko_certvalidator import CertificateValidator  # noqa: PLC0415 -- slow import
    from pyhanko_certvalidator.errors import PathError, ValidationError  # noqa: PLC0415 -- slow import

    validator = CertificateValidator(certificate, chain, validation_context=_context(trusted_roots()))
    try:
        await validator.async_validate_path()
    except (PathError, ValidationError):
        return False
    return True
