"""The coordination meeting of a year: when, where, with whom, about what (R-3.1-01 to -03)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from programs.models.people import person
from programs.models.year import ProgramYear
from programs.queries import MeetingQuerySet


class Meeting(models.Model):
    """What every invitation to it says, and the list of attendance."""

    program = models.ForeignKey(ProgramYear, models.CASCADE, related_name="meetings")
    title = models.CharField("nama kegiatan", max_length=200)
    starts_on = models.DateField("hari pertama")
    ends_on = models.DateField("hari terakhir")
    hours = models.CharField("pukul", max_length=80)
    venue = models.CharField("tempat", max_length=200)
    address = models.CharField("alamat tempat", max_length=250, blank=True)
    topics = models.TextField("acara pokok", help_text="Satu per baris.")
    participants = models.TextField("peserta dari setiap dinas", help_text="Satu per baris.")
    rundown = models.TextField(
        "susunan acara", blank=True, help_text="Satu per baris: hari | pukul | kegiatan | petugas."
    )
    note = models.TextField("catatan", blank=True, help_text="Misalnya biaya dan yang perlu dibawa.")
    contact = models.CharField("narahubung", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = person()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = "rapat koordinasi"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:coordination", args=[self.program_id])
