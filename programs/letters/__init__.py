"""What do the letters of a programme year say? Each function turns rows into words; none of them writes."""

from programs.letters.commitments import F022, F023, f022, f023
from programs.letters.determining import DECREE, decree
from programs.letters.proposing import F021, f021
from programs.letters.reporting import RESULT_NOTICE, result_notice
from programs.letters.verifying import OFFICIAL_RECORD, official_record

KINDS = (F021, F022, F023, OFFICIAL_RECORD, RESULT_NOTICE, DECREE)

__all__ = ["KINDS", "decree", "f021", "f022", "f023", "official_record", "result_notice"]
