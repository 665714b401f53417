"""Which columns has the overview of commitments, on the screen and in the export?"""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.formats import moment
from programs.models import Candidate
from programs.rules import CommitmentState
from programs.tables.proposal import chip

TONES = {"not_filled": "idle", "not_uploaded": "wait", "rejected": "bad", "complete": "ok"}


class CommitmentTable(tables.Table):
    school = tables.Column(verbose_name="Sekolah", order_by=("school__name", "pk"))
    commitment_state = tables.Column(verbose_name="Keadaan")
    year = tables.Column(verbose_name="Tahun", accessor="proposal__program__year")
    npsn = tables.Column(verbose_name="NPSN", accessor="school__npsn")
    part = tables.Column(verbose_name="Formulir")
    model = tables.Column(verbose_name="Sekolah model", accessor="model__school__name", default="–")
    receipt = tables.Column(verbose_name="Tanda terima", accessor="commitment__receipt", default="–")
    uploaded_at = tables.Column(verbose_name="Diterima", accessor="commitment__uploaded_at", default="–")
    head = tables.Column(verbose_name="Kepala sekolah", accessor="school__head_name", default="–")
    phone = tables.Column(verbose_name="HP", accessor="school__head_phone", default="–")

    class Meta:
        model = Candidate
        fields = (
            "school", "commitment_state", "year", "npsn", "part", "model", "receipt", "uploaded_at", "head", "phone"
        )  # fmt: skip
        empty_text = "Sekolah tampil di sini setelah diusulkan."

    def render_school(self, record: Candidate) -> SafeString:
        link = reverse("programs:commitment", args=[record.pk])
        return format_html('<a href="{}">{}</a>', link, record.school.name)

    def value_school(self, record: Candidate) -> str:
        return record.school.name

    def render_part(self, record: Candidate) -> str:
        return "02.2 model" if record.part == "model" else "02.3 imbas"

    def render_commitment_state(self, value: str) -> SafeString:
        return chip(TONES[value], CommitmentState(value).label)

    def value_commitment_state(self, value: str) -> str:
        return str(CommitmentState(value).label)

    def render_uploaded_at(self, value: Any) -> str:
        return moment(value)
