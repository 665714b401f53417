"""Codes of an authenticator app, and the password before something about them changes."""

from typing import Any

from django import forms

from accounts.forms.fields import check_own_password, current_password_field
from accounts.models import User


class CodeForm(forms.Form):
    """Six digits of the app; at sign-in also one of the codes on paper."""

    code = forms.CharField(
        label="Kode", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters",
                                      "spellcheck": "false", "autofocus": True}),
    )  # fmt: skip


class PasswordAgainForm(forms.Form):
    """Proves that it is still the same person at the keyboard."""

    current_password = current_password_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current_password(self) -> str:
        password = self.cleaned_data["current_password"]
        check_own_password(self.user, password)
        return password
