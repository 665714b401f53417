"""Is what is asked and typed about letters well-formed?"""

from documents.forms.incoming import AgendaForm, IncomingFilter, IncomingForm
from documents.forms.register import CompareForm, LetterFilter, ReceiptForm

__all__ = ["AgendaForm", "CompareForm", "IncomingFilter", "IncomingForm", "LetterFilter", "ReceiptForm"]
