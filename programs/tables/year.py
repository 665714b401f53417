"""What the list of programme years shows."""

import django_filters
import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from programs.models import ProgramYear
from programs.rules import ProgramState

TONES = {ProgramState.PREPARING: "wait", ProgramState.OPEN: "ok", ProgramState.CLOSED: "idle"}


class YearFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Status", choices=ProgramState.choices)

    class Meta:
        model = ProgramYear
        fields = ["state"]


class YearTable(tables.Table):
    year = tables.Column(verbose_name="Tahun", linkify=True)
    title = tables.Column(verbose_name="Program")
    state = tables.Column(verbose_name="Status")
    places = tables.Column(verbose_name="Kuota model", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    models_determined = tables.Column(
        verbose_name="Model ditetapkan", attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )
    imbas_determined = tables.Column(
        verbose_name="Imbas ditetapkan", attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )

    class Meta:
        caption = "Tahun program"

    def render_state(self, value: str, record: ProgramYear) -> SafeString:
        return render_to_string("components/chip.html", {"tone": TONES[record.state], "label": value})

    def value_state(self, value: str) -> str:
        return value
