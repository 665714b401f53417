"""What happens to a letter, by family: written and issued, moved along, set on paper, made by the hundred."""

from documents.services.binding import ask_binding, bind
from documents.services.bulk import make_bulk, pause_bulk, resume_bulk, retry_bulk, start_bulk, stop_bulk
from documents.services.issuing import draft, issue, of_the_past
from documents.services.moving import archive, cancel, issue_draft, send, sign
from documents.services.rendering import render, retry_pdf

__all__ = [
    "archive", "ask_binding", "bind", "cancel", "draft", "issue", "issue_draft", "make_bulk", "of_the_past",
    "pause_bulk", "render", "resume_bulk", "retry_bulk", "retry_pdf", "send", "sign", "start_bulk", "stop_bulk",
]  # fmt: skip
