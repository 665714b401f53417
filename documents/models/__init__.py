"""What the register keeps: letters, and the counters their numbers come from."""

from documents.models.letter import Letter, LetterDraft
from documents.models.scan import Scan, ScanSheet
from documents.models.sequence import NumberSequence
from documents.models.signature import Signature, SigningKey

__all__ = ["Letter", "LetterDraft", "NumberSequence", "Scan", "ScanSheet", "Signature", "SigningKey"]
