"""What the LPMP checks: who verifies which school, and the sheet with findings and photos."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.constraints import says, together
from programs.models.people import person
from programs.models.proposal import Candidate
from programs.rules import (
    Result,
)


class Assignment(models.Model):
    """A verifier for a model candidate and its imbas schools; a declared conflict of interest ends it."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="assignments")
    verifier = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField(default=timezone.now)
    assigned_by = person()
    conflict = models.CharField("benturan kepentingan", max_length=300, blank=True)
    declared_at = models.DateTimeField(null=True)
    declared_by = person()

    class Meta:
        ordering = ["pk"]
        verbose_name = "penugasan verifikator"
        constraints = [
            models.UniqueConstraint(fields=["candidate", "verifier"], name="one_assignment_per_candidate_and_verifier"),
            together("declared_at", "declared_by", name="conflict_declared_by_someone_at_some_time"),
            says("conflict", Q(declared_at__isnull=False), name="conflict_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.verifier} · {self.candidate}"


class Verification(models.Model):
    """The sheet of one model candidate: methods, findings, result. Kept with its imbas schools' results."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="verification")
    methods = models.JSONField("metode", default=list, blank=True)
    visited_on = models.DateField("tanggal pelaksanaan", null=True, blank=True)
    venue = models.CharField("tempat", max_length=200, blank=True)
    dapodik = models.JSONField("pencocokan Dapodik", default=dict, blank=True)
    condition = models.TextField("kondisi awal", blank=True)
    commitment = models.TextField("komitmen (FGD)", blank=True)
    flagship = models.TextField("program unggulan", blank=True)
    management = models.TextField("pengelolaan sekolah", blank=True)
    motivation = models.TextField("motivasi", blank=True)
    witness_name = models.CharField("saksi", max_length=150, blank=True)
    witness_position = models.CharField("jabatan saksi", max_length=150, blank=True)
    result = models.CharField("hasil", max_length=20, choices=Result, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = person()
    finished_at = models.DateTimeField(null=True)
    finished_by = person()

    class Meta:
        verbose_name = "lembar verifikasi"
        constraints = [
            together("finished_at", "finished_by", name="verification_finished_by_someone_at_some_time"),
            says("result", Q(finished_at__isnull=False), name="verification_finished_has_a_result"),
            says(
                "reason", Q(result__in=[Result.NOT_FIT, Result.NEEDS_REPLACEMENT], finished_at__isnull=False),
                name="verification_refuses_for_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Lembar verifikasi {self.candidate.school}"


class Finding(models.Model):
    """What the verifier found on one criterion, of the model or of one of its imbas schools."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="findings")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="findings")
    criterion = models.CharField("kriteria", max_length=20)
    met = models.BooleanField("terpenuhi", null=True)
    note = models.CharField("catatan", max_length=500, blank=True)

    class Meta:
        ordering = ["verification", "candidate", "pk"]
        verbose_name = "temuan"
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "candidate", "criterion"],
                name="one_finding_per_sheet_school_and_criterion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.met}"


class VerificationPhoto(models.Model):
    """A photo of the verification, straightened, shrunk and without its place."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="photos")
    image = models.ImageField("foto", upload_to="verifikasi/")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = person()

    class Meta:
        ordering = ["pk"]
        verbose_name = "foto verifikasi"
        constraints = [
            models.UniqueConstraint(fields=["verification", "sha256"], name="one_photo_once_per_sheet"),
        ]

    def __str__(self) -> str:
        return self.caption or self.image.name
