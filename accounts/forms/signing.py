"""Signing in, and the passwords that go with it."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from accounts.forms.fields import check_new_password, check_own_password, current_password_field, new_password_field
from accounts.models import User

WRONG = "Nama pengguna (atau posel) dan kata sandi tidak cocok. Besar-kecil huruf pada kata sandi berpengaruh."


class SignInForm(AuthenticationForm):
    username = forms.CharField(
        label="Nama pengguna atau posel",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Kata sandi", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}


class ResetForm(forms.Form):
    """Whose password was forgotten."""

    username = forms.CharField(
        label="Nama pengguna atau posel", max_length=254, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown, and the next sign-in proves it."""

    new_password = new_password_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> None:
        check_new_password(self, self.user)


class PasswordForm(NewPasswordForm):
    """The same, after proving that it is still the same person at the keyboard."""

    current_password = current_password_field()
    field_order = ["current_password", "new_password"]

    def clean_current_password(self) -> str:
        password = self.cleaned_data["current_password"]
        check_own_password(self.user, password)
        return password
