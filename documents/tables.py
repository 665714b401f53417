"""Which columns does the register show, on the screen and in a download?"""

import django_tables2 as tables
from django.utils.html import format_html

from core.formats import short_date
from documents.models import Letter


def chip(tone: str, label: str) -> str:
    return format_html('<span class="chip {}">{}</span>', tone, label)


class LetterTable(tables.Table):
    caption = "Surat"
    number = tables.Column("Nomor", linkify=True, empty_values=())
    letter_date = tables.Column("Tanggal", attrs={"td": {"class": "text-nowrap"}})
    title = tables.Column("Surat")
    receiver = tables.Column("Kepada, sekolah", empty_values=(), order_by=("addressee", "school__name"))
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
        return format_html("<b>{}</b><br><small>{}</small>", record.kind_name, record.title)

    def value_title(self, record: Letter) -> str:
        return f"{record.kind_name}: {record.title}"

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
