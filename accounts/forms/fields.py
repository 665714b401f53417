"""How NIP and phone numbers are typed, and a new password with its check."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.rules import clean_nip, clean_phone, nip_fault

MOST_WRONG = 5
WRONG_COUNTS_FOR = 15 * 60


class NipField(forms.CharField):
    """Takes blanks and hyphens, gives 18 digits or nothing."""

    def __init__(self, **kwargs: Any):
        super().__init__(label="NIP", help_text="18 angka, misalnya 19590512 198311 1 001.", **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_nip(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (fault := nip_fault(value)):
            raise ValidationError(fault)


class PhoneField(forms.CharField):
    """Takes 0812-3456-7890 and +62 812 …, gives 081234567890."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})

    def __init__(self, **kwargs: Any):
        super().__init__(label="Nomor HP", help_text="Misalnya 0812 3456 7890.", **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_phone(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (value.isascii() and value.isdigit() and 8 <= len(value) <= 15):
            raise ValidationError("Nomor HP terdiri atas 8 sampai 15 angka, misalnya 0812 3456 7890.")


def new_password_field() -> forms.CharField:
    return forms.CharField(
        label="Kata sandi baru",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Paling sedikit 12 karakter. Tiga atau empat kata yang tidak berhubungan mudah diingat "
        "dan sulit ditebak.",
    )


def check_own_password(user: User, typed: str) -> None:
    """Refuse a wrong one, and after five of them any: whoever found a browser signed in shall not try them all."""
    key = f"own-password:{user.pk}:{user.password[-20:]}"
    wrong = cache.get(key, 0)
    if wrong >= MOST_WRONG:
        raise ValidationError("Terlalu banyak kata sandi yang salah. Coba lagi seperempat jam lagi.")
    if not user.check_password(typed):
        cache.set(key, wrong + 1, WRONG_COUNTS_FOR)
        raise ValidationError("Kata sandi sekarang tidak benar.")


def current_password_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label="Kata sandi sekarang",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        **kwargs,
    )


def check_new_password(form: forms.Form, user: Any, name: str = "new_password") -> None:
    """Ask the validators about the password, with the person it must not resemble."""
    if password := form.cleaned_data.get(name):
        try:
            validate_password(password, user)
        except ValidationError as error:
            form.add_error(name, error)
