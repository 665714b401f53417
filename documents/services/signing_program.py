"""What happens when somebody signs with his own certificate: a passphrase for one request, up to fifty letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, DomainError, Incomplete, NotAllowed
from core.events import record
from core.pdf import to_pdf
from documents.models import Letter, SigningKey
from documents.rules import SignatureWay
from documents.services.signing import attach, issued_octets
from documents.signing.base import Signer, SigningFault
from documents.signing.finding import common_name
from documents.signing.local import locked_again, open_key
from documents.signing.trust import trusted_roots

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Outcome:
    """What became of one letter; ``refusal`` is empty when it is signed."""

    letter: Letter
    refusal: str = ""


@sensitive_variables("passphrase", "octets")
def keep_key(octets: bytes, passphrase: str, *, by: User) -> SigningKey:
    """Keep the person's PKCS#12, locked as strongly as today allows; an earlier one goes. The passphrase is not kept.

    ``SigningFault`` when it cannot be opened or may not sign.
    """
    demand(by.role, "letters.sign")
    values = locked_key(octets, passphrase)
    with transaction.atomic():
        key, _ = SigningKey.objects.update_or_create(owner=by, defaults=values)
        record("key.added", by, by=by)
    return key


@sensitive_variables("passphrase", "octets")
def locked_key(octets: bytes, passphrase: str) -> dict[str, Any]:
    """What is kept of a PKCS#12: the key under its passphrase, and what its certificate says."""
    certificate = open_key(octets, passphrase).certificate
    return {
        "octets": locked_again(octets, passphrase), "subject": common_name(certificate),
        "issuer": common_name(certificate, of="issuer"), "serial": format(certificate.serial_number, "x")[:64],
        "valid_from": certificate.not_valid_before, "valid_until": certificate.not_valid_after,
        "created_at": timezone.now(),
    }  # fmt: skip


@transaction.atomic
def drop_key(*, by: User) -> None:
    """Forget the person's key. What was signed with it stays signed."""
    if SigningKey.objects.filter(owner=by).delete()[0]:
        record("key.dropped", by, by=by)


@sensitive_variables("passphrase", "signer")
def sign_many(letter_ids: Iterable[int], passphrase: str, *, by: User, seen: str = "") -> list[Outcome]:
    """Sign each of these letters, ``seen`` in this state; one that cannot be signed does not keep the others from it.

    Before anything is signed: ``NotAllowed`` when one of them is not the person's side's, ``SigningFault`` for a wrong
    passphrase or a certificate that does not count.
    """
    demand(by.role, "letters.sign")
    chosen = list(dict.fromkeys(letter_ids))
    if not chosen:
        raise Incomplete("Pilih sedikitnya satu surat.", [])
    if len(chosen) > MOST_AT_ONCE:
        raise Conflict(f"Paling banyak {MOST_AT_ONCE} surat sekali tanda tangan; yang dipilih {len(chosen)}.")
    letters = Letter.objects.visible_to(by).ours(by).in_bulk(chosen)
    if len(letters) < len(chosen):
        raise NotAllowed("Ada surat yang diterbitkan oleh pihak lain atau sudah tidak ada; muat ulang halaman.")
    signer = _signer_of(by, passphrase)
    return list(_signed([letters[pk] for pk in chosen], signer, by, seen))


@sensitive_variables()
def _signer_of(by: User, passphrase: str) -> Signer:
    from documents.signing.checking import is_trusted  # noqa: PLC0415 -- slow import

    key = SigningKey.objects.filter(owner=by).first()
    if key is None:
        raise SigningFault("no_key")
    signer = open_key(bytes(key.octets), passphrase)
    if not is_trusted(signer.certificate, signer.chain):
        raise SigningFault("untrusted")
    return signer


def _signed(letters: list[Letter], signer: Signer, by: User, seen: str) -> Iterator[Outcome]:
    for letter in letters:
        try:
            _sign_one(letter, signer, by, seen)
        except DomainError as refusal:
            yield Outcome(letter, str(refusal))
        else:
            yield Outcome(letter)


def _sign_one(letter: Letter, signer: Signer, by: User, seen: str) -> None:
    """Signed and checked outside the transaction; of two who sign at once the slower one's work is thrown away."""
    from documents.signing.checking import check  # noqa: PLC0415 -- slow import
    from documents.signing.pades import Look, sign_pdf  # noqa: PLC0415 -- slow import

    issued = issued_octets(letter)
    name = (letter.content.get("signer") or letter.content.get("head") or {}).get("name", "")
    look = Look(_stamp(letter, common_name(signer.certificate), timezone.now()), name, f"Menandatangani {letter}"[:120])
    content = sign_pdf(issued, signer, look)
    found = check(content, issued, trusted_roots())
    if found.refusal or not found.trusted:
        raise SigningFault("refused")
    attach(letter.pk, content, way=SignatureWay.PROGRAM, who=found.who, facts=found.facts, by=by, seen=seen)


def _stamp(letter: Letter, name: str, now: datetime) -> bytes:
    """The visible part as a PDF of its own: its fonts are embedded like those of the letter."""
    html = render_to_string("documents/stamp.html", {"letter": letter, "name": name, "now": now})
    return to_pdf(html, stylesheet="cap.css", made_at=now).content
