"""The entities of a programme year."""

from programs.models.correction import Correction, CorrectionState
from programs.models.determination import Decree, Participation
from programs.models.meeting import Meeting
from programs.models.paper import PastScan, ProposalUpload
from programs.models.proposal import Candidate, Commitment, Proposal
from programs.models.verification import Assignment, Finding, Verification, VerificationPhoto
from programs.models.year import ProgramYear, Quota, QuotaShare, Stage, SupportOutput

__all__ = [
    "Assignment",
    "Candidate",
    "Commitment",
    "Correction",
    "CorrectionState",
    "Decree",
    "Finding",
    "Meeting",
    "Participation",
    "PastScan",
    "ProgramYear",
    "Proposal",
    "ProposalUpload",
    "Quota",
    "QuotaShare",
    "Stage",
    "SupportOutput",
    "Verification",
    "VerificationPhoto",
]
