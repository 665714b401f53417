"""Which columns the list of participants has, on the screen and in its download."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programs.models import Participation


class ParticipantTable(tables.Table):
    school = tables.Column(
        verbose_name="Sekolah", order_by="school__name", linkify=lambda record: record.school.get_absolute_url()
    )
    npsn = tables.Column(accessor="school__npsn", verbose_name="NPSN")
    level = tables.Column(accessor="school__level", verbose_name="Jenjang")
    regency = tables.Column(accessor="school__regency", verbose_name="Kab/kota", order_by="school__regency__code")
    part = tables.Column(verbose_name="Peran")
    model = tables.Column(accessor="model__school", verbose_name="Imbas dari", order_by="model__school__name")
    funding = tables.Column(verbose_name="Pendanaan")
    state = tables.Column(verbose_name="Status")
    decree = tables.Column(accessor="decree__letter__number", verbose_name="Nomor SK", visible=False)

    class Meta:
        template_name = "components/table.html"
        empty_text = "Belum ada sekolah yang ditetapkan. Peserta tercatat setelah kepala LPMP menetapkan."

    def render_part(self, record: Participation) -> SafeString:
        return format_html('<span class="chip {}">{}</span>', record.part, record.get_part_display())

    def value_part(self, record: Participation) -> str:
        return record.get_part_display()
