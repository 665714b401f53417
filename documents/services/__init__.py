"""What happens to a letter, by family: written and issued, moved along, set on paper, made by the hundred."""

from documents.services.incoming import change_incoming, cross_out, office_of, register
from documents.services.issuing import draft, issue, of_the_past, words_of_today
from documents.services.moving import (
    archive,
    cancel,
    initial,
    issue_draft,
    note_receipt,
    receive,
    send,
    send_back,
    sign,
)
from documents.services.rendering import render, retry_pdf

__all__ = [
    "archive", "cancel", "change_incoming", "cross_out", "draft", "initial", "issue", "issue_draft", "note_receipt",
    "of_the_past", "office_of", "receive", "register", "render", "retry_pdf", "send", "send_back", "sign",
    "words_of_today",
]  # fmt: skip
