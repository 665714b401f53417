"""What the lists of schools, imports, clusters and offices show, and by what they are filtered."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string

from core.formats import moment
from core.keys import key_of
from schools.forms import regencies_of
from schools.models import Cluster, ImportBatch, ImportRow, ImportRowKind, ImportState, Institution, Place, School
from schools.rules import Accreditation, Level, Ownership, Quality

PARTS = (("model", "Sekolah model"), ("imbas", "Sekolah imbas"), ("none", "Tidak ikut"))
STATE_TONES = {"uploaded": "info", "checked": "wait", "committed": "ok", "refused": "bad", "cancelled": "idle"}
KIND_TONES = {"new": "ok", "changed": "info", "error": "bad", "warning": "wait"}


NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def chip(tone: str, label: str) -> str:
    return render_to_string("components/chip.html", {"tone": tone, "label": label})


def my_regencies(request: Any) -> QuerySet:
    user = request.user
    return Place.objects.regencies() if user.role == "national" else regencies_of(user)


def my_districts(request: Any) -> QuerySet:
    """Of the chosen kab/kota only: the whole list of a province would be too long to choose from."""
    chosen = key_of(request.GET.get("kabkota", ""))
    inside = my_regencies(request).filter(pk=chosen) if chosen is not None else my_regencies(request)[:0]
    return Place.objects.filter(kind="district", parent__in=list(inside)).order_by("name")


class SchoolFilter(filters.FilterSet):
    q = filters.CharFilter(label="Nama atau NPSN", method="search")
    kabkota = filters.ModelChoiceFilter(label="Kab/kota", field_name="regency", queryset=my_regencies)
    kecamatan = filters.ModelChoiceFilter(label="Kecamatan", field_name="district", queryset=my_districts)
    jenjang = filters.ChoiceFilter(label="Jenjang", field_name="level", choices=Level.choices)
    status = filters.ChoiceFilter(label="Status", choices=Ownership.choices)
    mutu = filters.ChoiceFilter(label="Kategori mutu", field_name="quality", choices=Quality.choices)
    akreditasi = filters.ChoiceFilter(label="Akreditasi", field_name="accreditation", choices=Accreditation.choices)
    peran = filters.ChoiceFilter(label="Peran tahun ini", choices=PARTS, method="by_part")

    class Meta:
        model = School
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not self.data.get("kabkota"):
            del self.filters["kecamatan"]

    def search(self, found: QuerySet, name: str, value: str) -> QuerySet:
        return found.named(value)

    def by_part(self, found: QuerySet, name: str, value: str) -> QuerySet:
        return found.taking_part(value)


class SchoolTable(tables.Table):
    caption = "Sekolah"
    npsn = tables.Column("NPSN")
    name = tables.Column("Nama", linkify=True, attrs={"td": {"class": "named"}})
    level = tables.Column("Jenjang")
    status = tables.Column("Status")
    regency = tables.Column("Kab/kota", order_by="regency__name")
    district = tables.Column("Kecamatan", order_by="district__name")
    cluster = tables.Column("Gugus/klaster", order_by="cluster__name")
    accreditation = tables.Column("Akreditasi")
    quality = tables.Column("Kategori mutu")
    latest_part = tables.Column("Peran", orderable=False, empty_values=())

    class Meta:
        model = School
        fields: list[str] = []

    def render_latest_part(self, value: str) -> str:
        return chip(value.split()[-2].lower(), value) if value else "–"

    def value_latest_part(self, value: str) -> str:
        return value


class ImportFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label="Keadaan", choices=ImportState.choices)

    class Meta:
        model = ImportBatch
        fields: list[str] = []


class ImportTable(tables.Table):
    caption = "Impor"
    file_name = tables.Column("Berkas", linkify=True)
    state = tables.Column("Keadaan")
    layout = tables.Column("Tata letak")
    rows = tables.Column("Baris", attrs=NUMBER)
    new = tables.Column("Baru", attrs=NUMBER)
    changed = tables.Column("Berubah", attrs=NUMBER)
    rejected = tables.Column("Ditolak", attrs=NUMBER)
    uploaded_at = tables.Column("Diunggah")
    uploaded_by = tables.Column("Oleh", order_by="uploaded_by__name")

    class Meta:
        model = ImportBatch
        fields: list[str] = []
        empty_text = "Unggah daftar sekolah; perubahannya Anda lihat dahulu sebelum dimasukkan."

    def render_state(self, record: ImportBatch) -> str:
        return chip(STATE_TONES[record.state], record.get_state_display())

    def value_state(self, record: ImportBatch) -> str:
        return record.get_state_display()

    def render_uploaded_at(self, value: Any) -> str:
        return moment(value)


class FindingFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(label="Temuan", choices=ImportRowKind.choices)
    npsn = filters.CharFilter(label="NPSN", lookup_expr="startswith")

    class Meta:
        model = ImportRow
        fields: list[str] = []


class FindingTable(tables.Table):
    caption = "Temuan"
    kind = tables.Column("Temuan")
    sheet = tables.Column("Lembar")
    row = tables.Column("Baris", attrs=NUMBER)
    column = tables.Column("Kolom")
    value = tables.Column("Nilai")
    message = tables.Column("Keterangan", empty_values=(), orderable=False)
    npsn = tables.Column("NPSN")
    name = tables.Column("Nama")

    class Meta:
        model = ImportRow
        fields: list[str] = []

    def render_kind(self, record: ImportRow) -> str:
        return chip(KIND_TONES[record.kind], record.get_kind_display())

    def value_kind(self, record: ImportRow) -> str:
        return record.get_kind_display()

    def render_message(self, record: ImportRow) -> str:
        return render_to_string("schools/import/difference.html", {"finding": record})

    def value_message(self, record: ImportRow) -> str:
        changes = (
            f"{name}: {old or '(kosong)'} → {new or '(kosong)'}" for name, (old, new) in record.difference.items()
        )
        return record.message or "; ".join(changes)


class ClusterFilter(filters.FilterSet):
    q = filters.CharFilter(label="Nama", field_name="name", lookup_expr="icontains")
    level = filters.ChoiceFilter(label="Jenjang", choices=Level.choices)

    class Meta:
        model = Cluster
        fields: list[str] = []


class ClusterTable(tables.Table):
    caption = "Gugus dan klaster"
    name = tables.Column("Nama", linkify=True)
    kind = tables.Column("Jenis")
    level = tables.Column("Jenjang")
    place = tables.Column("Wilayah", order_by="place__name")
    size = tables.Column("Sekolah", attrs=NUMBER)

    class Meta:
        model = Cluster
        fields: list[str] = []


class InstitutionFilter(filters.FilterSet):
    q = filters.CharFilter(label="Nama", field_name="name", lookup_expr="icontains")

    class Meta:
        model = Institution
        fields: list[str] = []


class InstitutionTable(tables.Table):
    caption = "Lembaga"
    name = tables.Column("Nama", linkify=True)
    kind = tables.Column("Jenis")
    place = tables.Column("Wilayah", order_by="place__name")
    head_name = tables.Column("Kepala")
    town = tables.Column("Kota tempat surat")

    class Meta:
        model = Institution
        fields: list[str] = []
