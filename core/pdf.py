"""How does HTML become an archival PDF? The only door to WeasyPrint, shut to the network and to files."""

import gc
import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.conf import settings

from core.errors import NotAllowed
from core.marks import draw_marks
from core.tags import mend_tables

log = logging.getLogger(__name__)
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # a line for every page of every letter
NOWHERE = "imbas://surat/"  # so that a relative address is asked for at the door too, and not only left out
STYLESHEETS = settings.BASE_DIR / "static" / "letters"
USUAL, SELDOM = gc.get_threshold(), 20_000  # new objects between two looks for garbage


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


@cache
def _door() -> Any:
    """A fetcher that hands out inline data only. Whatever else is asked for stops the page, and is logged."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 -- slow import

    class Door(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.startswith("data:"):
                log.warning("A page asked for %s and was refused", url[:200])
                raise FatalURLFetchingError(f"Isi surat menunjuk alamat yang tidak boleh dibaca: {url[:80]}")
            return super().fetch(url, headers)

    return Door(allowed_protocols={"data"})


@cache
def _fonts() -> Any:
    """One configuration for the process: a new one for each page would cost memory that never comes back."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import

    return FontConfiguration()


@cache
def _stylesheet(name: str) -> Any:
    from weasyprint import CSS  # noqa: PLC0415 -- slow import

    return CSS(string=(STYLESHEETS / name).read_text(), font_config=_fonts(), url_fetcher=_door())


def to_pdf(
    html: str, *, stylesheet: str, made_at: datetime, source: dict[str, Any] | None = None, code: str = ""
) -> Pdf:
    """PDF/A-3a: tagged, fonts embedded, ``source`` attached as JSON. The same arguments give the same bytes.

    With a ``code`` every page bears it, its own number and their count in a mark for machines.
    ``NotAllowed`` when the page asks for anything that is not in it.
    """
    attachments = [_attachment(source, made_at)] if source is not None else []
    with _seldom_collecting():
        return _drawn(html, stylesheet, attachments, code)


def _drawn(html: str, stylesheet: str, attachments: list[Any], code: str) -> Pdf:
    from weasyprint import HTML  # noqa: PLC0415 -- slow import
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 -- slow import

    page = HTML(string=html, base_url=NOWHERE, url_fetcher=_door())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile to the collector
        try:
            document = page.render(
                font_config=_fonts(), stylesheets=[_stylesheet(stylesheet)], pdf_variant="pdf/a-3a", pdf_tags=True
            )
        except FatalURLFetchingError as refusal:
            raise NotAllowed(str(refusal)) from refusal
        content = document.write_pdf(
            pdf_variant="pdf/a-3a", pdf_tags=True, attachments=attachments, finisher=partial(_finish, code=code)
        )
    return Pdf(content, len(document.pages))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """All that a page makes lives until it is written: to look through it a hundred times takes a tenth of the time.

    What it leaves behind goes at once, so that memory stays flat: nothing of the page may be held when this ends. The
    pace belongs to the process; of two threads the first that ends brings the usual one back for both.
    """
    gc.set_threshold(SELDOM, *USUAL[1:])
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
        gc.collect(1)


def _finish(document: Any, pdf: Any, *, code: str) -> None:
    """Mend the tags, draw the marks of the letter, then put every object of the file into bytes.

    The identifier that PDF/A wants is made of them all, and to make it the library writes and packs each object again.
    """
    mend_tables(pdf)
    if code:
        draw_marks(document, pdf, code=code)
    written = _written()
    pdf.objects = [written(thing) if thing.free == "n" else thing for thing in pdf.objects]


@cache
def _written() -> Any:
    import pydyf  # noqa: PLC0415 -- slow import

    class Written(pydyf.Object):
        data = compressible = None  # a property of the library; here plain values

        def __init__(self, thing: pydyf.Object):
            super().__init__()
            self.number, self.generation = thing.number, thing.generation
            self.data, self.compressible = thing.data, thing.compressible

    return Written


def _attachment(source: dict[str, Any], made_at: datetime) -> Any:
    from weasyprint import Attachment  # noqa: PLC0415 -- slow import

    text = json.dumps(source, ensure_ascii=False, sort_keys=True, indent=1)
    return Attachment(
        string=text, name="isi-surat.json", description="Isi surat sebagai data", relationship="Source",
        created=made_at, modified=made_at, url_fetcher=_door(),
    )  # fmt: skip
