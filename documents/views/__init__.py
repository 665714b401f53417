"""The pages of letters: the register, one letter, many at once, and the public check."""

from documents.views.agenda import agenda
from documents.views.concept import concept, concept_file
from documents.views.incoming import (
    incoming,
    incoming_cross_out,
    incoming_edit,
    incoming_list,
    incoming_new,
    incoming_scan,
)
from documents.views.moving import move, note_receipt
from documents.views.public import verify, verify_search
from documents.views.register import detail, file, letters, pdf, retry

__all__ = [
    "agenda", "concept", "concept_file", "detail", "file", "incoming", "incoming_cross_out", "incoming_edit",
    "incoming_list", "incoming_new", "incoming_scan", "letters", "move", "note_receipt", "pdf", "retry", "verify",
    "verify_search",
]  # fmt: skip
