"""Which states has each component? Examples for the gallery page; nothing here is real."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from core.models import Event, Job

TONES = [
    ("ok", "Layak"), ("wait", "Menunggu"), ("bad", "Tidak layak"), ("info", "Diproses"), ("idle", "Konsep"),
    ("model", "Model"), ("imbas", "Imbas"),
]  # fmt: skip


class ExampleForm(forms.Form):
    """One field of every kind that pages use."""

    name = forms.CharField(label="Nama sekolah", max_length=40, help_text="Seperti tertulis di Dapodik.")
    npsn = forms.CharField(label="NPSN", min_length=8, max_length=8)
    level = forms.ChoiceField(label="Jenjang", choices=[("", "Pilih"), ("SD", "SD"), ("SMP", "SMP")])
    agreed = forms.BooleanField(label="Seluruh komponen bersedia")
    note = forms.CharField(label="Keterangan", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def examples(wrong: bool) -> dict[str, Any]:
    """Everything the gallery shows; ``wrong`` fills the form with faults."""
    now = timezone.now()
    return {
        "tones": TONES,
        "bars": [(0, 16), (7, 16), (16, 16), (20, 16)],
        "facts": [("Pengusul", "Dinas Pendidikan Kab. Kampar"), ("Diterima", "27 Maret 2020"), ("Catatan", "")],
        "events": [
            Event(verb="proposal.submitted", actor_name="Nurhayati", at=now, data={"round": 1, "receipt": "TT-1"}),
            Event(verb="proposal.created", actor_name="Nurhayati", at=now - timedelta(days=7)),
        ],
        "jobs": [
            Job(state="waiting"), Job(state="running", done=12, total=34), Job(state="done"),
            Job(state="failed", error="Berkas tidak dapat dibaca."),
        ],
        "form": ExampleForm({"npsn": "123", "note": "tetap tersimpan"} if wrong else None),
    }  # fmt: skip
