"""What is determined: the decree and the schools that take part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programs.models.proposal import Candidate
from programs.models.year import ProgramYear
from programs.queries import ParticipationQuerySet
from programs.rules import (
    Funding,
    Part,
    ParticipationState,
)
from schools.models import School


class Decree(models.Model):
    """The decision that makes candidates participants. Its words stand in the letter."""

    program = models.ForeignKey(ProgramYear, models.PROTECT, related_name="decrees")
    letter = models.OneToOneField("documents.Letter", models.PROTECT, related_name="decree")
    determined_on = models.DateField("ditetapkan tanggal")
    determined_at = models.DateTimeField(default=timezone.now)
    determined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["determined_at"]
        verbose_name = "keputusan penetapan"

    def __str__(self) -> str:
        return f"SK {self.letter.number}"

    def get_absolute_url(self) -> str:
        return reverse("programs:decree", args=[self.pk])


class Participation(models.Model):
    """A school of a year, as model or imbas: what training, cycle and monitoring stand on."""

    program = models.ForeignKey(ProgramYear, models.PROTECT, related_name="participations")
    school = models.ForeignKey(School, models.PROTECT, related_name="participations")
    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="participation")
    part = models.CharField("peran", max_length=5, choices=Part)
    model = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="imbas")
    funding = models.CharField("pendanaan", max_length=10, choices=Funding)
    decree = models.ForeignKey(Decree, models.PROTECT, related_name="participations")
    state = models.CharField(max_length=12, choices=ParticipationState, default=ParticipationState.ACTIVE)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "peserta program"
        constraints = [
            models.UniqueConstraint(fields=["program", "school"], name="one_participation_per_school_and_year"),
            models.CheckConstraint(
                condition=Q(part=Part.MODEL, model=None) | Q(part=Part.IMBAS, model__isnull=False),
                name="participating_imbas_has_a_model",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.school}"
