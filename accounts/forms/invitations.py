"""Whom to invite, one by one or many at once, and how an invited person opens an account."""

from typing import Any

from django import forms

from accounts.forms.fields import PhoneField, check_new_password, new_password_field
from accounts.forms.places import RolePlaceForm
from accounts.models import Invitation, User


class InviteForm(RolePlaceForm):
    """One invitation."""

    name = forms.CharField(label="Nama", max_length=150, help_text="Nama orangnya, dengan atau tanpa gelar.")
    email = forms.EmailField(label="Posel", required=False, help_text="Bila diisi, undangan juga dikirim lewat posel.")
    phone = PhoneField(required=False)
    field_order = ["role", "place", "school", "name", "phone", "email"]


class BulkRowForm(forms.Form):
    """One line of the page that invites many: tick, name, phone, e-mail."""

    chosen = forms.BooleanField(label="Undang", required=False)
    name = forms.CharField(label="Nama", required=False, max_length=150)
    phone = PhoneField(required=False)
    email = forms.EmailField(label="Posel", required=False)

    def __init__(self, *args: Any, target: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.target = target
        for name in ("name", "phone", "email"):
            field = self.fields[name]
            field.help_text = ""
            field.widget.attrs |= {"class": "form-control", "aria-label": f"{field.label}: {target['label']}"}
        self.fields["chosen"].widget.attrs |= {
            "class": "form-check-input", "aria-label": f"Undang {target['label']}",
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("chosen") and not cleaned.get("name") and not self.has_error("name"):
            self.add_error("name", "Tulis namanya.")
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        fields = {name: self.cleaned_data[name] for name in ("name", "phone", "email")}
        return fields | {name: self.target[name] for name in ("role", "place", "school")}


class AcceptForm(forms.ModelForm):
    """The account of somebody new."""

    phone = PhoneField(required=False)
    password = new_password_field()

    class Meta:
        model = User
        fields = ["name", "username", "email", "phone"]
        labels = {"username": "Nama pengguna"}
        error_messages = {
            "username": {
                "invalid": "Nama pengguna hanya memuat huruf, angka, dan tanda titik, + - _ tanpa spasi.",
                "unique": "Nama pengguna ini sudah dipakai orang lain.",
            }
        }
        help_texts = {"username": "Dipakai untuk masuk. Huruf, angka, dan tanda titik, + - _ tanpa spasi."}

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any):
        first = {name: getattr(invitation, name) for name in ("name", "email", "phone")}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["password"].label = "Kata sandi"
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}

    def clean_username(self) -> str:
        """No at sign: a username that looks like somebody's e-mail would be taken for that person."""
        if "@" in self.cleaned_data["username"]:
            raise forms.ValidationError("Nama pengguna tidak memuat tanda @. Posel ditulis pada kolomnya sendiri.")
        return self.cleaned_data["username"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = {name: cleaned.get(name, "") for name in ("name", "username", "email")}
        check_new_password(self, User(**typed), "password")
        return cleaned
