"""Places, institutions, schools and their clusters, and the imports that brought them in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import says
from schools.queries import (
    ClusterQuerySet,
    DelegationQuerySet,
    ImportQuerySet,
    InstitutionQuerySet,
    PlaceQuerySet,
    SchoolQuerySet,
)
from schools.rules import Accreditation, ClusterKind, Level, Ownership, PlaceKind, Quality, name_key
from schools.rules.regions import CodeSystem


class Place(models.Model):
    """Nation, province, kab/kota or kecamatan, with the three code systems side by side.

    The codes look alike and mean different places: ``code`` is Kemendagri with dots, ``kemdikbud_code`` has six
    digits, ``bps_code`` none of the two (import-formats.md section 1).
    """

    kind = models.CharField("jenis", max_length=10, choices=PlaceKind)
    name = models.CharField("nama", max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField("kode Kemendagri", max_length=8, blank=True)
    kemdikbud_code = models.CharField("kode Kemdikbud", max_length=6, blank=True)
    bps_code = models.CharField("kode BPS", max_length=7, blank=True)
    other_names = models.JSONField("nama lain", default=list, blank=True)
    latitude = models.FloatField("lintang", null=True, blank=True)
    longitude = models.FloatField("bujur", null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["code", "name"]
        verbose_name = "wilayah"
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_place_per_kemendagri_code"),
            models.UniqueConstraint(
                fields=["kemdikbud_code"],
                condition=~Q(kemdikbud_code=""),
                name="one_place_per_kemdikbud_code",
            ),
            models.UniqueConstraint(
                fields=["bps_code", "kind"], condition=~Q(bps_code=""), name="one_place_per_bps_code_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=PlaceKind.NATION, parent=None) | (~Q(kind=PlaceKind.NATION) & ~Q(parent=None)),
                name="place_lies_in_a_place_unless_it_is_the_nation",
            ),
        ]

    def __str__(self) -> str:
        prefix = {"regency": "Kab. ", "city": "Kota ", "province": "Provinsi ", "district": "Kec. "}
        return f"{prefix.get(self.kind, '')}{self.name}"

    @property
    def formal(self) -> str:
        """The name as letters write it: ``Kabupaten Kampar``."""
        prefix = {"regency": "Kabupaten ", "city": "Kota ", "province": "Provinsi ", "district": "Kecamatan "}
        return f"{prefix.get(self.kind, '')}{self.name}"


class InstitutionKind(models.TextChoices):
    MINISTRY = "ministry", "Kementerian"
    LPMP = "lpmp", "LPMP"
    DINAS = "dinas", "Dinas pendidikan"
    PEMDA = "pemda", "Pemerintah daerah"


class Institution(models.Model):
    """An office that writes letters: its name, letterhead, head and number format are data, not code."""

    kind = models.CharField("jenis", max_length=10, choices=InstitutionKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="institutions", verbose_name="wilayah")
    name = models.CharField("nama lengkap", max_length=200)
    short_name = models.CharField("nama singkat", max_length=80)
    parent_name = models.CharField(
        "baris pertama kop", max_length=200, help_text="Misalnya KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN."
    )
    second_line = models.CharField("baris kedua kop", max_length=200, blank=True)
    address = models.CharField("alamat", max_length=250, blank=True)
    town = models.CharField("kota tempat surat", max_length=80, blank=True)
    phone = models.CharField("telepon", max_length=60, blank=True)
    fax = models.CharField("faksimile", max_length=60, blank=True)
    email = models.CharField("posel", max_length=120, blank=True)
    website = models.CharField("laman", max_length=120, blank=True)
    logo = models.ImageField("lambang", upload_to="lambang/", blank=True)
    unit_code = models.CharField("kode unit", max_length=30, blank=True)
    number_format = models.CharField(
        "format nomor surat", max_length=120, default="{seq}/{unit}/{subject}/{year}",
        help_text="Unsur: {seq} {seq4} {unit} {subject} {month_roman} {year}.",
    )  # fmt: skip
    head_title = models.CharField("jabatan kepala", max_length=120, default="Kepala")
    head_name = models.CharField("nama kepala", max_length=200, blank=True)
    head_rank = models.CharField("pangkat, golongan", max_length=60, blank=True)
    head_nip = models.CharField("NIP kepala", max_length=18, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "place__code"]
        verbose_name = "lembaga"
        constraints = [
            models.UniqueConstraint(fields=["kind", "place"], name="one_institution_per_kind_and_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schools:institution", args=[self.pk])


class DelegationKind(models.TextChoices):
    """How somebody else signs: as acting head, as head of some days, or on the head's behalf."""

    ACTING = "plt", "Plt."
    DAILY = "plh", "Plh."
    ON_BEHALF = "an", "a.n."


