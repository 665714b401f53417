"""How do the pages of a PDF look, as pictures that a page of the application can show?"""

import base64
import io

MOST = 12
SCALE = 1.35  # about 100 dpi: readable on a phone, light on its line


def pictures_of(content: bytes, *, most: int = MOST) -> list[str]:
    """The first pages as inline grey PNGs."""
    import pypdfium2  # noqa: PLC0415 -- slow import

    document = pypdfium2.PdfDocument(content)
    try:
        return [_picture(document[n]) for n in range(min(most, len(document)))]
    finally:
        document.close()


def _picture(page: object) -> str:
    out = io.BytesIO()
    page.render(scale=SCALE, grayscale=True).to_pil().quantize(16).save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
