"""Which role, at which place or school: asked the same way for invitations and memberships."""

from typing import Any

from django import forms

from accounts.ground import Place, School
from accounts.models import User
from accounts.rules import AT_SCHOOL, LPMP, Role, invitable, stands_fault

FEW = 5


class RolePlaceForm(forms.Form):
    """Asks only what the asker may choose: a dinas has one place, a school head one school."""

    role = forms.ChoiceField(label="Peran")
    place = forms.ModelChoiceField(
        Place.objects.none(), label="Wilayah", required=False, empty_label="– pilih –",
        help_text="Untuk peran di LPMP, dinas, TPMPD, verifikator, dan fasilitator.",
    )  # fmt: skip
    school = forms.CharField(
        label="Sekolah", required=False, max_length=150, help_text="Untuk peran di sekolah: NPSN atau nama sekolah."
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by
        allowed = self.roles()
        self.fields["role"].choices = [("", "– pilih –"), *(pair for pair in Role.choices if pair[0] in allowed)]
        self.fields["place"].queryset = self._places()
        if by.role not in LPMP or allowed <= AT_SCHOOL:
            del self.fields["place"]
        if by.acting.school_id:
            del self.fields["school"]

    def roles(self) -> frozenset[str]:
        """The roles this asker may give."""
        return invitable(self.by.role, self.by.acting.place.kind if self.by.acting.place else "")

    def _places(self):
        acting = self.by.acting
        if not acting.place_id:
            return Place.objects.none()
        return Place.objects.inside(acting.place_id).filter(kind__in=["province", "regency", "city"])

    def clean_school(self):
        words = self.cleaned_data["school"].strip()
        if not words:
            return None
        found = list(School.objects.visible_to(self.by).named(words).select_related("regency")[: FEW + 1])
        exact = [school for school in found if school.npsn == words.upper()] or found
        if len(exact) == 1:
            return exact[0]
        if not found:
            raise forms.ValidationError("Tidak ada sekolah seperti itu di wilayah Anda.")
        names = "; ".join(f"{school.npsn} {school.name}" for school in found[:FEW])
        more = " dan lainnya" if len(found) > FEW else ""
        raise forms.ValidationError(f"Ada beberapa: {names}{more}. Tulis NPSN-nya.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if role := cleaned.get("role"):
            (self._at_school if role in AT_SCHOOL else self._at_place)(cleaned)
        return cleaned

    def _at_school(self, cleaned: dict[str, Any]) -> None:
        cleaned["place"] = None
        cleaned["school"] = cleaned.get("school") or self.by.acting.school
        if cleaned["school"] is None and not self.has_error("school"):
            self.add_error("school", "Sebutkan sekolahnya.")

    def _at_place(self, cleaned: dict[str, Any]) -> None:
        cleaned["school"] = None
        place = cleaned["place"] = cleaned.get("place") if "place" in self.fields else self.by.acting.place
        if place is None:
            if not self.has_error("place"):
                self.add_error("place", "Pilih wilayahnya.")
        elif fault := stands_fault(cleaned["role"], place.kind):
            self.add_error("place" if "place" in self.fields else "role", fault)

    @property
    def answers(self) -> dict[str, Any]:
        """What the services take."""
        return self.cleaned_data
