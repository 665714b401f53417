"""What does a person bring and type to sign a letter, or to say what a scanned sheet is?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from core.fields import ArrivingFilesField, ArrivingFilesInput
from core.models import Purpose
from core.uploads import PILE_LIMIT, most

MOST_KEY_OCTETS = 100_000
MOST_FILES = 50


class ScanForm(forms.Form):
    """Stacks of signed paper are large: each file may come in pieces before the form."""

    files = ArrivingFilesField(
        label="Berkas pindaian", most=MOST_FILES, purpose=Purpose.PILE,
        help_text=f"PDF atau foto, boleh beberapa sekaligus, masing-masing paling besar {most(PILE_LIMIT)}; "
        "satu PDF boleh memuat banyak surat, sampai 300 halaman.",
        widget=ArrivingFilesInput(attrs={"accept": "application/pdf,image/*"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["files"].belongs_to(user)


class MatchForm(forms.Form):
    code = forms.CharField(label="Kode surat", max_length=12, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    page = forms.IntegerField(label="Halaman", min_value=1, max_value=999)


class SignedPdfForm(forms.Form):
    file = forms.FileField(
        label="PDF yang sudah ditandatangani", widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"})
    )


class PassphraseForm(forms.Form):
    """Never shown again, never kept: not in the session either (accounts.stash)."""

    passphrase = forms.CharField(
        label="Frasa sandi sertifikat", strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class KeyForm(PassphraseForm):
    file = forms.FileField(
        label="Berkas kunci (.p12 atau .pfx)", widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx"})
    )
    field_order = ["file", "passphrase"]

    def clean_file(self) -> object:
        posted = self.cleaned_data["file"]
        if posted.size > MOST_KEY_OCTETS:
            raise ValidationError("Berkas ini terlalu besar untuk sebuah kunci.")
        return posted
