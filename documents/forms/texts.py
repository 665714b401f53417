"""What is typed as the texts of a letter, and what may be asked of their list?"""

from collections.abc import Mapping

from django import forms

from documents.kinds import LetterKind
from documents.texts import TextRow
from documents.wording import MOST_CHARACTERS, Block, all_faults, tidy


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
