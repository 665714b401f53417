"""What do the letters of a programme year say? Each function turns rows into words; none of them writes."""

from programs.letters.assigning import TASK_LETTER, Tour, task_letter
from programs.letters.commitments import F022, F023, f022, f023
from programs.letters.coordinating import INVITATION, invitation
from programs.letters.determining import DECREE, decree
from programs.letters.notifying import SCHOOL_NOTICE, school_notice
from programs.letters.proposing import F021, f021
from programs.letters.reporting import RESULT_NOTICE, result_notice
from programs.letters.supporting import AGREEMENT, SUPPORT_STATEMENT, Promise, agreement, support_statement
from programs.letters.verifying import OFFICIAL_RECORD, official_record
from programs.letters.visiting import ATTENDANCE, FGD_RECORD, INSTRUMENT, attendance, fgd_record, instrument

# In the order of the year.
KINDS = (
    INVITATION, ATTENDANCE, SUPPORT_STATEMENT, AGREEMENT, F021, F022, F023, TASK_LETTER, INSTRUMENT, FGD_RECORD,
    OFFICIAL_RECORD, RESULT_NOTICE, DECREE, SCHOOL_NOTICE,
)  # fmt: skip

__all__ = [
    "KINDS", "Promise", "Tour", "agreement", "attendance", "decree", "f021", "f022", "f023", "fgd_record", "instrument",
    "invitation", "official_record", "result_notice", "school_notice", "support_statement", "task_letter",
]  # fmt: skip
