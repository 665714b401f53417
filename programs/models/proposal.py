"""What an office proposes: the proposal, its schools, and what the schools commit to."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import needs, says, together
from programs.models.people import person
from programs.models.year import ProgramYear, QuotaShare
from programs.queries import CandidateQuerySet, ProposalQuerySet
from programs.rules import (
    LIVE_CANDIDATE,
    CandidateState,
    Funding,
    Part,
    ProposalState,
)
from schools.models import Institution, School


class Proposal(models.Model):
    """What one office proposes in one year, in one or more rounds. The state moves only in services."""

    program = models.ForeignKey(ProgramYear, models.PROTECT, related_name="proposals")
    office = models.ForeignKey(Institution, models.PROTECT, related_name="proposals", verbose_name="pengusul")
    state = models.CharField(max_length=16, choices=ProposalState, default=ProposalState.DRAFT)
    round = models.PositiveSmallIntegerField("putaran", default=1)
    letter_number = models.CharField("nomor surat dinas", max_length=120, blank=True)
    letter_date = models.DateField("tanggal surat dinas", null=True, blank=True)
    support_note = models.TextField("bentuk dukungan daerah", blank=True)
    copies_to = models.TextField("tembusan", blank=True)
    receipt = models.CharField("nomor tanda terima", max_length=30, blank=True)
    sendings = models.PositiveSmallIntegerField("berapa kali dikirim", default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = person()
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = person()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = person()
    returned_at = models.DateTimeField(null=True)
    returned_by = person()
    return_reason = models.TextField(blank=True)
    replace_until = models.DateField("batas pengganti", null=True, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = person()
    close_reason = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-program__year", "office__place__code"]
        verbose_name = "usulan"
        constraints = [
            models.UniqueConstraint(fields=["program", "office"], name="one_proposal_per_office_and_year"),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="one_proposal_per_receipt"),
            together("submitted_at", "submitted_by", name="proposal_submitted_by_someone_at_some_time"),
            together("returned_at", "returned_by", name="proposal_returned_by_someone_at_some_time"),
            together("closed_at", "closed_by", name="proposal_closed_by_someone_at_some_time"),
            needs(ProposalState.SUBMITTED, "submitted_at", name="proposal_submitted_has_its_sender"),
            needs(ProposalState.RETURNED, "returned_at", name="proposal_returned_has_its_sender"),
            needs(ProposalState.CLOSED_JOINTLY, "closed_at", name="proposal_closed_jointly_was_closed"),
            needs(ProposalState.CLOSED_BY_LPMP, "closed_at", name="proposal_closed_by_lpmp_was_closed"),
            says("close_reason", Q(state=ProposalState.CLOSED_BY_LPMP), name="closing_alone_has_a_reason"),
            says("receipt", Q(state=ProposalState.SUBMITTED), name="proposal_submitted_has_a_receipt"),
        ]

    def __str__(self) -> str:
        return f"Usulan {self.office.short_name} {self.program.year}"

    def get_absolute_url(self) -> str:
        return reverse("programs:proposal", args=[self.pk])


class Candidate(models.Model):
    """A school in a proposal: as model, or as imbas of a model in the same proposal."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="candidates")
    program = models.ForeignKey(ProgramYear, models.PROTECT, related_name="candidates")
    school = models.ForeignKey(School, models.PROTECT, related_name="candidates", verbose_name="sekolah")
    part = models.CharField("peran", max_length=5, choices=Part)
    model = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="imbas")
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.PROPOSED)
    round = models.PositiveSmallIntegerField("putaran", default=1)
    funding = models.CharField("pendanaan", max_length=10, choices=Funding, default=Funding.IN_QUOTA)
    share = models.ForeignKey(QuotaShare, models.PROTECT, null=True, blank=True, related_name="candidates")
    not_yet_snp = models.BooleanField("belum memenuhi SNP", default=False)
    committed = models.BooleanField("seluruh komponen berkomitmen", default=False)
    supported = models.BooleanField("didukung pemerintah daerah", default=False)
    snp_note = models.CharField("bukti belum memenuhi SNP", max_length=300, blank=True)
    commitment_note = models.CharField("bukti komitmen", max_length=300, blank=True)
    support_note = models.CharField("bukti dukungan", max_length=300, blank=True)
    fewer_reason = models.CharField("alasan imbas kurang dari sasaran", max_length=300, blank=True)
    distance_km = models.DecimalField("jarak (km)", max_digits=6, decimal_places=1, null=True, blank=True)
    same_cluster = models.BooleanField("gugus/klaster sama", null=True)
    note = models.CharField("keterangan", max_length=300, blank=True)
    result_reason = models.CharField("alasan hasil", max_length=300, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replacements")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = person()

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "calon sekolah"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "school"],
                condition=Q(state__in=LIVE_CANDIDATE),
                name="one_school_once_per_year",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.MODEL, model=None) | Q(part=Part.IMBAS, model__isnull=False),
                name="imbas_has_a_model_and_a_model_has_none",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(part=Part.MODEL, funding=Funding.IN_QUOTA),
                name="only_models_in_quota_take_a_place",
            ),
            says("result_reason", Q(state=CandidateState.FAILED), name="candidate_failed_for_a_reason"),
        ]
        indexes = [models.Index(fields=["proposal", "part", "state"], name="candidate_of_proposal")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("programs:candidate", args=[self.pk])

    @property
    def criteria_met(self) -> int:
        """How many of the three criteria are recorded (R-2.2-06)."""
        return self.not_yet_snp + self.committed + self.supported


class Commitment(models.Model):
    """Formulir 02.2 of a model, 02.3 of an imbas school: who signs, and the signed scan (R-3.2-09, -10)."""

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="commitment")
    signatories = models.JSONField("penanda tangan", default=dict, blank=True)
    filled_at = models.DateTimeField(null=True)
    filled_by = person()
    scan = models.FileField("pindaian bertanda tangan", upload_to="komitmen/", null=True, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(null=True)
    uploaded_by = person()
    receipt = models.CharField("nomor tanda terima", max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "pernyataan komitmen"
        constraints = [
            together("filled_at", "filled_by", name="commitment_filled_by_someone_at_some_time"),
            together("uploaded_at", "uploaded_by", name="commitment_uploaded_by_someone_at_some_time"),
            says("scan_sha256", Q(uploaded_at__isnull=False), name="commitment_scan_has_its_hash"),
            says("receipt", Q(uploaded_at__isnull=False), name="commitment_scan_has_its_receipt"),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="one_commitment_per_receipt"),
        ]

    def __str__(self) -> str:
        form = "02.2" if self.candidate.part == Part.MODEL else "02.3"
        return f"Formulir {form} {self.candidate.school}"
