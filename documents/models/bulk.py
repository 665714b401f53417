"""Many letters made in one go: what was asked for, how far each is, and what they were bound into."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import says, together
from documents.bulks import bulk_kinds
from documents.models.letter import Letter
from documents.queries import BulkItemQuerySet, BulkQuerySet
from documents.rules import BULK_TONES, ITEM_TONES, ITEM_WORDS, BulkState, ItemState


class Bulk(models.Model):
    """One order of many letters. It acts for the membership in which it was given, as long as that is in force."""

    kind = models.CharField("jenis", max_length=40)
    title = models.CharField("judul", max_length=200)
    state = models.CharField(max_length=10, choices=BulkState, default=BulkState.RUNNING)
    membership = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField("selesai", null=True)

    objects = BulkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "penerbitan massal"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BulkState.DONE, finished_at__isnull=False)
                | (~Q(state=BulkState.DONE) & Q(finished_at=None)),
                name="bulk_is_done_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:bulk", args=[self.pk])

    @property
    def kind_name(self) -> str:
        kinds = bulk_kinds()
        return kinds[self.kind].name if self.kind in kinds else self.kind

    @property
    def tone(self) -> str:
        return BULK_TONES[self.state]

    @property
    def is_moving(self) -> bool:
        """Worth asking again by itself."""
        return self.state == BulkState.RUNNING


class BulkItem(models.Model):
    """One letter of a bulk: for whom, and what became of it."""

    bulk = models.ForeignKey(Bulk, models.CASCADE, related_name="items")
    place = models.PositiveIntegerField("urutan")
    subject_id = models.BigIntegerField()
    label = models.CharField("untuk", max_length=250)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    error = models.TextField(blank=True)

    objects = BulkItemQuerySet.as_manager()

    class Meta:
        ordering = ["bulk", "place"]
        verbose_name = "surat dalam penerbitan massal"
        constraints = [
            models.UniqueConstraint(fields=["bulk", "subject_id"], name="one_letter_per_subject_in_a_bulk"),
            models.UniqueConstraint(fields=["bulk", "place"], name="one_letter_per_place_in_a_bulk"),
            says("error", Q(state=ItemState.FAILED), name="failed_item_says_why"),
            models.CheckConstraint(
                condition=Q(state=ItemState.MADE, letter__isnull=False)
                | (~Q(state=ItemState.MADE) & Q(letter__isnull=True)),
                name="made_item_has_its_letter",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def tone(self) -> str:
        """Of an item read with ``with_outcome``."""
        return ITEM_TONES[self.outcome]

    @property
    def outcome_label(self) -> str:
        return ITEM_WORDS[self.outcome]


class BulkFile(models.Model):
    """All letters of a bulk in one file: a PDF to print, or a ZIP to pass on. Made anew it replaces the earlier."""

    FORMS = (("pdf", "Satu PDF"), ("zip", "ZIP"))

    bulk = models.ForeignKey(Bulk, models.CASCADE, related_name="files")
    form = models.CharField(max_length=3, choices=FORMS)
    file = models.FileField(upload_to="massal/")
    letters = models.PositiveIntegerField("surat")
    octets = models.PositiveBigIntegerField("ukuran")
    made_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["bulk", "form"]
        verbose_name = "gabungan surat"
        constraints = [
            models.UniqueConstraint(fields=["bulk", "form"], name="one_file_per_bulk_and_form"),
            together("made_at", "made_by", name="bulk_file_made_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.bulk} ({self.form})"
