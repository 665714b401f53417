"""What happens to a letter, by family: written and issued, moved along, set on paper; and their texts."""

from documents.services.issuing import draft, issue, of_the_past
from documents.services.moving import archive, cancel, issue_draft, send, sign
from documents.services.rendering import render, retry_pdf
from documents.services.texts import discard_text, publish_text, restore_text, save_text

__all__ = [
    "archive", "cancel", "discard_text", "draft", "issue", "issue_draft", "of_the_past", "publish_text", "render",
    "restore_text", "retry_pdf", "save_text", "send", "sign",
]  # fmt: skip