class Delegation(models.Model):
    """Who signs for an institution's head from a day until a day; open-ended while nobody knows better."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="delegations")
    kind = models.CharField("sebagai", max_length=3, choices=DelegationKind)
    name = models.CharField("nama", max_length=200)
    title = models.CharField(
        "jabatan sendiri", max_length=120, blank=True, help_text="Wajib untuk a.n., misalnya Kepala Subbagian Umum."
    )
    rank = models.CharField("pangkat, golongan", max_length=60, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    basis = models.CharField("dasar", max_length=200, blank=True, help_text="Nomor surat perintah atau keputusan.")
    since = models.DateField("sejak", default=timezone.localdate)
    until = models.DateField("sampai", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = "penanda tangan pengganti"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="delegation_ends_after_it_begins"
            ),
            says("title", Q(kind=DelegationKind.ON_BEHALF), name="delegation_on_behalf_has_its_own_function"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class Cluster(models.Model):
    """Schools that work together: a gugus of SD, a klaster of SMP, SMA or SMK."""

    kind = models.CharField("jenis", max_length=10, choices=ClusterKind)
    name = models.CharField("nama", max_length=100)
    level = models.CharField("jenjang", max_length=4, choices=Level)
    place = models.ForeignKey(Place, models.PROTECT, related_name="clusters", verbose_name="wilayah")

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["place", "level", "name"]
        verbose_name = "gugus/klaster"
        constraints = [
            models.UniqueConstraint(fields=["place", "level", "name"], name="one_cluster_per_place_level_and_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("schools:cluster", args=[self.pk])


class School(models.Model):
    """A school, known by its NPSN. Its name changes, its number does not."""

    npsn = models.CharField("NPSN", max_length=8, unique=True)
    dapodik_id = models.UUIDField("id Dapodik", null=True, blank=True)
    name = models.CharField("nama", max_length=150)
    name_key = models.CharField(max_length=150, editable=False, db_index=True)
    level = models.CharField("jenjang", max_length=4, choices=Level)
    form = models.CharField("bentuk", max_length=10, blank=True)
    status = models.CharField("status", max_length=1, choices=Ownership)
    is_open = models.BooleanField("masih beroperasi", default=True)
    address = models.CharField("alamat", max_length=250, blank=True)
    village = models.CharField("desa/kelurahan", max_length=100, blank=True)
    regency = models.ForeignKey(Place, models.PROTECT, related_name="schools", verbose_name="kab/kota")
    district = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="district_schools",
        verbose_name="kecamatan",
    )
    latitude = models.FloatField("lintang", null=True, blank=True)
    longitude = models.FloatField("bujur", null=True, blank=True)
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="schools", verbose_name="gugus/klaster"
    )
    accreditation = models.CharField("akreditasi", max_length=2, choices=Accreditation, blank=True)
    curriculum = models.CharField("kurikulum", max_length=60, blank=True)
    packages = models.JSONField("kompetensi keahlian", default=list, blank=True)
    pupils = models.PositiveIntegerField("peserta didik", null=True, blank=True)
    teachers = models.PositiveIntegerField("guru", null=True, blank=True)
    phone = models.CharField("telepon", max_length=30, blank=True)
    email = models.EmailField("posel", blank=True)
    head_name = models.CharField("kepala sekolah", max_length=150, blank=True)
    head_nip = models.CharField("NIP kepala sekolah", max_length=18, blank=True)
    head_phone = models.CharField("HP kepala sekolah", max_length=20, blank=True)
    quality = models.CharField("kategori mutu", max_length=1, choices=Quality, blank=True)
    quality_score = models.DecimalField("capaian SNP", max_digits=3, decimal_places=2, null=True, blank=True)
    quality_year = models.PositiveSmallIntegerField("tahun peta mutu", null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["regency__code", "level", "name"]
        verbose_name = "sekolah"
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="school_by_coordinates"),
            models.Index(fields=["regency", "level", "name"], name="school_by_regency_and_level"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(npsn__regex=r"^([0-9]{8}|NP[0-9]{6}|P[0-9]{7})$"), name="npsn_has_its_form"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="coordinates_come_in_pairs_and_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keeps the key that searches compare beside the name."""
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("schools:detail", args=[self.pk])

    @property
    def latest_part(self) -> str:
        """«Model 2020»: what the school was last, of the participations that were fetched with it."""
        latest = max(self.participations.all(), key=lambda found: found.program.year, default=None)
        return f"{latest.get_part_display()} {latest.program.year}" if latest else ""


