"""What stands beside an issued letter to show that it was signed, and the keys people sign with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from core.constraints import together
from documents.queries import SignatureQuerySet
from documents.rules import SignatureWay


class Signature(models.Model):
    """A signed copy of a letter. The issued file never changes; only a verified signature makes a letter signed."""

    letter = models.ForeignKey("documents.Letter", models.PROTECT, related_name="signatures", verbose_name="surat")
    way = models.CharField("cara", max_length=10, choices=SignatureWay)
    file = models.FileField(upload_to="tandatangan/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    octets = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    who = models.CharField("penanda tangan", max_length=250)  # as the certificate or the paper names him
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "tanda tangan"
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(verified_at__isnull=False), name="one_verified_signature_per_letter"
            ),
            together("verified_at", "verified_by", name="signature_verified_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.letter}"

    @property
    def certificate(self) -> dict:
        """What the last certificate says; nothing on paper."""
        return (self.facts.get("signatures") or [{}])[-1]

    @property
    def file_name(self) -> str:
        return f"{slugify(self.letter.file_name.removesuffix('.pdf'))}-bertanda-tangan.pdf"


class SigningKey(models.Model):
    """A person's PKCS#12, locked with a passphrase that nobody but him knows. At most one per person."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signing_key")
    octets = models.BinaryField()  # encrypted; in the database, where no web server looks for files
    subject = models.CharField(max_length=250)
    issuer = models.CharField(max_length=250)
    serial = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "kunci tanda tangan"

    def __str__(self) -> str:
        return self.subject

    @property
    def has_expired(self) -> bool:
        return self.valid_until < timezone.now()
