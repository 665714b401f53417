"""The pages of letters: the register, one letter, many at once, and the public check."""

from documents.views.concept import concept, concept_file
from documents.views.moving import move, note_receipt
from documents.views.public import verify, verify_search
from documents.views.register import detail, file, letters, pdf, retry

__all__ = [
    "concept", "concept_file", "detail", "file", "letters", "move", "note_receipt", "pdf", "retry", "verify",
    "verify_search",
]  # fmt: skip
