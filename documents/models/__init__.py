"""What the register keeps: letters, the counters their numbers come from, and the texts they are written with."""

from documents.models.bulk import Bulk, BulkFile, BulkItem
from documents.models.incoming import IncomingLetter
from documents.models.letter import Letter, LetterDraft
from documents.models.sequence import NumberSequence
from documents.models.text import LetterText

__all__ = [
    "Bulk", "BulkFile", "BulkItem", "IncomingLetter", "Letter", "LetterDraft", "LetterText", "NumberSequence",
]  # fmt: skip
