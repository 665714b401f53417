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

    The first page that names him below an empty space, there the last place: attachments repeat the block of the
    letter, and a statement names its signer in a list before.
    """
    import pypdfium2  # noqa: PLC0415 -- slow import

    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            if found := _free_box(document[number], name):
                return number, found
    return 0, (92 * MM, 8 * MM, 92 * MM + 0.75 * WIDTH, 8 * MM + 0.75 * HEIGHT)


def _free_box(page: Any, name: str) -> tuple[float, float, float, float] | None:
    """The last place on the page above the name where nothing is written yet."""
    text, found = page.get_textpage(), None
    if name:
        search = text.search(name, match_case=True)
        while place := search.get_next():
            left, _, _, top = text.get_charbox(place[0])
            box = (left, top + ABOVE_NAME, left + WIDTH, top + ABOVE_NAME + HEIGHT)
            found = found if text.get_text_bounded(*box).strip() else box
        search.close()
    text.close()
    page.close()
    return found
