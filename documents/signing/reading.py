"""Which letter and page is this picture of paper? Read from the marks on it: slanted, grey, turned or photographed."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps

from documents.rules import CODE_LENGTH, CODE_LETTERS

CODE = f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}"
MARK = re.compile(rf"({CODE})/(\d{{1,3}})/(\d{{1,3}})")
ADDRESS = re.compile(rf"https?://\S+/v/({CODE})")
DPI = (150, 300)  # the second only for pages whose mark the first did not show


@dataclass(frozen=True)
class Sheet:
    """What a page says of itself. No code: nothing was readable; no page: only the address of the letter was."""

    code: str = ""
    page: int | None = None
    turn: int = 0


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """One after the other, so that a hundred pages need the memory of one."""
    if b"%PDF-" not in content[:1024]:
        with Image.open(io.BytesIO(content)) as picture:
            yield read_sheet(ImageOps.exif_transpose(picture))
        return
    import pypdfium2  # noqa: PLC0415 -- slow import

    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield _best(page)
            page.close()


def count_pages(content: bytes) -> int:
    if b"%PDF-" not in content[:1024]:
        return 1
    import pypdfium2  # noqa: PLC0415 -- slow import

    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def _best(page: Any) -> Sheet:
    found = Sheet()
    for dpi in DPI:
        seen = read_sheet(page.render(scale=dpi / 72, grayscale=True).to_pil())
        if seen.page:
            return seen
        found = seen if seen.code else found
    return found


def read_sheet(picture: Image.Image) -> Sheet:
    """As it is, then with more contrast, then larger: each step costs time, so only when the one before saw nothing."""
    grey = picture.convert("L")
    found = Sheet()
    for better in (lambda: grey, lambda: ImageOps.autocontrast(grey, cutoff=2), lambda: _larger(grey)):
        seen = _said(better())
        if seen.page:
            return seen
        found = seen if seen.code else found
    return found


def _larger(picture: Image.Image) -> Image.Image:
    if max(picture.size) > 3000:
        return picture
    return ImageOps.autocontrast(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC))


def _said(picture: Image.Image) -> Sheet:
    """The mark of the page, else the address of the letter. Two letters in one picture are nobody's sheet."""
    import zxingcpp  # noqa: PLC0415 -- slow import

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    marks = [(mark, one) for one in found if (mark := MARK.fullmatch(one.text))]
    codes = {mark[1] for mark, _ in marks} | {address[1] for one in found if (address := ADDRESS.fullmatch(one.text))}
    if len(codes) != 1 or len({mark[2] for mark, _ in marks}) > 1:
        return Sheet()
    turn = _upright(found[0].orientation)
    return Sheet(codes.pop(), int(marks[0][0][2]) if marks else None, turn)


def _upright(orientation: int) -> int:
    """Quarter turns clockwise that set the page upright again; slight slants stay."""
    return round(-orientation / 90) % 4 * 90


def picture_of(content: bytes, position: int, width: int, turn: int = 0) -> bytes:
    """One page as a small PNG, to be looked at; turned clockwise until it stands upright."""
    out = io.BytesIO()
    if b"%PDF-" not in content[:1024]:
        with Image.open(io.BytesIO(content)) as picture:
            small = ImageOps.exif_transpose(picture).convert("L")
    else:
        import pypdfium2  # noqa: PLC0415 -- slow import

        with pypdfium2.PdfDocument(content) as document:
            page = document[position - 1]
            small = page.render(scale=width / page.get_width(), grayscale=True).to_pil().convert("L")
            page.close()
    small = small.rotate(-turn, expand=True)
    small.thumbnail((width, width * 2))
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
