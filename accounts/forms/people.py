"""A person's own data, a new membership, and the reason for ending something."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.fields import NipField, PhoneField, check_own_password, current_password_field
from accounts.forms.places import RolePlaceForm
from accounts.models import User
from accounts.rules import AT_NATION, EVERYBODY


class ProfileForm(forms.ModelForm):
    """One's own data. Another e-mail address, which resets passwords, needs the password."""

    nip = NipField(required=False)
    phone = PhoneField(required=False)
    current_password = current_password_field(required=False, help_text="Hanya perlu diisi bila alamat posel diubah.")

    class Meta:
        model = User
        fields = [
            "name", "title_before", "title_after", "nip", "phone", "rank", "position", "workplace", "email",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "email" in self.changed_data:
            self._prove()
        return cleaned

    def _prove(self) -> None:
        typed = self.cleaned_data.get("current_password", "")
        if not typed:
            self.add_error("current_password", "Alamat posel diubah; tulis kata sandi Anda yang sekarang.")
            return
        try:
            check_own_password(User.objects.get(pk=self.instance.pk), typed)
        except ValidationError as fault:
            self.add_error("current_password", fault)

    @property
    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PersonForm(forms.ModelForm):
    """What an admin may correct of somebody else."""

    nip = NipField(required=False)
    phone = PhoneField(required=False)

    class Meta:
        model = User
        fields = ["name", "title_before", "title_after", "nip", "phone"]


class MembershipForm(RolePlaceForm):
    """One more role for a person."""

    until = forms.DateField(
        label="Sampai",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Kosongkan bila tidak dibatasi.",
    )

    def roles(self) -> frozenset[str]:
        return EVERYBODY - AT_NATION


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Alasan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tercatat dalam riwayat.",
    )  # fmt: skip
