"""What does a reader see of a signature, and where on the page does it stand?"""

import io
from typing import Any

from pyhanko.pdf_utils.content import PdfContent, PdfResources, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader

MM = 72 / 25.4
WIDTH, HEIGHT = 72 * MM, 17 * MM
ABOVE_NAME = 1.2 * MM


class StampPage(PdfContent):
    """A page of another PDF, fonts and all, as the look of a signature."""

    def __init__(self, content: bytes):
        super().__init__(PdfResources(), box=BoxConstraints(width=WIDTH, height=HEIGHT))
        self.content = content

    def render(self) -> bytes:
        page = self.writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.content)))
        self.set_resource(category=ResourceType.XOBJECT, name=pdf_name("/Cap"), value=page)
        return b"/Cap Do"


def place_for(content: bytes, name: str) -> tuple[int, tuple[float, float, float, float]]:
    """Page (from 0) and box right above the signer's name; else in the foot of page one.

    The first page that names him, there the last place: attachments repeat the block of the letter.
    """
    import pypdfium2  # noqa: PLC0415 -- slow import

    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            if found := _left_top(document[number], name):
                left, top = found
                return number, (left, top + ABOVE_NAME, left + WIDTH, top + ABOVE_NAME + HEIGHT)
    return 0, (92 * MM, 8 * MM, 92 * MM + 0.75 * WIDTH, 8 * MM + 0.75 * HEIGHT)


def _left_top(page: Any, name: str) -> tuple[float, float] | None:
    """Left and upper edge of the last place on the page where the name stands."""
    text = page.get_textpage()
    last = None
    if name:
        search = text.search(name, match_case=True)
        while place := search.get_next():
            last = place
        search.close()
    box = text.get_charbox(last[0]) if last else None
    text.close()
    page.close()
    return (box[0], box[3]) if box else None
