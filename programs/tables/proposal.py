"""Which columns has the list of proposals, on the screen and in the export?"""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.formats import moment, short_date
from programs.models import Proposal
from programs.rules import ProposalState

TONES = {
    "draft": "idle", "submitted": "info", "in_verification": "wait", "returned": "wait",
    "closed_jointly": "ok", "closed_by_lpmp": "ok", "withdrawn": "idle",
}  # fmt: skip
UNSENT = {ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.WITHDRAWN}


def chip(tone: str, label: str) -> SafeString:
    return format_html('<span class="chip {}">{}</span>', tone, label)


class ProposalTable(tables.Table):
    office = tables.Column(verbose_name="Pengusul", order_by=("office__place__code", "pk"))
    year = tables.Column(verbose_name="Tahun", accessor="program__year")
    state = tables.Column(verbose_name="Status")
    quota_count = tables.Column(verbose_name="Kuota", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    models_count = tables.Column(verbose_name="Model", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    over_count = tables.Column(verbose_name="Di luar kuota", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    imbas_count = tables.Column(verbose_name="Imbas", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    submitted_at = tables.Column(verbose_name="Dikirim", empty_values=())
    round = tables.Column(verbose_name="Putaran", attrs={"td": {"class": "num"}, "th": {"class": "num"}})

    class Meta:
        model = Proposal
        fields = ("office", "year", "state", "quota_count", "models_count", "over_count", "imbas_count",
                  "submitted_at", "round")  # fmt: skip
        orderable = True
        empty_text = "Usulan tampil di sini begitu dinas mulai menyusunnya."

    def render_office(self, record: Proposal) -> SafeString:
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.office.short_name)

    def value_office(self, record: Proposal) -> str:
        return record.office.name

    def render_state(self, record: Proposal) -> SafeString:
        return chip(TONES[record.state], record.get_state_display())

    def value_state(self, record: Proposal) -> str:
        return str(record.get_state_display())

    def render_submitted_at(self, record: Any) -> str:
        """When it came and how that stands to the deadline (R-P-04)."""
        if record.submitted_at and record.state not in UNSENT:
            late = record.due_on and timezone.localdate(record.submitted_at) > record.due_on
            return f"{moment(record.submitted_at)}{' · terlambat' if late else ''}"
        if record.due_on and timezone.localdate() > record.due_on:
            return f"belum · lewat batas {short_date(record.due_on)}"
        return f"belum · batas {short_date(record.due_on)}"
