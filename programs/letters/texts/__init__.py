"""Which pieces of these letters may the LPMP word itself, and what may it put into them? Version 0 stands here."""

from programs.letters.texts.common import common
from programs.letters.texts.deciding import DECREE, OFFICIAL_RECORD, RESULT_NOTICE
from programs.letters.texts.preparing import AGREEMENT, INVITATION, SUPPORT_STATEMENT
from programs.letters.texts.proposing import F021, F022, F023
from programs.letters.texts.visiting import FGD_RECORD, SCHOOL_NOTICE, TASK_LETTER

__all__ = [
    "AGREEMENT", "DECREE", "F021", "F022", "F023", "FGD_RECORD", "INVITATION", "OFFICIAL_RECORD", "RESULT_NOTICE",
    "SCHOOL_NOTICE", "SUPPORT_STATEMENT", "TASK_LETTER", "common",
]  # fmt: skip
