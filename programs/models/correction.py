"""What a verifier found different at the school, and whether the LPMP took it over into the school's record."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.constraints import needs, says, together
from programs.models.people import person
from programs.models.verification import Verification


class CorrectionState(models.TextChoices):
    WAITING = "waiting", "Menunggu keputusan"
    TAKEN = "taken", "Diambil alih"
    DECLINED = "declined", "Tidak diambil alih"


class Correction(models.Model):
    """One «Berbeda, pakai temuan» of a finished sheet. It waits until somebody decides; it never just vanishes."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="corrections")
    field = models.CharField("isian", max_length=20)
    registered = models.CharField("terdaftar saat dicocokkan", max_length=400, blank=True)
    found = models.CharField("temuan", max_length=250)
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = person()
    reason = models.CharField("alasan", max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = person()

    class Meta:
        ordering = ["verification", "pk"]
        verbose_name = "koreksi data sekolah"
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "field"], condition=Q(state=CorrectionState.WAITING),
                name="one_waiting_correction_per_sheet_and_field",
            ),
            together("decided_at", "decided_by", name="correction_decided_by_someone_at_some_time"),
            needs(CorrectionState.TAKEN, "decided_at", name="correction_taken_was_decided"),
            needs(CorrectionState.DECLINED, "decided_at", name="correction_declined_was_decided"),
            says("reason", Q(state=CorrectionState.DECLINED), name="correction_declined_for_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.field}: {self.found}"
