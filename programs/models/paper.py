"""Files that came in for a proposal and must not be lost: earlier scans, and spreadsheets waiting to be taken in."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.constraints import together
from programs.models.people import person
from programs.models.proposal import Commitment, Proposal


class PastScan(models.Model):
    """A scan that counted once: replaced by a later one, or rejected for a reason."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="past_scans")
    scan = models.FileField("pindaian", upload_to="komitmen/")
    scan_sha256 = models.CharField(max_length=64)
    scan_name = models.CharField(max_length=200, blank=True)
    receipt = models.CharField("nomor tanda terima", max_length=30)
    uploaded_at = models.DateTimeField()
    uploaded_by = person()
    ended_at = models.DateTimeField(null=True)
    ended_by = person()
    reason = models.CharField("alasan penolakan", max_length=300, blank=True)

    class Meta:
        ordering = ["-ended_at", "-pk"]
        verbose_name = "pindaian terdahulu"
        constraints = [
            models.UniqueConstraint(fields=["receipt"], name="one_past_scan_per_receipt"),
            together("uploaded_at", "uploaded_by", name="past_scan_uploaded_by_someone_at_some_time"),
            together("ended_at", "ended_by", name="past_scan_ended_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return self.receipt


class ProposalUpload(models.Model):
    """A filled-in spreadsheet of an office: kept whole, checked first, taken in second."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="uploads")
    file = models.FileField("berkas", upload_to="usulan/")
    file_name = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField("baris", default=0)
    rejected = models.PositiveIntegerField("galat", default=0)
    faults = models.JSONField("daftar galat", default=list)
    changes = models.JSONField("perubahan", default=list)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = person()
    committed_at = models.DateTimeField(null=True)
    committed_by = person()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "berkas usulan"
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_at=None) | Q(rejected=0), name="upload_with_faults_is_never_taken_in"
            ),
            together("uploaded_at", "uploaded_by", name="proposal_upload_sent_by_someone_at_some_time"),
            together("committed_at", "committed_by", name="proposal_upload_committed_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return self.file_name
