"""Is what is asked and typed about letters well-formed?"""

from documents.forms.incoming import AgendaForm, IncomingFilter, IncomingForm
from documents.forms.register import BulkFilter, BulkItemFilter, CompareForm, LetterFilter, ReceiptForm
from documents.forms.signing import KeyForm, MatchForm, PassphraseForm, ScanForm, SignedPdfForm

__all__ = [
    "AgendaForm", "BulkFilter", "BulkItemFilter", "CompareForm", "IncomingFilter", "IncomingForm", "KeyForm",
    "LetterFilter", "MatchForm", "PassphraseForm", "ReceiptForm", "ScanForm", "SignedPdfForm",
]  # fmt: skip
