"""What may be typed on the verification pages: filters of the board, the sheet, returning a list."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from programs.checking import (
    MATCHED,
    TEXTS,
    Answer,
    Asked,
    ImbasCheck,
    Match,
    Values,
)
from programs.models import Assignment, Candidate, Correction
from programs.rules import CandidateState, Criterion, Method, Result
from programs.services.verification_sheet import PARTS
from schools.models import School
from schools.rules import PROGRAMME_LEVELS

Choices = list[tuple[int, str]]
EMPTY = ("", "– belum –")
STATES = [
    (CandidateState.PROPOSED, "Belum ada"), (CandidateState.VERIFIED, "Layak"), (CandidateState.FAILED, "Tidak layak"),
    (CandidateState.DETERMINED, "Ditetapkan"),
]  # fmt: skip
SHEETS = [("none", "Belum dimulai"), ("draft", "Draf"), ("done", "Selesai"), *Result.choices,
          ("findings", "Temuan data menunggu")]  # fmt: skip


class BoardFilter(filters.FilterSet):
    """Each filter keeps the page: everything is in the address."""

    q = filters.CharFilter(method="find", label="Cari sekolah")
    office = filters.ChoiceFilter(field_name="proposal__office", choices=[], label="Pengusul")
    level = filters.ChoiceFilter(
        field_name="school__level", choices=[(level, level) for level in PROGRAMME_LEVELS], label="Jenjang"
    )
    verifier = filters.ChoiceFilter(method="of_verifier", choices=[], label="Verifikator")
    state = filters.ChoiceFilter(choices=STATES, label="Hasil")
    result = filters.ChoiceFilter(method="of_sheet", choices=SHEETS, label="Lembar")

    class Meta:
        model = Candidate
        fields: list[str] = []

    def __init__(self, *args: Any, offices: Choices, people: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["office"].extra["choices"] = offices
        self.filters["verifier"].extra["choices"] = [("none", "Belum ditugaskan"), *people]

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(school__in=School.objects.named(value))

    def of_verifier(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "none":
            return rows.exclude(pk__in=Assignment.objects.filter(declared_at=None).values("candidate"))
        return rows.filter(assignments__verifier=int(value), assignments__declared_at=None)

    def of_sheet(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        wanted = {
            "none": Q(verification=None),
            "draft": Q(verification__isnull=False, verification__finished_at=None),
            "done": Q(verification__finished_at__isnull=False),
            "findings": Q(verification__in=Correction.objects.filter(state="waiting").values("verification")),
        }
        done = Q(verification__finished_at__isnull=False, verification__result=value)
        return rows.filter(wanted.get(value, done))


class SheetForm(forms.Form):
    """A draft: nothing is required, only what cannot be kept is refused (a date that is none, a text too long)."""

    def __init__(self, *args: Any, asked: Asked, kept: dict[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked, self.kept = asked, kept
        self._add_how()
        for name, (label, limit) in TEXTS.items():
            self.fields[name] = _text(label, limit, rows=5 if limit > 1000 else 0)
        for key, label in MATCHED.items():
            self._add(f"match_{key}", _choice(f"Pencocokan {label}", Match.choices))
            self._add(f"found_{key}", _text(f"{label} yang ditemukan", 250))
            self._add(f"why_{key}", _text(f"Mengapa {label} tetap memakai data terdaftar", 250))
        for criterion in Criterion:
            self._add_finding(asked.model, criterion.value, str(criterion.label))
        for school, name in asked.imbas:
            for check in ImbasCheck:
                self._add_finding(school, check.value, f"{name}: {check.label}")
        self._add("result", _choice("Hasil", Result.choices))

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field

    def _add_how(self) -> None:
        self.fields["methods"] = forms.MultipleChoiceField(
            label="Metode",
            choices=Method.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        )
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
        self.fields["visited_on"] = forms.DateField(label="Tanggal pelaksanaan", required=False, widget=widget)

    def _add_finding(self, school: int, criterion: str, label: str) -> None:
        self._add(f"met_{school}_{criterion}", _choice(label, Answer.choices))
        self._add(f"note_{school}_{criterion}", _text(f"Catatan {label}", 500))

    @property
    def values(self) -> Values:
        """What was typed, in the shape of ``values_of``."""
        return dict(self.cleaned_data)

    @property
    def match_rows(self) -> list[dict[str, Any]]:
        """Registered beside found, one row per field."""
        return [
            {"label": label, "kept": self.kept[key], **{part: self[f"{part}_{key}"] for part in PARTS}}
            for key, label in MATCHED.items()
        ]

    @property
    def model_rows(self) -> list[dict[str, Any]]:
        return [self._row(self.asked.model, criterion) for criterion in Criterion]

    @property
    def imbas_rows(self) -> list[dict[str, Any]]:
        return [self._imbas_row(school, name) for school, name in self.asked.imbas]

    def _imbas_row(self, school: int, name: str) -> dict[str, Any]:
        checks = [self._row(school, check) for check in ImbasCheck]
        return {"name": name, "checks": checks, "note": self[f"note_{school}_fit"]}

    def _row(self, school: int, criterion: Any) -> dict[str, Any]:
        key = f"{school}_{criterion}"
        return {"label": criterion.label, "met": self[f"met_{key}"], "note": self[f"note_{key}"]}


def _text(label: str, limit: int, rows: int = 0) -> forms.CharField:
    attrs: dict[str, Any] = {"class": "form-control"}
    widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=limit, required=False, widget=widget)


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=[EMPTY, *choices], required=False, widget=widget)


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="Alasan dan permintaan kepada dinas", max_length=300, widget=forms.Textarea(attrs={"rows": 4})
    )
    replace_until = forms.DateField(
        label="Batas pengusulan pengganti", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class EvenForm(forms.Form):
    """How much one verifier carries at most."""

    ceiling = forms.IntegerField(label="Paling banyak per verifikator", min_value=1, max_value=500, required=False)
