"""Is what was typed about a programme year well-formed?"""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.fields import ArrivingFileField, ArrivingFileInput
from core.uploads import PAGE_LIMIT, SCAN_LIMIT, check_image_or_pdf, most
from programs.models import ProgramYear, SupportOutput
from programs.rules import StageKind
from schools.models import Place
from schools.rules import PROGRAMME_LEVELS

FIRST_YEAR, LAST_YEAR = 2016, 2099


def date_field(label: str, **more: Any) -> forms.DateField:
    """A date that every browser offers a calendar for."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class YearNumber(forms.Form):
    """For which year another one is copied."""

    year = forms.IntegerField(label="Tahun", min_value=FIRST_YEAR, max_value=LAST_YEAR)


class YearForm(forms.ModelForm):
    """A year from the defaults."""

    class Meta:
        model = ProgramYear
        fields = ["year", "title", "model_term", "imbas_term", "guideline", "default_models", "default_imbas"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "year" in self.fields:
            self.fields["year"] = YearNumber().fields["year"]
        self.fields["default_models"].help_text = "Berlaku saat kuota dibuat; kuota tiap kab/kota diatur tersendiri."
        self.fields["default_imbas"].max_value = 20


class YearChangeForm(YearForm):
    """A year that exists: its number stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(YearForm.Meta):
        fields = ["title", "model_term", "imbas_term", "guideline", "default_models", "default_imbas"]


class StagesForm(forms.Form):
    """The dates of all stages on one page."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for kind in StageKind:
            self.fields[f"start_{kind}"] = date_field(f"{kind.label}: mulai")
            self.fields[f"due_{kind}"] = date_field(f"{kind.label}: batas")
        for found in self.fields.values():
            found.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in StageKind:
            start, due = cleaned.get(f"start_{kind}"), cleaned.get(f"due_{kind}")
            if start and due and due < start:
                self.add_error(f"due_{kind}", "Batas tidak boleh mendahului tanggal mulai.")
        return cleaned

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Label, start and due of each stage, as the page sets them in a table."""
        return [(str(kind.label), self[f"start_{kind}"], self[f"due_{kind}"]) for kind in StageKind]

    @property
    def dates(self) -> dict[str, tuple[date, date]]:
        return {
            kind.value: (self.cleaned_data[f"start_{kind}"], self.cleaned_data[f"due_{kind}"]) for kind in StageKind
        }


class StagePlaceForm(forms.Form):
    """Other dates for one kab/kota, with the reason."""

    kind = forms.ChoiceField(label="Tahap", choices=StageKind.choices)
    place = forms.ModelChoiceField(Place.objects.none(), label="Kab/kota atau provinsi")
    starts_on = date_field("Mulai")
    due_on = date_field("Batas")
    reason = forms.CharField(label="Alasan", max_length=300)

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if start and due and due < start:
            self.add_error("due_on", "Batas tidak boleh mendahului tanggal mulai.")
        return cleaned


class QuotaForm(forms.Form):
    """One kab/kota in the table of quotas; its prefix is the key of the quota."""

    models_total = forms.IntegerField(label="Kuota model", min_value=0, max_value=9999)
    imbas_per_model = forms.IntegerField(label="Imbas per model", min_value=0, max_value=20)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, place: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for level in PROGRAMME_LEVELS:
            self.fields[level.value] = forms.IntegerField(label=f"Kuota {level.label}", min_value=0, max_value=9999)
        for name, found in self.fields.items():
            if name != "version":
                found.widget.attrs |= {"class": "form-control num cell", "aria-label": f"{found.label}, {place}"}

    @property
    def cells(self) -> list[forms.BoundField]:
        return [self[level.value] for level in PROGRAMME_LEVELS]

    @property
    def shares(self) -> dict[str, int]:
        return {level.value: self.cleaned_data[level.value] for level in PROGRAMME_LEVELS}


class ShiftForm(forms.Form):
    """How many places go from one level to its partner."""

    source = forms.ChoiceField(label="Arah")
    places = forms.IntegerField(label="Jumlah tempat", min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, directions: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = directions


class SupportForm(forms.ModelForm):
    """One output of one pemda."""

    document = ArrivingFileField(
        label="Dokumen (PDF atau foto)",
        required=False,
        help_text=f"Paling besar {most(SCAN_LIMIT)}; PDF paling banyak {PAGE_LIMIT} halaman.",
        widget=ArrivingFileInput(attrs={"accept": "application/pdf,image/*"}),
    )
    received_on = date_field("Tanggal diterima")

    class Meta:
        model = SupportOutput
        fields = ["note", "amount", "document"]

    field_order = ["received_on", "note", "amount", "document"]

    def __init__(self, *args: Any, owner: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["document"].belongs_to(owner)

    def clean_document(self) -> Any:
        document = self.cleaned_data.get("document")
        return check_image_or_pdf(document) if document and "document" in self.changed_data else None
