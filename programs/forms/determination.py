"""What may be typed on the pages of determination: which lists, which date, and the filter of participants."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from core.formats import long_date
from programs.models import Participation, ProgramYear
from programs.rules import Funding, Part, ParticipationState
from schools.models import Place, School
from schools.rules import PROGRAMME_LEVELS


class DetermineForm(forms.Form):
    """The lists to determine, and the date of the decree. ``expected`` is what was looked at."""

    offices = forms.TypedMultipleChoiceField(
        label="Daftar yang ditetapkan", coerce=int, error_messages={"required": "Centang sedikitnya satu daftar."}
    )
    determined_on = forms.DateField(
        label="Tanggal penetapan", initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )  # fmt: skip

    def __init__(self, *args: Any, rows: list[dict[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["offices"].choices = [
            (row["proposal"].office_id, row["proposal"].office.short_name) for row in rows
        ]

    def clean_determined_on(self) -> date:
        day: date = self.cleaned_data["determined_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(f"Tanggal penetapan {long_date(day)} belum tiba.")
        return day

    @property
    def chosen(self) -> list[int]:
        """The ticked offices; all of them while nothing was sent."""
        ticked = self.data.getlist("offices") if self.is_bound else None
        offices = [row["proposal"].office_id for row in self.rows]
        return [office for office in offices if ticked is None or str(office) in ticked]


class ParticipantFilter(filters.FilterSet):
    q = filters.CharFilter(method="find", label="Cari sekolah")
    place = filters.ModelChoiceFilter(field_name="school__regency", queryset=Place.objects.none(), label="Kab/kota")
    level = filters.ChoiceFilter(
        field_name="school__level", choices=[(level, level) for level in PROGRAMME_LEVELS], label="Jenjang"
    )
    part = filters.ChoiceFilter(choices=Part.choices, label="Peran")
    funding = filters.ChoiceFilter(choices=Funding.choices, label="Pendanaan")
    state = filters.ChoiceFilter(choices=ParticipationState.choices, label="Status")

    class Meta:
        model = Participation
        fields: list[str] = []

    def __init__(self, *args: Any, program: ProgramYear, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["place"].queryset = Place.objects.filter(quotas__program=program)

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(school__in=School.objects.named(value))
