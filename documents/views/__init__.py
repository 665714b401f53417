"""The pages of letters: the register, one letter, many at once, and the public check."""

from documents.views.bulk import bulk, bulk_bind, bulk_file, bulk_move, bulk_state, bulks
from documents.views.public import verify, verify_search
from documents.views.register import detail, file, letters, move, pdf, retry

__all__ = [
    "bulk", "bulk_bind", "bulk_file", "bulk_move", "bulk_state", "bulks",
    "detail", "file", "letters", "move", "pdf", "retry", "verify", "verify_search",
]  # fmt: skip
