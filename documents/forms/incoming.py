"""What may be asked of the agenda, and what is written into it when a letter comes in?"""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.fields import ArrivingFileField, ArrivingFileInput
from core.forms import VersionedForm
from core.queries import reference
from core.uploads import SCAN_LIMIT, check_image_or_pdf, most
from documents.forms.register import DAY, SELECT
from documents.models import IncomingLetter, Letter
from documents.queries import IncomingQuerySet
from documents.rules import IncomingKind, Manner, read_code
from schools.models import School


class IncomingFilter(filters.FilterSet):
    q = filters.CharFilter(
        method="by_words", label="Agenda, nomor, asal, hal, atau sekolah",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )  # fmt: skip
    kind = filters.ChoiceFilter(choices=IncomingKind.choices, label="Jenis", empty_label="Semua jenis", widget=SELECT)
    manner = filters.ChoiceFilter(choices=Manner.choices, label="Sifat", empty_label="Semua", widget=SELECT)
    since = filters.DateFilter(field_name="received_on", lookup_expr="gte", label="Diterima sejak", widget=DAY)
    until = filters.DateFilter(field_name="received_on", lookup_expr="lte", label="Sampai", widget=DAY)

    class Meta:
        model = IncomingLetter
        fields: list[str] = []

    def by_words(self, queryset: IncomingQuerySet, name: str, value: str) -> IncomingQuerySet:
        return queryset.named(value)


class IncomingForm(VersionedForm):
    """What is written into the agenda. The number of the letter that is answered and the NPSN are looked up."""

    answers_number = forms.CharField(
        label="Membalas surat kita nomor", required=False, max_length=120,
        help_text="Nomor atau kode verifikasi surat dari Imbas.",
    )  # fmt: skip
    npsn = forms.CharField(label="Sekolah (NPSN)", required=False, max_length=8)
    subject = forms.ChoiceField(label="Tentang usulan", required=False)
    scan = ArrivingFileField(
        label="Pindaian", required=False, help_text=f"PDF atau foto, paling besar {most(SCAN_LIMIT)}.",
        widget=ArrivingFileInput(attrs={"accept": ".pdf,image/jpeg,image/png,image/webp"}),
    )  # fmt: skip

    class Meta:
        model = IncomingLetter
        fields = [
            "received_on", "sender", "number", "letter_date", "title", "kind", "manner", "answers_number", "npsn",
            "subject", "disposition", "scan", "version",
        ]  # fmt: skip
        widgets = {"received_on": DAY, "letter_date": DAY, "disposition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"number": "Kosongkan bila suratnya tidak bernomor."}

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["scan"].belongs_to(user)
        self.fields["subject"].choices = [("", "Tidak ada"), *_proposals(user)]
        self.found: dict[str, Any] = {"answers": None, "school": None}

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("Tanggal terima tidak boleh sesudah hari ini.")
        if self.instance.pk and day.year != self.instance.agenda_year:
            raise ValidationError(
                f"Nomor agenda ini hanya untuk surat yang diterima tahun {self.instance.agenda_year}."
            )
        return day

    def clean_answers_number(self) -> str:
        typed = self.cleaned_data["answers_number"].strip()
        if typed:
            ours = Letter.objects.visible_to(self.user).filter(Q(number=typed) | Q(code=read_code(typed)[:8]))
            self.found["answers"] = ours.order_by("-pk").first()
            if self.found["answers"] is None:
                raise ValidationError("Tidak ada surat dengan nomor atau kode itu yang dapat Anda lihat.")
        return typed

    def clean_npsn(self) -> str:
        typed = self.cleaned_data["npsn"].strip()
        if typed:
            self.found["school"] = School.objects.visible_to(self.user).filter(npsn=typed).first()
            if self.found["school"] is None:
                raise ValidationError("Tidak ada sekolah dengan NPSN itu di wilayah Anda.")
        return typed

    def clean_scan(self) -> File | None:
        posted = self.cleaned_data["scan"]
        return check_image_or_pdf(posted) if posted and posted is not self.instance.scan else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        received, dated = cleaned.get("received_on"), cleaned.get("letter_date")
        if received and dated and dated > received:
            self.add_error("letter_date", "Tanggal surat tidak mungkin sesudah tanggal terima.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the service is given."""
        names = ("received_on", "sender", "number", "letter_date", "title", "kind", "manner", "subject", "disposition")
        return {name: self.cleaned_data[name] for name in names} | self.found

    def typed_again(self, version: int) -> "IncomingForm":
        data = self.data.copy()
        data["version"] = version
        return IncomingForm(data, instance=self.instance, user=self.user)


def _proposals(user: User) -> list[tuple[str, str]]:
    """The proposals the person sees, newest year first; they live on a floor above and are found by name."""
    seen = apps.get_model("programs.Proposal").objects.visible_to(user).select_related("program", "office__place")
    return [(reference(row), str(row)) for row in seen.order_by("-program__year", "office__place__name")]


class AgendaForm(forms.Form):
    """Which book, from which day to which."""

    buku = forms.ChoiceField(label="Buku", choices=[("keluar", "Surat keluar"), ("masuk", "Surat masuk")])
    sejak = forms.DateField(label="Sejak", widget=DAY)
    sampai = forms.DateField(label="Sampai", widget=DAY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and cleaned["sejak"] > cleaned["sampai"]:
            self.add_error("sampai", "Tanggal akhir lebih awal daripada tanggal awal.")
        return cleaned