class SchoolName(models.Model):
    """A name the school bore, from the day it was first seen."""

    school = models.ForeignKey(School, models.CASCADE, related_name="names")
    name = models.CharField("nama", max_length=150)
    since = models.DateField("sejak", default=timezone.localdate)

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = "riwayat nama"

    def __str__(self) -> str:
        return self.name


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Diunggah"
    CHECKED = "checked", "Sudah diperiksa"
    COMMITTED = "committed", "Sudah dimasukkan"
    REFUSED = "refused", "Ditolak"
    CANCELLED = "cancelled", "Dibatalkan"


class ImportBatch(models.Model):
    """One file of schools: kept whole, checked first, committed second."""

    file = models.FileField("berkas", upload_to="impor/")
    file_name = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    province = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    regency = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kab/kota berkas ini",
        help_text="Isi bila berkas tidak memuat kolom kab/kota.",
    )  # fmt: skip
    code_system = models.CharField(
        "sistem kode wilayah", max_length=10, choices=CodeSystem, blank=True,
        help_text="Isi hanya bila berkas memuat kode wilayah 4 angka tanpa titik.",
    )  # fmt: skip
    layout = models.CharField("tata letak", max_length=60, blank=True)
    rows = models.PositiveIntegerField("baris", default=0)
    new = models.PositiveIntegerField("baru", default=0)
    changed = models.PositiveIntegerField("berubah", default=0)
    unchanged = models.PositiveIntegerField("sama", default=0)
    rejected = models.PositiveIntegerField("ditolak", default=0)
    warnings = models.PositiveIntegerField("peringatan", default=0)
    refusal = models.TextField("alasan penolakan", blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "impor sekolah"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.COMMITTED) | Q(committed_at__isnull=False),
                name="import_committed_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(committed_by__isnull=True) | Q(committed_at__isnull=False),
                name="import_committed_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(rows=F("new") + F("changed") + F("unchanged") + F("rejected")),
                name="import_counts_add_up",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("schools:import_detail", args=[self.pk])


class ImportRowKind(models.TextChoices):
    NEW = "new", "Baru"
    CHANGED = "changed", "Berubah"
    ERROR = "error", "Galat"
    WARNING = "warning", "Peringatan"


class ImportRow(models.Model):
    """What the check found on one row: a difference, or a fault by column and value."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=ImportRowKind)
    sheet = models.CharField("lembar", max_length=60, blank=True)
    row = models.PositiveIntegerField("baris")
    column = models.CharField("kolom", max_length=80, blank=True)
    value = models.CharField("nilai", max_length=200, blank=True)
    message = models.CharField("keterangan", max_length=300, blank=True)
    npsn = models.CharField("NPSN", max_length=20, blank=True)
    name = models.CharField("nama", max_length=150, blank=True)
    difference = models.JSONField("perbedaan", default=dict, blank=True)

    class Meta:
        ordering = ["batch", "row", "pk"]
        verbose_name = "temuan impor"
        indexes = [models.Index(fields=["batch", "kind", "row"], name="import_findings_by_kind")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
