"""Which columns does the register show, on the screen and in a download?"""

import django_tables2 as tables
from django.utils.html import format_html

from core.formats import moment, short_date
from documents.models import Bulk, BulkItem, IncomingLetter, Letter
from documents.texts import TextRow

NAMED = {"td": {"class": "named"}}  # wide enough to be read on a phone
SHORT = {"td": {"class": "short"}}


def chip(tone: str, label: str) -> str:
    return format_html('<span class="chip {}">{}</span>', tone, label)


class LetterTable(tables.Table):
    caption = "Surat"
    number = tables.Column("Nomor", linkify=True, empty_values=())
    letter_date = tables.Column("Tanggal", attrs={"td": {"class": "text-nowrap"}})
    title = tables.Column("Surat", attrs=NAMED)
    receiver = tables.Column("Kepada, sekolah", attrs=NAMED, empty_values=(), order_by=("addressee", "school__name"))
    issuer = tables.Column("Penerbit", accessor="issuer__short_name", default="Sekolah")
    state = tables.Column("Status")
    pdf = tables.Column("PDF", accessor="pdf_label", orderable=False)

    class Meta:
        model = Letter
        fields = ("number", "letter_date", "title", "receiver", "issuer", "state", "pdf")
        order_by = "-letter_date"

    def render_number(self, record: Letter) -> str:
        if record.number:
            return record.number
        return "(konsep)" if record.is_unissued else "tanpa nomor"

    def render_letter_date(self, record: Letter) -> str:
        return short_date(record.letter_date)

    def value_letter_date(self, record: Letter) -> str:
        return record.letter_date.isoformat()

    def render_title(self, record: Letter) -> str:
        why = format_html("<br><small>Dibatalkan: {}</small>", record.cancel_reason) if record.cancel_reason else ""
        return format_html("<b>{}</b><br><small>{}</small>{}", record.kind_name, record.title, why)

    def value_title(self, record: Letter) -> str:
        why = f" (dibatalkan: {record.cancel_reason})" if record.cancel_reason else ""
        return f"{record.kind_name}: {record.title}{why}"

    def render_receiver(self, record: Letter) -> str:
        return " · ".join(filter(None, [record.addressee, record.school and record.school.name])) or "–"

    def render_state(self, record: Letter) -> str:
        mark = format_html(' <span class="chip ok" title="{}">TTD</span>', way) if (way := record.signed_label) else ""
        return format_html("{}{}", chip(record.tone, record.get_state_display()), mark)

    def value_state(self, record: Letter) -> str:
        return record.get_state_display()

    def render_pdf(self, record: Letter) -> str:
        return chip(record.pdf_tone, record.pdf_label)

    def value_pdf(self, record: Letter) -> str:
        return record.pdf_label


class IncomingTable(tables.Table):
    caption = "Surat masuk"
    agenda = tables.Column("Agenda", linkify=True, attrs=SHORT, order_by=("agenda_year", "agenda_seq"))
    received_on = tables.Column("Diterima", attrs={"td": {"class": "text-nowrap"}})
    sender = tables.Column("Asal", attrs=NAMED)
    number = tables.Column("Nomor dan tanggal surat", empty_values=())
    title = tables.Column("Hal", attrs=NAMED)
    kind = tables.Column("Jenis")
    manner = tables.Column("Sifat", accessor="state_label", orderable=False)
    scan = tables.Column("Pindaian", empty_values=(), orderable=False)

    class Meta:
        model = IncomingLetter
        fields = ("agenda", "received_on", "sender", "number", "title", "kind", "manner", "scan")

    def render_received_on(self, record: IncomingLetter) -> str:
        return short_date(record.received_on)

    def value_received_on(self, record: IncomingLetter) -> str:
        return record.received_on.isoformat()

    def render_number(self, record: IncomingLetter) -> str:
        dated = short_date(record.letter_date) if record.letter_date else ""
        return format_html("{}<br><small>{}</small>", record.number or "tanpa nomor", dated)

    def value_number(self, record: IncomingLetter) -> str:
        dated = record.letter_date.isoformat() if record.letter_date else ""
        return " ".join(filter(None, [record.number, dated])) or "tanpa nomor"

    def render_title(self, record: IncomingLetter) -> str:
        return format_html("{}<br><small>{}</small>", record.title, record.school or "")

    def value_title(self, record: IncomingLetter) -> str:
        return record.title

    def render_manner(self, record: IncomingLetter) -> str:
        return chip(record.tone, record.state_label)

    def value_manner(self, record: IncomingLetter) -> str:
        return record.state_label

    def render_scan(self, record: IncomingLetter) -> str:
        return "ada" if record.scan else "–"


class BulkTable(tables.Table):
    caption = "Penerbitan massal"
    title = tables.Column("Penerbitan", linkify=True)
    kind = tables.Column("Jenis", accessor="kind_name", orderable=False)
    state = tables.Column("Status")
    total = tables.Column("Surat")
    ready = tables.Column("Siap")
    failed = tables.Column("Gagal")
    created_at = tables.Column("Dibuat")
    created_by = tables.Column("Oleh", accessor="created_by__full_name", order_by="created_by__name")

    class Meta:
        model = Bulk
        fields = ("title", "kind", "state", "total", "ready", "failed", "created_at", "created_by")
        order_by = "-created_at"
        empty_text = "Buat dari daftar pernyataan komitmen, atau dari daftar lain yang menawarkannya."

    def render_state(self, record: Bulk) -> str:
        return chip(record.tone, record.get_state_display())

    def value_state(self, record: Bulk) -> str:
        return record.get_state_display()

    def render_created_at(self, record: Bulk) -> str:
        return moment(record.created_at)


class BulkItemTable(tables.Table):
    caption = "Surat dalam penerbitan ini"
    place = tables.Column("No.")
    label = tables.Column("Untuk")
    outcome = tables.Column("Keadaan", orderable=False)
    letter = tables.Column(
        "Surat", accessor="letter__title", linkify=lambda record: record.letter.get_absolute_url(), default="–"
    )
    number = tables.Column("Nomor", accessor="letter__number", default="–")
    error = tables.Column("Sebab gagal", empty_values=(), orderable=False)

    class Meta:
        model = BulkItem
        fields = ("place", "label", "outcome", "letter", "number", "error")
        order_by = "place"

    def render_outcome(self, record: BulkItem) -> str:
        return chip(record.tone, record.outcome_label)

    def value_outcome(self, record: BulkItem) -> str:
        return record.outcome_label

    def render_error(self, record: BulkItem) -> str:
        if record.outcome != "failed":
            return ""
        return record.error or f"PDF: {record.job_error}"


class TextTable(tables.Table):
    caption = "Teks surat"
    name = tables.Column("Jenis surat", linkify=True)
    version = tables.Column("Berlaku")
    published_at = tables.Column("Diterbitkan", empty_values=())
    published_by = tables.Column("Oleh", default="–")
    draft = tables.Column("Konsep", accessor="drafted_by", empty_values=())

    def render_version(self, record: TextRow) -> str:
        return chip("info", f"Versi {record.version}") if record.version else chip("idle", "Bawaan")

    def value_version(self, record: TextRow) -> int:
        return record.version

    def render_published_at(self, record: TextRow) -> str:
        return moment(record.published_at)

    def value_published_at(self, record: TextRow) -> str:
        return record.published_at.isoformat(timespec="minutes") if record.published_at else ""

    def render_draft(self, record: TextRow) -> str:
        return format_html("{} {}", chip("wait", "Konsep"), record.drafted_by) if record.draft else "–"

    def value_draft(self, record: TextRow) -> str:
        return record.drafted_by
