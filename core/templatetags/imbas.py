"""What templates may say: Indonesian formats, icons, and the sentence of an event."""

from django import template

from core import charts, events, formats
from core.icons import icon
from core.models import Event
from core.rows import table_rows

register = template.Library()
register.simple_tag(icon)
register.simple_tag(charts.bar)
register.simple_tag(table_rows)
register.filter("tanggal", formats.long_date)
register.filter("tanggal_singkat", formats.short_date)
register.filter("saat", formats.moment)
register.filter("pukul", formats.clock)
register.filter("nip", formats.nip_spaced)
register.filter("ukuran", formats.size)
register.filter("terbilang", formats.in_words)
register.filter("dihitung", formats.counted)


@register.filter
def angka(value, places: int = 0) -> str:
    """``{{ 3.75|angka:2 }}`` -> ``3,75``."""
    return formats.number(value, places)


@register.filter
def kalimat(event: Event) -> str:
    """What happened, in words."""
    return events.sentence(event)


@register.filter
def perihal(event: Event) -> str:
    """What it happened to, unless the sentence says so itself."""
    about = str(event.data.get("subject", ""))
    return "" if about in events.sentence(event) else about
