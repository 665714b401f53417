"""Is what people type about schools, clusters, offices and imports well-formed?"""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Q

from accounts.models import User
from accounts.rules import AT_SCHOOL, OFFICE_LEVELS, nip_fault
from core.uploads import check_image, check_spreadsheet
from schools.models import Cluster, Delegation, DelegationKind, ImportBatch, Institution, Place, School
from schools.rules.letterhead import format_fault
from schools.rules.regions import in_indonesia
from schools.services.schools import STAFF_FIELDS, fields_of

DEGREES = ["latitude", "longitude"]


def regencies_of(user: User) -> Any:
    """The kab/kota a person works in: all of the province, or the own one."""
    acting = user.acting
    if acting.place and acting.place.kind in ("regency", "city"):
        return Place.objects.filter(pk=acting.place_id)
    return Place.objects.regencies().filter(parent=acting.province_id)


def clean_nip(value: str) -> str:
    text = value.replace(" ", "")
    if text and (fault := nip_fault(text)):
        raise ValidationError(fault)
    return text


class ImportForm(forms.ModelForm):
    file = forms.FileField(
        label="Berkas", help_text="CSV, CSV.gz, atau Excel (.xlsx), paling besar 60 MB. Kolom NPSN wajib ada.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.gz,.xlsx,.txt"}),
    )  # fmt: skip

    class Meta:
        model = ImportBatch
        fields = ["file", "regency", "code_system"]

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["regency"].queryset = regencies_of(user)
        self.fields["regency"].empty_label = "Ada di dalam berkas"
        self.fields["code_system"].choices = [("", "Kenali sendiri"), *self.fields["code_system"].choices[1:]]

    def clean_file(self) -> File:
        check_spreadsheet(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class DegreesField(forms.FloatField):
    """Degrees with the comma of the pages or the dot of a map; shown with the comma."""

    def to_python(self, value: Any) -> float | None:
        if value in self.empty_values:
            return None
        try:
            return float(str(value).replace(",", "."))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class SchoolForm(forms.ModelForm):
    """A school's own people see what they know best; staff see all."""

    packages = forms.CharField(
        label="Kompetensi keahlian", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hanya SMK; satu per baris.",
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = School
        fields = STAFF_FIELDS
        field_classes = dict.fromkeys(DEGREES, DegreesField)
        widgets = {name: forms.TextInput(attrs={"inputmode": "decimal"}) for name in DEGREES}
        localized_fields = DEGREES

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kept = {*fields_of(user.role), "seen"}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        self.order_fields(["name", "level", "form", "status"])
        self.initial["seen"] = self.instance.updated_at.isoformat()
        self.initial["packages"] = "\n".join(self.instance.packages)
        if user.role not in AT_SCHOOL:
            self._narrow(user)

    def _narrow(self, user: User) -> None:
        """Only places and clusters that fit this school."""
        self.fields["regency"].queryset = regencies_of(user)
        near = Place.objects.filter(kind="district", parent=self.instance.regency_id).order_by("name")
        self.fields["district"].queryset = near
        fitting = Q(place=self.instance.regency_id) | Q(place__parent=self.instance.regency_id)
        self.fields["cluster"].queryset = Cluster.objects.filter(fitting, level=self.instance.level)

    def clean_packages(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["packages"].splitlines() if line.strip()]

    def clean_head_nip(self) -> str:
        return clean_nip(self.cleaned_data["head_nip"])

    def clean_seen(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None) and not {"latitude", "longitude"} & set(self.errors):
            self.add_error("latitude", "Isi lintang dan bujur kedua-duanya, atau kosongkan kedua-duanya.")
        elif latitude is not None and longitude is not None and not in_indonesia(latitude, longitude):
            self.add_error("latitude", "Koordinat ini di luar Indonesia. Contoh: lintang 0,5071, bujur 101,4478.")
        return cleaned

    def _post_clean(self) -> None:
        """The service changes the row, not the form."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def beside(self, current: School) -> list[tuple[str, Any, Any]]:
        """Label, typed and stored value of each field where the two differ."""
        pairs = [(self.fields[name].label, typed, getattr(current, name)) for name, typed in self.values.items()]
        return [pair for pair in pairs if pair[1] != pair[2]]


class ClusterForm(forms.ModelForm):
    class Meta:
        model = Cluster
        fields = ["kind", "name", "level", "place"]

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        inside = regencies_of(user)
        self.fields["place"].queryset = Place.objects.filter(Q(pk__in=inside) | Q(parent__in=inside)).order_by("name")
        if user.acting.place and (levels := OFFICE_LEVELS.get(user.acting.place.kind)) and "dinas" in user.role:
            self.fields["level"].choices = [c for c in self.fields["level"].choices if c[0] in ("", *levels)]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        same = Cluster.objects.exclude(pk=self.instance.pk).filter(
            place=cleaned.get("place"), level=cleaned.get("level"), name=cleaned.get("name")
        )
        if same.exists():
            self.add_error("name", "Gugus/klaster dengan nama ini sudah ada di wilayah dan jenjang itu.")
        return cleaned

    def _post_clean(self) -> None:
        """The service changes the row, not the form."""


class InstitutionForm(forms.ModelForm):
    class Meta:
        model = Institution
        fields = [
            "name", "short_name", "parent_name", "second_line", "address", "town", "phone", "fax", "email", "website",
            "unit_code", "number_format", "head_title", "head_name", "head_rank", "head_nip",
        ]  # fmt: skip
        help_texts = {"number_format": ""}  # the page explains every element, with an example

    logo = forms.FileField(
        label="Lambang", required=False, help_text="PNG atau JPEG. Kosongkan bila tidak berubah.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )  # fmt: skip

    def clean_number_format(self) -> str:
        pattern = self.cleaned_data["number_format"].strip()
        if fault := format_fault(pattern):
            raise ValidationError(fault)
        return pattern

    def clean_head_nip(self) -> str:
        return clean_nip(self.cleaned_data["head_nip"])

    def clean_logo(self) -> File | None:
        logo = self.cleaned_data["logo"]
        return check_image(logo, limit=2 * 1024 * 1024, keep_png=True) if logo else None

    def _post_clean(self) -> None:
        """The service changes the row, not the form."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "logo"}


class DelegationForm(forms.ModelForm):
    class Meta:
        model = Delegation
        fields = ["kind", "name", "title", "rank", "nip", "basis", "since", "until"]
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id="pengganti_%s", **kwargs)  # stands on one page with the office's own form

    def clean_nip(self) -> str:
        return clean_nip(self.cleaned_data["nip"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == DelegationKind.ON_BEHALF and not cleaned.get("title"):
            self.add_error("title", "Tulis jabatan yang menandatangani a.n., misalnya Kepala Subbagian Umum.")
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", "Hari terakhir tidak boleh mendahului hari pertama.")
        return cleaned

    def _post_clean(self) -> None:
        """The service writes the row, not the form."""
