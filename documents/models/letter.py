"""The register: letters with frozen words and taken numbers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from core.constraints import needs, says, together
from core.formats import long_date
from documents.kinds import kind_named
from documents.queries import LetterQuerySet
from documents.rules import (
    PDF_TONES,
    SIGNED_COPY_MOVES,
    STATE_TONES,
    UNISSUED,
    LetterState,
    PdfState,
    SignatureWay,
    spaced_code,
)
from schools.models import Institution, School


class Step(NamedTuple):
    """One thing done to a letter, as its page tells it."""

    label: str
    at: datetime
    by: models.Model
    note: str = ""


STEPS = {
    "created": "Dibuat", "initialled": "Diparaf", "issued": "Terbit", "signed": "Ditandatangani", "sent": "Dikirim",
    "received": "Diterima", "archived": "Diarsipkan", "cancelled": "Dibatalkan",
}  # fmt: skip


@dataclass(frozen=True)
class LetterDraft:
    """What a domain says of a letter it wants: plain data, ready to be frozen by ``documents.services``."""

    kind: str
    subject: models.Model
    title: str
    content: dict[str, Any]
    issuer: Institution | None = None
    addressee: str = ""
    recipient: Institution | None = None
    school: School | None = None
    letter_date: date | None = None
    number: str = ""  # the office's own number; without it one is taken from the sequence
    within: models.Model | None = None  # the page whose timeline tells of the letter
    text_version: int = 0  # with which published texts the content was worded; 0: those of the code


class Letter(models.Model):
    """An official paper. Once issued its words, number and template version never change."""

    kind = models.CharField("jenis", max_length=40, db_index=True)
    template_version = models.PositiveSmallIntegerField(default=1)
    text_version = models.PositiveSmallIntegerField(default=0)
    province = models.ForeignKey("schools.Place", models.PROTECT, related_name="+")
    issuer = models.ForeignKey(
        "schools.Institution", models.PROTECT, null=True, related_name="letters", verbose_name="penerbit"
    )
    recipient = models.ForeignKey(
        "schools.Institution",
        models.PROTECT,
        null=True,
        related_name="letters_received",
        verbose_name="kepada",
    )
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, related_name="letters")
    subject = models.CharField(max_length=80, db_index=True)
    title = models.CharField("hal", max_length=250)
    addressee = models.CharField("yth.", max_length=250, blank=True)
    content = models.JSONField(default=dict)
    letter_date = models.DateField("tanggal surat")
    number = models.CharField("nomor", max_length=120, blank=True)
    number_class = models.CharField(max_length=20, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_seq = models.PositiveIntegerField(null=True)
    code = models.CharField("kode verifikasi", max_length=8, unique=True)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    initialled_at = models.DateTimeField(null=True)
    initialled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField("diterima tanggal", null=True)
    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="surat/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    octets = models.PositiveIntegerField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-letter_date", "-pk"]
        verbose_name = "surat"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number_year", "number_class", "number_seq"],
                condition=Q(number_seq__isnull=False), name="one_letter_per_issuer_year_class_and_number",
            ),
            together("number_seq", "number_year", name="letter_number_has_its_year"),
            together("initialled_at", "initialled_by", name="letter_initialled_by_someone_at_some_time"),
            together("issued_at", "issued_by", name="letter_issued_by_someone_at_some_time"),
            together("signed_at", "signed_by", name="letter_signed_by_someone_at_some_time"),
            together("sent_at", "sent_by", name="letter_sent_by_someone_at_some_time"),
            together("received_at", "received_by", "received_on", name="letter_received_by_someone_on_some_day"),
            together("archived_at", "archived_by", name="letter_archived_by_someone_at_some_time"),
            together("cancelled_at", "cancelled_by", name="letter_cancelled_by_someone_at_some_time"),
            needs(LetterState.INITIALLED, "initialled_at", name="letter_initialled_at_some_time"),
            needs(LetterState.RECEIVED, "received_at", name="letter_received_at_some_time"),
            together("sha256", "octets", "pages", name="letter_hash_has_its_size"),
            says("file", Q(sha256__isnull=False), name="letter_hash_has_its_file"),
            says("cancel_reason", Q(state=LetterState.CANCELLED), name="letter_cancelled_for_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=[*UNISSUED, LetterState.CANCELLED]) | Q(issued_at__isnull=False),
                name="letter_beyond_draft_was_issued",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} Nomor {self.number}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.pk])

    @property
    def kind_name(self) -> str:
        return kind_named(self.kind)

    @property
    def tone(self) -> str:
        return STATE_TONES[self.state]

    @property
    def steps(self) -> list[Step]:
        """Who did what when, in the order it was done."""
        done = [
            Step(label, getattr(self, f"{name}_at"), getattr(self, f"{name}_by"))
            for name, label in STEPS.items()
            if getattr(self, f"{name}_at") and getattr(self, f"{name}_by")
        ]
        note = f"tiba {long_date(self.received_on)}" if self.received_on else ""
        noted = [step._replace(note=note) if step.label == STEPS["received"] else step for step in done]
        return sorted(noted, key=lambda step: step.at)

    @property
    def is_unissued(self) -> bool:
        """Still words without number, code and force."""
        return self.state in UNISSUED

    @property
    def takes_signed_copy(self) -> bool:
        """A scan or a signed PDF may come back, also when the letter has gone already. Later it is kept unchanged."""
        return self.state in SIGNED_COPY_MOVES and self.signed_at is None

    @property
    def signed_label(self) -> str:
        """The signed mark: how the verified signature came, or nothing. Of a letter read with ``with_signed_way``."""
        return SignatureWay(self.signed_way).label if self.signed_way else ""

    @property
    def pdf_label(self) -> str:
        """Of a letter read with ``with_pdf_state``."""
        return PdfState(self.pdf_state).label

    @property
    def pdf_tone(self) -> str:
        return PDF_TONES[self.pdf_state]

    @property
    def is_on_its_way(self) -> bool:
        """The PDF waits or is being made, so it is worth asking again."""
        return self.pdf_state in (PdfState.WAITING, PdfState.RUNNING)

    @property
    def file_name(self) -> str:
        """What the PDF is called when somebody saves it: the number or the kind, and whose school it is about."""
        about = f"{self.school.npsn} {self.school.name}" if self.school else self.title if not self.number else ""
        return f"{slugify(f'{self.number or self.kind} {about}'.replace('/', '-'))[:120] or self.code}.pdf"

    @property
    def spaced_code(self) -> str:
        return spaced_code(self.code)

    @property
    def signing_office(self) -> str:
        """The function that signs, as the words name it; never the person."""
        block = self.content.get("signer") or self.content.get("head")
        return block["title"] if block else "Para pihak"

    @property
    def public_url(self) -> str:
        """Where everybody may check the letter; the QR code on the paper leads here."""
        return f"{settings.SITE_URL}/v/{self.code}"
