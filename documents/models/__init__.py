"""What the register keeps: letters, the counters their numbers come from, and the texts they are written with."""

from documents.models.bulk import Bulk, BulkFile, BulkItem
from documents.models.dossier import Dossier
from documents.models.incoming import IncomingLetter
from documents.models.letter import Letter, LetterDraft
from documents.models.scan import Scan, ScanSheet
from documents.models.sequence import NumberSequence
from documents.models.signature import Signature, SigningKey
from documents.models.text import LetterText

__all__ = [
    "Bulk", "BulkFile", "BulkItem", "Dossier", "IncomingLetter", "Letter", "LetterDraft", "LetterText",
    "NumberSequence", "Scan", "ScanSheet", "Signature", "SigningKey",
]  # fmt: skip
