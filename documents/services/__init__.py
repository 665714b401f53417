"""What happens to a letter, by family: written and issued, moved along, set on paper."""

from documents.services.issuing import draft, issue, of_the_past
from documents.services.moving import archive, cancel, issue_draft, send
from documents.services.rendering import render, retry_pdf
from documents.services.scanning import confirm, match_by_hand, receive, set_aside
from documents.services.scanning import read as read_scan
from documents.services.signing import recheck, upload_signed
from documents.services.signing_program import drop_key, keep_key, sign_many

__all__ = [
    "archive", "cancel", "confirm", "draft", "drop_key", "issue", "issue_draft", "keep_key", "match_by_hand",
    "of_the_past", "read_scan", "receive", "recheck", "render", "retry_pdf", "send", "set_aside", "sign_many",
    "upload_signed",
]  # fmt: skip
