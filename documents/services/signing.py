"""What happens when a letter is signed: a signed copy stands beside it, verified, and the letter is signed."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, DomainError, NotAllowed
from core.events import record
from core.storing import content_of, keep
from documents.models import Letter, Signature
from documents.rules import SIGNED_COPY_MOVES, SignatureWay
from documents.services.moving import home, moved
from documents.signing.arriving import check_arriving
from documents.signing.finding import Finding
from documents.signing.reading import count_pages

LARGEST = 40_000_000
NO_PDF = "PDF surat ini belum siap, jadi belum ada yang dapat ditandatangani. Tunggu sebentar, lalu coba lagi."


class SignatureRefused(DomainError):
    """The signed PDF cannot stand beside the letter; the message says in what it differs or what is broken."""

    status = 422


def issued_octets(letter: Letter) -> bytes:
    """The issued PDF as it was hashed. ``Conflict`` while there is none, or when the storage holds another one."""
    if letter.sha256 is None:
        raise Conflict(NO_PDF)
    content = content_of(letter.file)
    if hashlib.sha256(content).hexdigest() != letter.sha256:
        raise Conflict("Berkas PDF di penyimpanan tidak sama dengan yang diterbitkan. Beri tahu admin LPMP.")
    return content


def own(letter_id: int, by: User) -> Letter:
    """The letter, if the person's side issued it; ``NotAllowed`` for one that only came to it."""
    letter = Letter.objects.visible_to(by).get(pk=letter_id)
    if not Letter.objects.ours(by).filter(pk=letter_id).exists():
        raise NotAllowed("Surat ini diterbitkan oleh pihak lain; hanya penerbitnya yang menandatanganinya.")
    return letter


def written_signer(letter: Letter) -> str:
    """Function and name as the paper has them."""
    block = letter.content.get("signer") or letter.content.get("head") or {}
    return ", ".join(filter(None, [block.get("title", ""), block.get("name", "")]))[:250] or letter.signing_office


@transaction.atomic
def attach(
    letter_id: int, content: bytes, *, way: SignatureWay, who: str, facts: dict[str, Any], by: User, seen: str = ""
) -> Signature:
    """A verified signature and the signed letter, together. Of two at once the second is refused and writes nothing.

    What comes back when the letter has gone already signs it without taking it back to an earlier state.
    """
    letter = moved(letter_id, _step(letter_id, way), by, seen)
    signature = _beside(letter, content, way=way, who=who, facts=facts, by=by)
    signature.verified_at, signature.verified_by = timezone.now(), by
    signature.save()
    record("letter.signed", letter, by=by, within=home(letter), way=signature.get_way_display())
    return signature


def _step(letter_id: int, way: SignatureWay) -> str:
    """Which move signs the letter. Read without a lock: the move itself checks the state again."""
    if way == SignatureWay.PROGRAM:
        return "sign"
    return SIGNED_COPY_MOVES.get(Letter.objects.values_list("state", flat=True).get(pk=letter_id), "sign")


def _beside(
    letter: Letter, content: bytes, *, way: SignatureWay, who: str, facts: dict[str, Any], by: User
) -> Signature:
    """Unsaved, with its file stored. A signed PDF was found to have the pages of the letter; only scans are counted."""
    pages = count_pages(content) if way == SignatureWay.WET else letter.pages
    signature = Signature(
        letter=letter, way=way, who=who, facts=facts, created_by=by, octets=len(content), pages=pages,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    keep(signature.file, f"{letter.code}-{way}.pdf", ContentFile(content))
    return signature


def upload_signed(letter_id: int, content: bytes, *, by: User, seen: str = "") -> Signature:
    """Take a PDF that was signed elsewhere. Verified, the letter is signed; with an unknown issuer it only waits.

    ``SignatureRefused`` when it is not this letter, not whole, or not signed.
    """
    demand_may_bring(by)
    letter = own(letter_id, by)
    if len(content) > LARGEST:
        raise SignatureRefused(
            "Berkas lebih besar dari 40 MB. Kirim PDF yang diunduh dari sini, setelah ditandatangani."
        )
    found = _checked(content, letter)
    if found.refusal:
        raise SignatureRefused(found.refusal)
    if found.trusted:
        way = SignatureWay.UPLOADED
        return attach(letter.pk, content, way=way, who=found.who, facts=found.facts, by=by, seen=seen)
    return _keep_unknown(letter, content, found, by)


def _checked(content: bytes, letter: Letter) -> Finding:
    return check_arriving(content, issued_octets(letter))


def demand_may_bring(by: User) -> None:
    """Heads sign; their offices bring what was signed."""
    if not by.may["letters_sign"]:
        demand(by.role, "letters.scan")


@transaction.atomic
def _keep_unknown(letter: Letter, content: bytes, found: Finding, by: User) -> Signature:
    """The same file uploaded twice stands there once."""
    sha256 = hashlib.sha256(content).hexdigest()
    if kept := Signature.objects.filter(letter=letter, sha256=sha256).first():
        return kept
    signature = _beside(letter, content, way=SignatureWay.UPLOADED, who=found.who, facts=found.facts, by=by)
    signature.save()
    record("letter.signature_waits", letter, by=by, within=home(letter))
    return signature


def recheck(signature_id: int, *, by: User, seen: str = "") -> Signature:
    """Check an uploaded signature again, now that its issuer may be known; then the letter is signed."""
    demand_may_bring(by)
    signature = Signature.objects.visible_to(by).select_related("letter").get(pk=signature_id)
    letter = own(signature.letter_id, by)
    if signature.verified_at:
        raise Conflict("Tanda tangan ini sudah terverifikasi.")
    found = _checked(content_of(signature.file), letter)
    if found.refusal:
        raise SignatureRefused(found.refusal)
    return _verify(signature, found, by, seen) if found.trusted else signature


@transaction.atomic
def _verify(signature: Signature, found: Finding, by: User, seen: str) -> Signature:
    letter = moved(signature.letter_id, _step(signature.letter_id, SignatureWay(signature.way)), by, seen)
    signature.facts, signature.verified_at, signature.verified_by = found.facts, timezone.now(), by
    signature.save(update_fields=["facts", "verified_at", "verified_by"])
    record("letter.signed", letter, by=by, within=home(letter), way=signature.get_way_display())
    return signature
