"""Is the file an office sends a workbook that may be opened?"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File

from core.uploads import MB, check_spreadsheet

LIMIT = 5 * MB


class SpreadsheetForm(forms.Form):
    sheet = forms.FileField(
        label="Berkas Excel yang sudah diisi",
        help_text="Templat .xlsx dari halaman ini, paling besar 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Pilih berkas Excel dahulu.", "empty": "Berkas kosong (0 bita)."},
    )

    def clean_sheet(self) -> File:
        file = self.cleaned_data["sheet"]
        if check_spreadsheet(file, limit=LIMIT) != "xlsx":
            raise ValidationError("Kirim berkas Excel (.xlsx). Templatnya dapat diunduh di halaman ini.")
        return file
