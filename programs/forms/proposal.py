"""Is what an office types about its proposal and its schools well-formed? A draft may have gaps."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import CharFilter, ChoiceFilter, FilterSet

from core.forms import VersionedForm
from programs.models import Candidate, ProgramYear, Proposal
from programs.rules import Criterion, Funding, ProposalState


class ProposalForm(VersionedForm):
    class Meta:
        model = Proposal
        fields = ["letter_number", "letter_date", "support_note", "copies_to", "version"]
        widgets = {
            "letter_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "support_note": forms.Textarea(attrs={"rows": 3}),
            "copies_to": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "letter_number": "Nomor dari buku agenda dinas, misalnya 421.2/1187/DPK/2020.",
            "support_note": "Misalnya pendampingan pengawas, dana APBD, atau surat pernyataan dukungan bupati.",
            "copies_to": "Satu penerima setiap baris.",
        }


class CandidateForm(VersionedForm):
    class Meta:
        model = Candidate
        fields = [
            "not_yet_snp", "snp_note", "committed", "commitment_note", "supported", "support_note",
            "funding", "fewer_reason", "note", "version",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.model_id:
            del self.fields["funding"], self.fields["fewer_reason"]


class NewModelForm(forms.Form):
    """The criteria of a school that is being added, its funding, and its imbas schools."""

    funding = forms.ChoiceField(label="Pendanaan", choices=Funding, widget=forms.RadioSelect)
    not_yet_snp = forms.BooleanField(label=Criterion.NOT_YET_SNP.label, required=False)
    committed = forms.BooleanField(label=Criterion.COMMITTED.label, required=False)
    supported = forms.BooleanField(label=Criterion.SUPPORTED.label, required=False)
    snp_note = forms.CharField(label="Bukti belum memenuhi SNP", max_length=300, required=False)
    fewer_reason = forms.CharField(
        label="Alasan bila imbas kurang dari sasaran",
        max_length=300,
        required=False,
        help_text="Boleh diisi nanti; diminta saat usulan dikirim.",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class BulkCriterionForm(forms.Form):
    """One criterion, with one note, for every school that lacks it."""

    criterion = forms.ChoiceField(
        label="Kriteria", choices=[(c.value, c.label) for c in (Criterion.SUPPORTED, Criterion.COMMITTED)]
    )
    note = forms.CharField(label="Bukti", max_length=300)


class ProposalFilter(FilterSet):
    """The list of proposals: by year, state and words of the office's name."""

    program = ChoiceFilter(label="Tahun", empty_label="Semua tahun")
    state = ChoiceFilter(label="Status", choices=ProposalState, empty_label="Semua status")
    q = CharFilter(label="Dinas", method="named")

    class Meta:
        model = Proposal
        fields: list[str] = []

    def __init__(self, *args: Any, years: list[ProgramYear], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["program"].extra["choices"] = [(year.pk, str(year)) for year in years]

    def named(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        return queryset.filter(office__name__icontains=words)
