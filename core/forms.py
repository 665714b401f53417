"""How does a form make sure that two people never overwrite each other, and that nobody types anything twice?"""

from typing import Any

from django import forms


class VersionedForm(forms.ModelForm):
    """Remembers which version was read, and can say what two people wrote differently."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def differences(self, current: Any) -> list[tuple[str, Any, Any]]:
        """(label, what was typed here, what is saved now) of each field that differs."""
        names = [name for name in self.fields if name != "version" and hasattr(current, name)]
        pairs = [(name, self.cleaned_data.get(name), getattr(current, name)) for name in names]
        return [
            (self.fields[name].label, self._shown(name, typed), self._shown(name, saved))
            for name, typed, saved in pairs
            if typed != saved
        ]

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, bool):
            return "Ya" if value else "Tidak"
        if value in (None, ""):
            return "(kosong)"
        field = self.fields[name]
        return dict(field.choices).get(value, value) if type(field) is forms.TypedChoiceField else value

    def typed_again(self, version: int) -> "VersionedForm":
        """The same values on the newest version, ready to be sent once more."""
        data = self.data.copy()
        data["version"] = version
        return type(self)(data, instance=self.instance)
