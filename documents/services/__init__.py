"""What happens to a letter, by family: written and issued, moved along, set on paper, made by the hundred."""

from documents.services.incoming import change_incoming, cross_out, office_of, register
from documents.services.issuing import bring_up_to_date, draft, issue, of_the_past
from documents.services.moving import (
    archive,
    cancel,
    initial,
    issue_draft,
    note_receipt,
    receive,
    send,
    send_back,
)
from documents.services.rendering import render, retry_pdf
from documents.services.scanning import Received, confirm, match_by_hand, set_aside, take_in
from documents.services.scanning import read as read_scan
from documents.services.signing import SignatureRefused, own, recheck, upload_signed
from documents.services.signing_program import MOST_AT_ONCE, Outcome, drop_key, keep_key, sign_many

__all__ = [
    "MOST_AT_ONCE", "Outcome", "Received", "SignatureRefused", "archive", "bring_up_to_date", "cancel",
    "change_incoming", "confirm", "cross_out", "draft", "drop_key", "initial", "issue", "issue_draft", "keep_key",
    "match_by_hand", "note_receipt", "of_the_past", "office_of", "own", "read_scan", "receive", "recheck", "register",
    "render", "retry_pdf", "send", "send_back", "set_aside", "sign_many", "take_in", "upload_signed",
]  # fmt: skip
