"""Is what is asked and typed about letters well-formed?"""

from documents.forms.incoming import AgendaForm, IncomingFilter, IncomingForm
from documents.forms.register import BulkFilter, BulkItemFilter, CompareForm, LetterFilter, ReceiptForm

__all__ = [
    "AgendaForm", "BulkFilter", "BulkItemFilter", "CompareForm", "IncomingFilter", "IncomingForm", "LetterFilter",
    "ReceiptForm",
]  # fmt: skip
