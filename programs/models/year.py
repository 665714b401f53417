"""A programme year: its stages, its quota, and the support of the pemda."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import needs, says, together
from programs.models.people import person
from programs.queries import ProgramQuerySet, QuotaQuerySet, StageQuerySet, SupportQuerySet
from programs.rules import (
    DEFAULT_IMBAS,
    DEFAULT_QUOTA,
    ProgramState,
    StageKind,
    SupportKind,
)
from schools.models import Institution, Place
from schools.rules import Level


class ProgramYear(models.Model):
    """One year of the sekolah model programme of one LPMP."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="programs", verbose_name="LPMP")
    year = models.PositiveSmallIntegerField("tahun")
    title = models.CharField("nama program", max_length=200, default="Pengembangan Sekolah Model dan Pengimbasan")
    model_term = models.CharField("sebutan sekolah model", max_length=80, default="Sekolah Model")
    imbas_term = models.CharField("sebutan sekolah imbas", max_length=80, default="Sekolah Imbas")
    default_models = models.PositiveSmallIntegerField("kuota model per kab/kota", default=DEFAULT_QUOTA)
    default_imbas = models.PositiveSmallIntegerField("imbas per sekolah model", default=DEFAULT_IMBAS)
    guideline = models.CharField("pedoman", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ProgramState, default=ProgramState.PREPARING)
    version = models.PositiveIntegerField(default=1)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = person()
    opened_at = models.DateTimeField(null=True)
    opened_by = person()
    closed_at = models.DateTimeField(null=True)
    closed_by = person()

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = "tahun program"
        constraints = [
            models.UniqueConstraint(fields=["institution", "year"], name="one_program_per_institution_and_year"),
            together("opened_at", "opened_by", name="program_opened_by_someone_at_some_time"),
            together("closed_at", "closed_by", name="program_closed_by_someone_at_some_time"),
            needs(ProgramState.OPEN, "opened_at", name="program_open_was_opened"),
            needs(ProgramState.CLOSED, "closed_at", name="program_closed_was_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("programs:year", args=[self.pk])


class Stage(models.Model):
    """When a stage begins and is due: for the whole year, or for one kab/kota that was given other dates."""

    program = models.ForeignKey(ProgramYear, models.CASCADE, related_name="stages")
    kind = models.CharField("tahap", max_length=20, choices=StageKind)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kab/kota")
    starts_on = models.DateField("mulai")
    due_on = models.DateField("batas")
    reason = models.CharField("alasan", max_length=300, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["program", "starts_on", "pk"]
        verbose_name = "tahap"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind"], condition=Q(place=None), name="one_stage_per_program_and_kind"
            ),
            models.UniqueConstraint(
                fields=["program", "kind", "place"],
                condition=Q(place__isnull=False),
                name="one_stage_per_program_kind_and_place",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="stage_ends_after_it_begins"),
            says("reason", Q(place__isnull=False), name="stage_of_one_kabkota_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.program.year}"


class Quota(models.Model):
    """What one kab/kota gets in a year (R-2.3-06). The levels share ``models``."""

    program = models.ForeignKey(ProgramYear, models.CASCADE, related_name="quotas")
    place = models.ForeignKey(Place, models.PROTECT, related_name="quotas", verbose_name="kab/kota")
    models_total = models.PositiveSmallIntegerField("sekolah model")
    imbas_per_model = models.PositiveSmallIntegerField("imbas per model", default=DEFAULT_IMBAS)
    version = models.PositiveIntegerField(default=1)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["place__code"]
        verbose_name = "kuota"
        constraints = [
            models.UniqueConstraint(fields=["program", "place"], name="one_quota_per_program_and_kabkota"),
        ]

    def __str__(self) -> str:
        return f"Kuota {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("programs:quota", args=[self.pk])


class QuotaShare(models.Model):
    """The places of one level. ``taken`` counts live in-quota candidates and is changed under a lock only."""

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="shares")
    level = models.CharField("jenjang", max_length=4, choices=Level)
    schools = models.PositiveIntegerField("jumlah sekolah", default=0)
    models_total = models.PositiveSmallIntegerField("kuota", default=0)
    taken = models.PositiveSmallIntegerField("terpakai", default=0)

    class Meta:
        ordering = ["quota", "pk"]
        verbose_name = "kuota jenjang"
        constraints = [
            models.UniqueConstraint(fields=["quota", "level"], name="one_share_per_quota_and_level"),
            models.CheckConstraint(condition=Q(taken__lte=F("models_total")), name="quota_is_never_overdrawn"),
        ]

    def __str__(self) -> str:
        return f"{self.quota.place} {self.level} {self.taken}/{self.models_total}"


class SupportOutput(models.Model):
    """One of the five things a pemda brings after the coordination meeting (R-3.1-06)."""

    program = models.ForeignKey(ProgramYear, models.CASCADE, related_name="support")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="pemda")
    kind = models.CharField("keluaran", max_length=15, choices=SupportKind)
    note = models.CharField("keterangan", max_length=300, blank=True)
    amount = models.DecimalField("nilai (Rp)", max_digits=14, decimal_places=0, null=True, blank=True)
    document = models.FileField("dokumen", upload_to="dukungan/", blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    received_by = person()

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["place__code", "kind"]
        verbose_name = "dukungan pemda"
        constraints = [
            models.UniqueConstraint(fields=["program", "place", "kind"], name="one_support_output_per_place_and_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place}"
