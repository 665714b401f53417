"""Is what a school writes and sends for its commitment well-formed? Who signs may stay open until it is printed."""

from typing import Any

from django import forms
from django.core.files.base import File
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter, NumberFilter

from accounts.rules import nip_fault
from core.fields import ArrivingFileField, ArrivingFileInput
from core.models import Purpose
from core.uploads import PAGE_LIMIT, SCAN_LIMIT, check_image_or_pdf, most
from programs.models import Candidate, ProgramYear
from programs.rules import CommitmentState, Part

SIGNERS = {
    Part.MODEL: {
        "teacher": "Wakil guru",
        "staff": "Wakil tenaga kependidikan",
        "committee": "Ketua komite sekolah",
        "parent": "Wakil orang tua",
        "pupil": "Wakil peserta didik",
        "supervisor": "Pengawas pembina",
    },
    Part.IMBAS: {"committee": "Ketua komite sekolah", "supervisor": "Pengawas pembina"},
}
WITH_NIP = {"teacher", "staff", "supervisor"}


class SignatoryForm(forms.Form):
    """Name, and NIP where there may be one, of everybody who signs. Every field may wait."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, part: str, signatories: dict[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.part = part
        for key, label in SIGNERS[Part(part)].items():
            known = signatories.get(key) or {}
            known = {"name": known} if isinstance(known, str) else known
            self.fields[f"{key}_name"] = forms.CharField(
                label=label, max_length=150, required=False, initial=known.get("name", "")
            )
            if key in WITH_NIP:
                self.fields[f"{key}_nip"] = forms.CharField(
                    label=f"NIP {label.lower()}", max_length=25, required=False, initial=known.get("nip", ""),
                    help_text="Kosongkan bila bukan PNS.", widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in [n for n in self.fields if n.endswith("_nip")]:
            nip = "".join(data.get(name, "").split())
            if nip and (fault := nip_fault(nip)):
                self.add_error(name, fault)
            data[name] = nip
        return data

    def signatories(self) -> dict[str, dict[str, str]]:
        """As the commitment keeps them: function -> name and NIP."""
        data = self.cleaned_data
        return {
            key: {"name": data.get(f"{key}_name", ""), "nip": data.get(f"{key}_nip", "")}
            for key in SIGNERS[Part(self.part)]
        }

    def differences(self, current: dict[str, Any]) -> list[tuple[str, str, str]]:
        """(label, what was typed here, what is saved now) of each person that differs."""
        found = []
        for key, label in SIGNERS[Part(self.part)].items():
            typed, saved = self.signatories()[key], current.get(key) or {}
            if typed != saved:
                found.append((label, _person(typed), _person(saved)))
        return found


def _person(person: dict[str, str]) -> str:
    return " · ".join(filter(None, (person.get("name"), person.get("nip")))) or "(kosong)"


class ScanForm(forms.Form):
    scan = ArrivingFileField(
        purpose=Purpose.SCAN,
        label="Foto atau PDF pernyataan yang sudah ditandatangani",
        help_text=f"Satu berkas, paling besar {most(SCAN_LIMIT)}; PDF paling banyak {PAGE_LIMIT} halaman. "
        "Foto diluruskan dan diperkecil sendiri.",
        widget=ArrivingFileInput(attrs={"accept": "image/*,application/pdf"}),
        error_messages={"required": "Pilih atau potret dahulu pernyataannya.", "empty": "Berkas kosong (0 bita)."},
    )

    def __init__(self, *args: Any, owner: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["scan"].belongs_to(owner)

    def clean_scan(self) -> File:
        return check_image_or_pdf(self.cleaned_data["scan"])


class CommitmentFilter(FilterSet):
    """The overview: by year, state, form and words of the school's name; ``usulan`` keeps to one proposal."""

    program = ModelChoiceFilter(label="Tahun", queryset=ProgramYear.objects.none(), empty_label="Semua tahun")
    keadaan = ChoiceFilter(label="Keadaan", choices=CommitmentState, field_name="commitment_state", empty_label="Semua")
    part = ChoiceFilter(
        label="Formulir", choices=[("model", "02.2 model"), ("imbas", "02.3 imbas")], empty_label="Semua"
    )
    q = CharFilter(label="Sekolah", field_name="school__name", lookup_expr="icontains")
    usulan = NumberFilter(field_name="proposal", widget=forms.HiddenInput)

    class Meta:
        model = Candidate
        fields: list[str] = []

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["program"].queryset = ProgramYear.objects.visible_to(user)
