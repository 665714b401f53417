"""What comes back from the scanner: files, and the sheets in them with the letter each belongs to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.constraints import together
from documents.queries import ScanQuerySet, SheetQuerySet
from documents.rules import SheetState


class Scan(models.Model):
    """One uploaded file, kept as it came. It belongs to the office that uploaded it."""

    institution = models.ForeignKey("schools.Institution", models.PROTECT, related_name="scans")
    file = models.FileField(upload_to="pindaian/%Y/%m/")
    name = models.CharField("berkas", max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    octets = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = "pindaian"

    def __str__(self) -> str:
        return self.name


class ScanSheet(models.Model):
    """One page of a scan, and which page of which letter it is, as far as that is known."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="sheets")
    position = models.PositiveSmallIntegerField()  # in the file, from 1
    state = models.CharField(max_length=10, choices=SheetState)
    code = models.CharField(max_length=8, blank=True)  # as read or typed
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, related_name="sheets")
    page = models.PositiveSmallIntegerField(null=True)
    turn = models.PositiveSmallIntegerField(default=0)  # degrees clockwise until it stands upright
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signature = models.ForeignKey("documents.Signature", models.PROTECT, null=True, related_name="sheets")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["scan", "position"]
        verbose_name = "lembar pindaian"
        constraints = [
            models.UniqueConstraint(fields=["scan", "position"], name="one_sheet_per_place_in_a_scan"),
            together("set_aside_at", "set_aside_by", name="sheet_set_aside_by_someone_at_some_time"),
            models.CheckConstraint(
                condition=~Q(state=SheetState.MATCHED) | Q(letter__isnull=False, page__isnull=False),
                name="matched_sheet_has_letter_and_page",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan}, lembar {self.position}"
