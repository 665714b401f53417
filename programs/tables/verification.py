"""Which columns the verification board has, on the screen and in its download."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programs.models import Candidate
from programs.rules import CandidateState
from schools.models import School

TONES = {
    CandidateState.PROPOSED: "wait", CandidateState.VERIFIED: "ok", CandidateState.FAILED: "bad",
    CandidateState.DETERMINED: "info",
}  # fmt: skip


ON_SCREEN = {"td": {"class": "d-print-none"}, "th": {"class": "d-print-none"}}


def chip(tone: str, label: str) -> SafeString:
    return format_html('<span class="chip {}">{}</span>', tone, label)


def progress_of(candidate: Candidate) -> str:
    """How far the sheet is."""
    sheet = getattr(candidate, "verification", None)
    if sheet is None:
        return "Belum dimulai"
    return "Selesai" if sheet.finished_at else "Draf"


def result_words(candidate: Candidate) -> str:
    """A school without a result has none yet, whatever its state is called elsewhere."""
    return "Belum ada" if candidate.state == CandidateState.PROPOSED else candidate.get_state_display()


def holder_words(candidate: Candidate) -> tuple[str, list[str]]:
    """Who verifies, and every declared conflict with its reason."""
    assignments = candidate.shown_assignments
    holder = next((str(a.verifier) for a in assignments if a.declared_at is None), "")
    return holder, [f"{a.verifier}: {a.conflict}" for a in assignments if a.declared_at]


class BoardTable(tables.Table):
    aksi = tables.Column(empty_values=(), orderable=False, verbose_name="Pilih", attrs=ON_SCREEN)
    school = tables.Column(verbose_name="Sekolah", order_by="school__name")
    npsn = tables.Column(accessor="school__npsn", verbose_name="NPSN", visible=False)
    level = tables.Column(accessor="school__level", verbose_name="Jenjang")
    office = tables.Column(accessor="proposal__office__short_name", verbose_name="Pengusul")
    funding = tables.Column(verbose_name="Pendanaan", visible=False)
    imbas = tables.Column(empty_values=(), orderable=False, verbose_name="Imbas")
    verifier = tables.Column(empty_values=(), orderable=False, verbose_name="Verifikator")
    sheet = tables.Column(empty_values=(), orderable=False, verbose_name="Lembar")
    state = tables.Column(verbose_name="Hasil")
    result_reason = tables.Column(verbose_name="Alasan", visible=False)

    class Meta:
        template_name = "components/table.html"
        order_by = ("office", "level", "school")
        empty_text = "Sekolah tampil di sini setelah dinas mengirim usulannya."

    def before_render(self, request: Any) -> None:
        """Nothing to tick for somebody who assigns nobody."""
        if not request.user.may["verifier_assign"]:
            self.columns.hide("aksi")

    def render_aksi(self, record: Candidate) -> SafeString:
        return format_html(
            '<input class="form-check-input pick" type="checkbox" name="pick" value="{}" form="pilihan"{} '
            'aria-label="Pilih {}">', record.pk, " checked" if self.request.GET.get("pilih") else "", record.school,
        )  # fmt: skip

    def render_school(self, record: Candidate, value: School) -> SafeString:
        over = "" if record.funding == "in_quota" else chip("info", "Di luar kuota")
        return format_html(
            '<a class="fw-semibold" href="{}">{}</a> {}<br><small class="text-secondary">NPSN {} · {}</small>',
            reverse("programs:sheet", args=[record.pk]), value, over, value.npsn, value.district or value.regency,
        )  # fmt: skip

    def value_school(self, value: School) -> str:
        return value.name

    def value_funding(self, record: Candidate) -> str:
        return record.get_funding_display()

    def render_imbas(self, record: Candidate) -> str:
        words = f"{record.imbas_count}, {record.imbas_failed} tidak layak"
        return words if record.imbas_failed else str(record.imbas_count)

    def render_verifier(self, record: Candidate) -> SafeString:
        holder, conflicts = holder_words(record)
        notes = "; ".join(conflicts)
        note = format_html('<br><small class="text-secondary">Benturan · {}</small>', notes) if notes else ""
        return format_html("{}{}", holder or chip("idle", "Belum ditugaskan"), note)

    def value_verifier(self, record: Candidate) -> str:
        return holder_words(record)[0]

    def render_sheet(self, record: Candidate) -> SafeString:
        words = progress_of(record)
        return chip({"Selesai": "ok", "Draf": "wait"}.get(words, "idle"), words)

    def value_sheet(self, record: Candidate) -> str:
        return progress_of(record)

    def render_state(self, record: Candidate) -> SafeString:
        return chip(TONES.get(record.state, "idle"), result_words(record))

    def value_state(self, record: Candidate) -> str:
        return result_words(record)
