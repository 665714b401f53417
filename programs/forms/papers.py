"""Is what was typed for an invitation, a statement of support or a surat tugas well-formed?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from programs.forms.year import date_field
from programs.letters import Promise, Tour
from programs.models import Meeting, ProgramYear
from programs.rules import SupportKind

TOPICS = [  # R-3.1-02
    "Gambaran umum Sistem Penjaminan Mutu Pendidikan (SPMP)",
    "Peran pemerintah daerah dalam penjaminan mutu pendidikan",
    "Konsep sekolah model dan pola pengimbasan",
    "Pemahaman dan pelaksanaan Sistem Penjaminan Mutu Internal (SPMI)",
]
RUNDOWN = [
    "Hari ke-1 | 08.00–09.00 | Registrasi dan pembukaan | Kepala LPMP",
    f"Hari ke-1 | 09.00–12.00 | {TOPICS[0]} | Narasumber",
    f"Hari ke-1 | 13.00–16.00 | {TOPICS[1]} | Narasumber",
    f"Hari ke-2 | 08.00–12.00 | {TOPICS[2]} | Narasumber",
    f"Hari ke-2 | 13.00–15.00 | {TOPICS[3]} | Narasumber",
    "Hari ke-2 | 15.00–16.00 | Rencana tindak lanjut dan penutupan | Panitia",
]
PARTICIPANTS = ["Kepala dinas pendidikan", "Kepala bidang yang menangani penjaminan mutu", "Koordinator pengawas"]
FORMS = [
    "mengusulkan dan mendampingi sekolah model dan sekolah imbas;",
    "membentuk Tim Penjaminan Mutu Pendidikan Daerah (TPMPD);",
    "menugaskan pengawas dan fasilitator daerah;",
    "menyediakan anggaran sesuai kemampuan daerah.",
]
MOST_LINES = 40


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


class MeetingForm(forms.ModelForm):
    """The plan of a coordination meeting; a new one begins with the four topics of the guideline."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    starts_on, ends_on = date_field("Hari pertama"), date_field("Hari terakhir")

    class Meta:
        model = Meeting
        fields = ["title", "starts_on", "ends_on", "hours", "venue", "address", "topics", "participants", "rundown",
                  "note", "contact"]  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {"topics": 4, "participants": 3, "rundown": 7, "note": 2}.items()
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "Hari terakhir tidak boleh mendahului hari pertama.")
        return cleaned

    def _post_clean(self) -> None:
        """The service changes the row, not the form."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def new_meeting(program: ProgramYear) -> dict[str, Any]:
    """What a new plan begins with (R-3.1-02, -03): two days, four topics."""
    return {
        "title": f"Rapat Koordinasi {program.title} Tahun {program.year}", "hours": "08.00 WIB sampai selesai",
        "topics": "\n".join(TOPICS), "participants": "\n".join(PARTICIPANTS), "rundown": "\n".join(RUNDOWN),
        "note": f"Biaya kegiatan dibebankan pada DIPA {program.institution.short_name}.",
    }  # fmt: skip


class SupportPaperForm(forms.Form):
    """A statement of support, or an agreement."""

    head_name = forms.CharField(label="Nama kepala daerah", max_length=200, required=False)
    forms_text = forms.CharField(
        label="Bentuk dukungan", widget=forms.Textarea(attrs={"rows": 5}), initial="\n".join(FORMS),
        help_text="Satu per baris.",
    )  # fmt: skip
    amount = forms.DecimalField(
        label="Komitmen anggaran (Rp)", required=False, min_value=0, max_digits=14, decimal_places=0, localize=True
    )
    source = forms.CharField(label="Sumber anggaran", max_length=80, initial="APBD", required=False)
    number = forms.CharField(
        label="Nomor surat", max_length=120, required=False, help_text="Kosongkan agar nomor diambil otomatis."
    )
    dated = date_field("Tanggal surat", initial=timezone.localdate)
    until = date_field("Berlaku sampai", required=False)

    def __init__(self, *args: Any, kind: str, head: str, title: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["head_name"].label = f"Nama {title}"
        if kind == SupportKind.AGREEMENT:
            self.fields["head_name"].required = True
            self.fields["head_name"].initial = head
            del self.fields["number"]
        else:
            self.fields["head_name"].help_text = "Kosongkan bila kepala dinas yang menandatangani."
            del self.fields["until"]

    def clean_forms_text(self) -> list[str]:
        return lines(self.cleaned_data["forms_text"])

    @property
    def promise(self) -> Promise:
        data = self.cleaned_data
        return Promise(
            forms=data["forms_text"], amount=data["amount"], source=data["source"] or "APBD",
            number=data.get("number", ""), dated=data["dated"], until=data.get("until"),
        )  # fmt: skip


class TourForm(forms.Form):
    """Who goes when, and on what basis."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Verifikator", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu verifikator."},
    )  # fmt: skip
    starts_on, ends_on = date_field("Mulai"), date_field("Selesai")
    basis = forms.CharField(label="Dasar", widget=forms.Textarea(attrs={"rows": 3}), help_text="Satu per baris.")
    dated = date_field("Tanggal surat", initial=timezone.localdate)

    def __init__(self, *args: Any, people: QuerySet[User], program: ProgramYear, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        guideline = [f"{program.guideline};"] if program.guideline else []
        self.fields["people"].queryset = people
        self.fields["starts_on"].initial, self.fields["ends_on"].initial = today, today + timedelta(days=3)
        self.fields["basis"].initial = "\n".join(
            [*guideline, f"Program kerja {program.institution.short_name} tahun {program.year}."]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "Hari terakhir tidak boleh mendahului hari pertama.")
        return cleaned

    @property
    def tour(self) -> Tour:
        data = self.cleaned_data
        return Tour(data["starts_on"], data["ends_on"], lines(data["basis"]), data["dated"])
