"""With which words does an LPMP want its letters written? Every version it ever published, and one draft."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import together
from documents.kinds import kind_named
from documents.queries import LetterTextQuerySet


class LetterText(models.Model):
    """The texts of one kind of letter. Without a version it is the draft; with one it never changes again.

    The LPMP of the province words the forms of its dinas and schools too: they are annexes of its programme.
    Version 0 is no row: it is what the code says.
    """

    institution = models.ForeignKey("schools.Institution", models.PROTECT, related_name="texts")
    kind = models.CharField("jenis", max_length=40)
    version = models.PositiveSmallIntegerField("versi", null=True)
    blocks = models.JSONField(default=dict)
    note = models.CharField("catatan perubahan", max_length=200, blank=True)
    based_on = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = LetterTextQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        verbose_name = "teks surat"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind"], condition=Q(version=None), name="one_draft_per_institution_and_kind"
            ),
            models.UniqueConstraint(fields=["institution", "kind", "version"], name="one_text_per_kind_and_version"),
            together("published_at", "published_by", name="text_published_by_someone_at_some_time"),
            together("version", "published_at", name="text_with_a_version_was_published"),
        ]

    def __str__(self) -> str:
        return f"teks {kind_named(self.kind)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What was published is kept as it was."""
        if self.pk and type(self).objects.filter(pk=self.pk, version__isnull=False).exists():
            raise TypeError("A published text never changes.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        if self.version is None:
            return reverse("documents:text", args=[self.institution_id, self.kind])
        return reverse("documents:text_version", args=[self.institution_id, self.kind, self.version])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.version is not None:
            raise TypeError("A published text is never deleted.")
        return super().delete(*args, **kwargs)
