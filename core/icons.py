"""The icons of the pages: single files of bootstrap-icons, written into the page so that no font is needed."""

import re
from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FOLDER = settings.BASE_DIR / "node_modules/bootstrap-icons/icons"


@cache
def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers; an unknown name is a programming error."""
    svg = (FOLDER / f"{name}.svg").read_text()
    inner = re.sub(r"\s*\n\s*", "", svg.split(">", 1)[1].rsplit("</svg>", 1)[0])
    head = '<svg class="ikon" width="16" height="16" fill="currentColor" viewBox="0 0 16 16" aria-hidden="true">'
    return mark_safe(f"{head}{inner}</svg>")  # noqa: S308 -- a packaged file, no data
