"""Small pictures of figures, as SVG with attributes only: the same markup on the page and on paper."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.formats import number

BAR = (
    '<svg class="bar {}" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="{}">'
    '<rect width="{}" height="4"></rect></svg>'
)


def share(value: float | None, total: float | None) -> int:
    """How much of the whole, in percent, never outside 0 to 100; nothing of nothing is nothing."""
    if not value or not total:
        return 0
    return max(0, min(100, round(100 * value / total)))


def bar(value: float | None, total: float | None, tone: str = "") -> SafeString:
    """``{% bar 12 16 %}``: a bar filled to three quarters, read aloud as «12 dari 16»."""
    return format_html(BAR, tone, f"{number(value or 0)} dari {number(total or 0)}", share(value, total))
