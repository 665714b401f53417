"""The agenda of incoming letters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import says, together
from documents.queries import IncomingQuerySet
from documents.rules import IncomingKind, Manner


class IncomingLetter(models.Model):
    """A letter that came in from outside, under its agenda number. A wrong entry is crossed out, never deleted."""

    institution = models.ForeignKey(
        "schools.Institution", models.PROTECT, related_name="incoming", verbose_name="penerima"
    )
    agenda_year = models.PositiveSmallIntegerField()
    agenda_seq = models.PositiveIntegerField("nomor agenda")
    received_on = models.DateField("tanggal terima", default=timezone.localdate)
    sender = models.CharField("asal surat", max_length=250)
    number = models.CharField("nomor surat", max_length=120, blank=True)
    letter_date = models.DateField("tanggal surat", null=True, blank=True)
    title = models.CharField("hal", max_length=250)
    kind = models.CharField("jenis", max_length=10, choices=IncomingKind, default=IncomingKind.LETTER)
    manner = models.CharField("sifat", max_length=10, choices=Manner, default=Manner.ORDINARY)
    answers = models.ForeignKey(
        "documents.Letter", models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="membalas surat"
    )
    school = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="incoming", verbose_name="sekolah"
    )
    subject = models.CharField("usulan", max_length=80, blank=True, db_index=True)
    disposition = models.TextField("disposisi", max_length=2000, blank=True)
    scan = models.FileField("pindaian", upload_to="surat-masuk/%Y/%m/", blank=True)
    scan_name = models.CharField(max_length=150, blank=True)
    scan_sha256 = models.CharField(max_length=64, null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-agenda_year", "-agenda_seq"]
        verbose_name = "surat masuk"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "agenda_year", "agenda_seq"], name="one_agenda_number_per_institution_and_year"
            ),
            models.CheckConstraint(
                condition=Q(received_on__year=models.F("agenda_year")), name="incoming_agenda_year_is_that_of_receipt"
            ),
            together("cancelled_at", "cancelled_by", name="incoming_crossed_out_by_someone_at_some_time"),
            says("cancel_reason", Q(cancelled_at__isnull=False), name="incoming_crossed_out_for_a_reason"),
            says("scan", Q(scan_sha256__isnull=False), name="incoming_hash_has_its_scan"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"surat masuk {self.agenda} dari {self.sender}"

    def get_absolute_url(self) -> str:
        return reverse("documents:incoming", args=[self.pk])

    @property
    def agenda(self) -> str:
        """The agenda number as it is stamped on the paper."""
        return f"{self.agenda_seq}/{self.agenda_year}"

    @property
    def tone(self) -> str:
        """Urgent ones are seen first, crossed out ones last."""
        if self.cancelled_at:
            return "bad"
        return "idle" if self.manner == Manner.ORDINARY else "wait"

    @property
    def state_label(self) -> str:
        return "Dicoret" if self.cancelled_at else self.get_manner_display()
