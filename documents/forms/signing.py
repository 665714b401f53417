"""What does a person bring and type to sign a letter, or to say what a scanned sheet is?"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

MOST_KEY_OCTETS = 100_000
MOST_FILES = 50


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: dict, files: MultiValueDict, name: str) -> list:
        return files.getlist(name)


class ManyFilesField(forms.FileField):
    """Several files at once; ``core.uploads`` looks into each of them."""

    widget = ManyFiles

    def clean(self, data: list, initial: object = None) -> list:
        if not data:
            raise ValidationError("Pilih sedikitnya satu berkas.")
        if len(data) > MOST_FILES:
            raise ValidationError(f"Paling banyak {MOST_FILES} berkas sekali unggah; yang dipilih {len(data)}.")
        return data


class ScanForm(forms.Form):
    files = ManyFilesField(
        label="Berkas pindaian",
        help_text=(
            "PDF atau foto, boleh beberapa sekaligus; satu PDF boleh memuat banyak surat, paling banyak 300 halaman."
            " Paling besar 40 MB per berkas dan 60 MB sekali unggah."
        ),
        widget=ManyFiles(attrs={"accept": "application/pdf,image/*"}),
    )  # fmt: skip


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
