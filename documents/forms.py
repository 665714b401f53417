"""What may be asked of the register, and what a person types about a letter?"""

from collections.abc import Mapping
from datetime import date

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from core.formats import long_date
from documents.kinds import LetterKind, kinds
from documents.models import Bulk, BulkItem, Letter
from documents.queries import LetterQuerySet
from documents.rules import ITEM_WORDS, BulkState, LetterState
from documents.texts import TextRow
from documents.wording import MOST_CHARACTERS, Block, all_faults, tidy
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
    since = filters.DateFilter(field_name="letter_date", lookup_expr="gte", label="Sejak", widget=DAY)
    until = filters.DateFilter(field_name="letter_date", lookup_expr="lte", label="Sampai", widget=DAY)

    class Meta:
        model = Letter
        fields: list[str] = []

    def by_words(self, queryset: LetterQuerySet, name: str, value: str) -> LetterQuerySet:
        return queryset.named(value)


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


class TextField(forms.CharField):
    """Keeps what was typed as it was typed, but for what no paper can show."""

    def to_python(self, value: object) -> str:
        return tidy(super().to_python(value))


class TextForm(forms.Form):
    """The texts of one kind. Faults are shown, but only publishing asks for their repair."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Catatan perubahan", required=False, max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text="Apa yang berubah dan mengapa. Tercatat pada riwayat versi.",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, object], kind: LetterKind):
        super().__init__(data)
        self.kind = kind
        for block in kind.blocks:
            rows = min(14, max(2, len(str(data.get(block.name, ""))) // 70 + 2))
            self.fields[block.name] = TextField(
                label=block.label, help_text=block.help, required=False, strip=False, max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"class": "form-control", "rows": rows, "maxlength": None}),
            )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, also where it is too long to be kept."""
        return {block.name: tidy(str(self.data.get(block.name, ""))) for block in self.kind.blocks}

    @property
    def rows(self) -> list[tuple[Block, forms.BoundField]]:
        return [(block, self[block.name]) for block in self.kind.blocks]

    def point_out(self) -> "TextForm":
        """Show every fault at its field."""
        for fault in all_faults(self.kind.blocks, self.texts):
            where = f"baris {fault.line}, kolom {fault.column}: " if fault.line else ""
            self.add_error(fault.block, where + fault.reason)
        return self

    def on(self, seen: str) -> "TextForm":
        """The same words on what is stored now, ready to be sent once more."""
        return TextForm({**{name: self.data.get(name, "") for name in self.fields}, "seen": seen}, self.kind)


class TextFilterForm(forms.Form):
    q = forms.CharField(label="Jenis surat", required=False)
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), ("bawaan", "Teks bawaan"), ("disunting", "Disunting"),
                                                  ("konsep", "Ada konsep")],
    )  # fmt: skip


class TextFilter:
    """A filter over the kinds of letter, which are code and not rows."""

    def __init__(self, data: Mapping[str, object], rows: list[TextRow]):
        self.form = TextFilterForm(data)
        self.form.is_valid()
        words = self.form.cleaned_data.get("q", "").lower().split()
        wanted = self.form.cleaned_data.get("keadaan", "")
        self.qs = [
            row for row in rows
            if all(word in row.name.lower() for word in words) and (not wanted or wanted in row.conditions)
        ]  # fmt: skip
