"""The entities of a programme year."""

from programs.models.determination import Decree, Participation
from programs.models.proposal import Candidate, Commitment, Proposal
from programs.models.verification import Assignment, Finding, Verification, VerificationPhoto
from programs.models.year import ProgramYear, Quota, QuotaShare, Stage, SupportOutput

__all__ = [
    "Assignment",
    "Candidate",
    "Commitment",
    "Decree",
    "Finding",
    "Participation",
    "ProgramYear",
    "Proposal",
    "Quota",
    "QuotaShare",
    "Stage",
    "SupportOutput",
    "Verification",
    "VerificationPhoto",
]
