"""How do sheets from several scans become one PDF, in the order of the letter?"""

import io
from collections.abc import Sequence

from PIL import Image, ImageOps

A4_SHORT_INCHES = 8.27


def bind(sheets: Sequence[tuple[bytes, int, int]]) -> bytes:
    """One PDF of (file, position in it, quarter turn). Photos become pages as wide as the paper was."""
    import pikepdf  # noqa: PLC0415 -- slow import

    with pikepdf.new() as bound:
        for content, position, turn in sheets:
            octets = content if b"%PDF-" in content[:1024] else _page_of(content)
            with pikepdf.open(io.BytesIO(octets)) as source:
                bound.pages.append(source.pages[position - 1])
            if turn:
                bound.pages[-1].rotate(turn, relative=True)
        out = io.BytesIO()
        bound.save(out, deterministic_id=True)
    return out.getvalue()


def _page_of(picture: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        straight = ImageOps.exif_transpose(opened).convert("RGB")
    straight.save(out, "PDF", resolution=min(straight.size) / A4_SHORT_INCHES, quality=85)
    return out.getvalue()
