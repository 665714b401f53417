"""What the register keeps: letters, and the counters their numbers come from."""

from documents.models.bulk import Bulk, BulkFile, BulkItem
from documents.models.dossier import Dossier
from documents.models.incoming import IncomingLetter
from documents.models.letter import Letter, LetterDraft
from documents.models.sequence import NumberSequence

__all__ = ["Bulk", "BulkFile", "BulkItem", "Dossier", "IncomingLetter", "Letter", "LetterDraft", "NumberSequence"]
