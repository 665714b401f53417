"""How does a signer put a PAdES signature under an issued PDF without changing a byte of it?"""

import asyncio
import hashlib
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.signing.base import Signer
from documents.signing.stamp import StampPage, place_for

FIELD = "TandaTangan"
FLUSH = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN)
RESERVED = 24_576  # octets for the certificates; a chain of four takes about 8,000


@dataclass(frozen=True)
class Look:
    """What is seen of the signature: the stamp as a small PDF, above the name it belongs to."""

    stamp: bytes
    above: str
    reason: str


def wait_for(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine from here, wherever here is: also where a loop is already turning."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def sign_pdf(content: bytes, signer: Signer, look: Look) -> bytes:
    """``content`` followed by a signature (PAdES B-B). Only a digest ever reaches the signer."""
    return wait_for(_signed(content, signer, look))


async def _signed(content: bytes, signer: Signer, look: Look) -> bytes:
    page, box = place_for(content, look.above)
    placeholder = _external(signer, 512)
    form = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=look.reason
        ),
        signer=placeholder,
        stamp_style=StaticStampStyle(border_width=0, background=StampPage(look.stamp), background_layout=FLUSH),
        new_field_spec=SigFieldSpec(
            FIELD, on_page=page, box=tuple(round(side) for side in box), readable_field_name=look.reason
        ),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    prepared, _, output = await form.async_digest_doc_for_signing(writer, bytes_reserved=RESERVED)
    attributes = await placeholder.signed_attrs(prepared.document_digest, "sha256", use_pades=True)
    signature = signer.sign_digest(hashlib.sha256(attributes.dump()).digest())
    filled = await _external(signer, signature).async_sign_prescribed_attributes("sha256", signed_attrs=attributes)
    prepared.fill_with_cms(output, filled)
    output.seek(0)
    return output.read()


def _external(signer: Signer, signature: bytes | int) -> signers.ExternalSigner:
    registry = SimpleCertificateStore()
    registry.register_multiple(signer.chain)
    return signers.ExternalSigner(
        signing_cert=signer.certificate, cert_registry=registry, signature_value=signature, embed_roots=False
    )
