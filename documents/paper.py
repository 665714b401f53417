"""How does a letter look? The HTML of its frozen words under its own template version, and the PDF of it."""

import base64
from functools import lru_cache
from typing import Any

import segno
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from core.pdf import Pdf, to_pdf
from documents.kinds import kinds
from documents.models import Letter
from documents.pictures import pictures_of

STYLESHEET = "naskah-dinas.css"
PAPER = "documents/letters/base/paper.html"
CONCEPT = "documents/letters/base/concept.html"
PAGES = (PAPER, CONCEPT)
PAGE_HEADINGS = {"heading": "h1", "subheading": "h2"}
PIECE_HEADINGS = {"heading": "h3", "subheading": "h4"}  # below the headings of the page that shows it


def set_on_paper(letter: Letter) -> Pdf:
    """The PDF of an issued letter, with its words as attached data."""
    return to_pdf(
        whole_page(letter), stylesheet=STYLESHEET, made_at=letter.issued_at, source=source_of(letter), code=letter.code
    )


def concept_on_paper(letter: Letter) -> Pdf:
    """The PDF of what would be issued, page by page the same, but marked as a draft and without code or data."""
    return to_pdf(_set(letter, CONCEPT), stylesheet=STYLESHEET, made_at=letter.created_at)


def source_of(letter: Letter) -> dict[str, Any]:
    """What a program may want to read out of the PDF later."""
    return {
        "kind": letter.kind, "template_version": letter.template_version,
        "text_version": letter.text_version, "number": letter.number,
        "date": letter.letter_date.isoformat(), "title": letter.title, "code": letter.code,
        "content": letter.content,
    }  # fmt: skip


def whole_page(letter: Letter) -> str:
    """The letter as the PDF shows it, attachments included."""
    return _set(letter, PAPER)


def preview(letter: Letter) -> str:
    """The first part of the letter as a piece of a page: same words, without attachments and footers."""
    return _set(letter, "documents/letters/base/fragment.html")


def _set(letter: Letter, base: str) -> str:
    template = kinds()[letter.kind].template(letter.template_version)
    head = letter.content["letterhead"]
    context = {
        "base": base, "letter": letter, "content": letter.content, "head": head, "logo": data_uri(head.get("logo", "")),
        "qr": qr_of(f"{letter.content['site']}/v/{letter.code}") if base == PAPER else "",
        "verify_at": f"{letter.content['site'].partition('//')[2]}/v",
        "pictures": pictures_of(letter.content.get("photos", ())) if base in PAGES else [],
    } | (PAGE_HEADINGS if base in PAGES else PIECE_HEADINGS)  # fmt: skip
    return render_to_string(template, context)


def qr_of(address: str) -> str:
    """The address as a QR code, inline.

    Always under the chequered mask: readers take any, and weighing all eight takes six times as long.
    """
    return segno.make(address, error="m", micro=False, mask=0).svg_data_uri(border=1, scale=4)


@lru_cache(maxsize=64)
def data_uri(logo: str) -> str:
    """The stored logo inline; its name is its content, so it may be remembered."""
    if not logo:
        return ""
    with default_storage.open(logo) as file:
        return f"data:image/png;base64,{base64.b64encode(file.read()).decode()}"
