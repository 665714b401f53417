"""The pages of letters: the register, one letter, and the public check."""

from documents.views.public import verify, verify_search
from documents.views.register import detail, file, letters, move, pdf, retry

__all__ = ["detail", "file", "letters", "move", "pdf", "retry", "verify", "verify_search"]
