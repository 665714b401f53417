"""What must a signing service elsewhere (BSrE style: NIK and passphrase over HTTP) bring to sign letters here?

Nothing in this program calls one yet. It is the place for it: a class with ``certificate``, ``chain`` and
``sign_digest`` as ``base.Signer`` asks, made for one request with the NIK and the passphrase, never stored. The
service gets 32 bytes, never the letter. Its answers become the sentences of ``base.FAULTS`` through this table.
"""

from documents.signing.base import SigningFault

# What such services answer (HTTP status, or the code in their JSON) -> key of FAULTS.
ANSWERS = {
    "2031": "passphrase",
    "2011": "expired",
    "2021": "unknown_person",
    "2041": "revoked",
    "401": "refused",
    "403": "refused",
    "408": "unreachable",
    "500": "unreachable",
    "502": "unreachable",
    "503": "unreachable",
    "504": "unreachable",
}


def fault_of(answer: str | int) -> SigningFault:
    """The refusal in our words; an answer nobody has seen before is a refusal, never a success."""
    return SigningFault(ANSWERS.get(str(answer), "refused"))
