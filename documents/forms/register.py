"""What may be asked of the register, and what a person types about a letter?"""

from datetime import date

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from core.formats import long_date
from documents.kinds import kinds
from documents.models import Bulk, BulkItem, Letter
from documents.queries import LetterQuerySet
from documents.retention import past_retention
from documents.rules import ITEM_WORDS, BulkState, LetterState
from schools.models import Institution

SELECT = forms.Select(attrs={"class": "form-select"})
DAY = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
MOST_OCTETS = 20_000_000


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in kinds().values()]


def year_choices() -> list[tuple[int, int]]:
    """Years in which letters were dated, newest first."""
    return [(day.year, day.year) for day in Letter.objects.dates("letter_date", "year", order="DESC")]


class LetterFilter(filters.FilterSet):
    q = filters.CharFilter(
        method="by_words", label="Nomor, hal, tujuan, atau sekolah",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )  # fmt: skip
    kind = filters.ChoiceFilter(choices=kind_choices, label="Jenis", empty_label="Semua jenis", widget=SELECT)
    state = filters.ChoiceFilter(choices=LetterState.choices, label="Status", empty_label="Semua", widget=SELECT)
    year = filters.ChoiceFilter(
        field_name="letter_date__year", choices=year_choices, label="Tahun", empty_label="Semua", widget=SELECT
    )
    issuer = filters.ModelChoiceFilter(
        queryset=lambda request: Institution.objects.visible_to(request.user), label="Penerbit",
        empty_label="Semua penerbit", widget=SELECT,
    )  # fmt: skip
    retention = filters.ChoiceFilter(
        choices=[("past", "Retensi lewat")], method="by_retention", label="Retensi", empty_label="Semua", widget=SELECT
    )
    since = filters.DateFilter(field_name="letter_date", lookup_expr="gte", label="Sejak", widget=DAY)
    until = filters.DateFilter(field_name="letter_date", lookup_expr="lte", label="Sampai", widget=DAY)

    class Meta:
        model = Letter
        fields: list[str] = []

    def by_words(self, queryset: LetterQuerySet, name: str, value: str) -> LetterQuerySet:
        return queryset.named(value)

    def by_retention(self, queryset: LetterQuerySet, name: str, value: str) -> LetterQuerySet:
        return queryset.filter(past_retention(timezone.localdate().year))


class ReceiptForm(forms.Form):
    received_on = forms.DateField(
        label="Tanggal diterima", widget=DAY, help_text="Menurut tanda terima atau ekspedisi."
    )

    def __init__(self, *args: object, letter: Letter, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.letter = letter

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day < self.letter.letter_date:
            raise ValidationError(
                f"Surat ini bertanggal {long_date(self.letter.letter_date)}; tidak mungkin diterima sebelumnya."
            )
        if day > timezone.localdate():
            raise ValidationError("Tanggal terima tidak boleh sesudah hari ini.")
        return day


class CompareForm(forms.Form):
    file = forms.FileField(label="Berkas PDF", required=False, help_text="Paling besar 20 MB. Berkas tidak disimpan.")
    sha256 = forms.CharField(
        label="atau sidik SHA-256", required=False, max_length=64,
        validators=[RegexValidator(r"^[0-9a-fA-F]{64}$", "Sidik SHA-256 terdiri atas 64 angka dan huruf a–f.")],
    )  # fmt: skip

    def clean_file(self) -> object:
        posted = self.cleaned_data["file"]
        if posted and posted.size > MOST_OCTETS:
            raise ValidationError("Berkas lebih besar dari 20 MB; surat dari Imbas tidak sebesar itu.")
        return posted

    def clean_sha256(self) -> str:
        return self.cleaned_data["sha256"].lower()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors and not cleaned["file"] and not cleaned["sha256"]:
            raise ValidationError("Pilih berkas PDF atau tempel sidik SHA-256-nya.")
        return cleaned


class BulkFilter(filters.FilterSet):
    q = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Penerbitan")
    state = filters.ChoiceFilter(choices=BulkState.choices, label="Status", empty_label="Semua")

    class Meta:
        model = Bulk
        fields: list[str] = []


class BulkItemFilter(filters.FilterSet):
    q = filters.CharFilter(field_name="label", lookup_expr="icontains", label="Untuk")
    keadaan = filters.ChoiceFilter(
        choices=list(ITEM_WORDS.items()), field_name="outcome", label="Keadaan", empty_label="Semua"
    )

    class Meta:
        model = BulkItem
        fields: list[str] = []
