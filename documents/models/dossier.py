"""The dossiers that were asked for: everything about one school or one proposal in one ZIP."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from core.constraints import says, together
from core.models import Job
from documents.queries import MAKE_DOSSIER, DossierQuerySet


class Dossier(models.Model):
    """One per subject and membership: it holds what that membership may see. A new one replaces the file."""

    subject = models.CharField(max_length=80)
    title = models.CharField("judul", max_length=250)
    membership = models.ForeignKey("accounts.Membership", models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to="dosir/", blank=True)
    sha256 = models.CharField(max_length=64, null=True)
    octets = models.PositiveBigIntegerField(null=True)
    files = models.PositiveIntegerField(null=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "berkas lengkap"
        constraints = [
            models.UniqueConstraint(fields=["subject", "membership"], name="one_dossier_per_subject_and_membership"),
            together("made_at", "sha256", "octets", "files", name="dossier_made_whole"),
            says("file", Q(made_at__isnull=False), name="dossier_made_has_its_file"),
        ]

    def __str__(self) -> str:
        return f"berkas lengkap {self.title}"

    @property
    def home(self) -> models.Model:
        """What the dossier is about, named but not read."""
        label, _, key = self.subject.partition(":")
        return apps.get_model(label)(pk=key)

    @property
    def job(self) -> Job | None:
        """The last work on it."""
        return Job.objects.of(MAKE_DOSSIER, self.pk).last()

    @property
    def file_name(self) -> str:
        return f"berkas-{slugify(self.title)[:100]}.zip"
