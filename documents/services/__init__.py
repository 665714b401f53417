"""What happens to a letter, by family: written and issued, moved along, set on paper."""

from documents.services.issuing import draft, issue, of_the_past
from documents.services.moving import archive, cancel, issue_draft, send, sign
from documents.services.rendering import render, retry_pdf

__all__ = ["archive", "cancel", "draft", "issue", "issue_draft", "of_the_past", "render", "retry_pdf", "send", "sign"]
