"""Do the revisions appended to an issued PDF only add signatures, or do they change what it says?

A page replaced before signing would be covered by the signature like any other; so everything that was there before
must still be what it was, but for the few places where a signature has to be entered.
"""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf

OF_ROOT = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}
OF_PAGE = {"/Annots"}
LARGEST_SHARE = 0.34  # of the page: a larger stamp could hide what the letter says


def changes_words(content: bytes, issued: bytes) -> bool:
    """Whether anything of ``issued`` is another thing now, or a page bears more than new signatures."""
    with pikepdf.open(io.BytesIO(issued)) as before, pikepdf.open(io.BytesIO(content)) as after:
        if before.trailer.Root.objgen != after.trailer.Root.objgen or len(before.pages) != len(after.pages):
            return True
        pages = {page.objgen for page in before.pages}
        free = {before.trailer.Info.objgen, before.Root.Metadata.objgen}
        for old in before.objects:
            new = after.get_object(old.objgen)
            keys = OF_PAGE if old.objgen in pages else OF_ROOT if old.objgen == before.Root.objgen else set()
            if old.objgen not in free and not _same(old, new, keys):
                return True
        return any(_more_than_signed(one, other) for one, other in zip(before.pages, after.pages, strict=True))


def _same(old: Any, new: Any, but: Iterable[str]) -> bool:
    if isinstance(old, pikepdf.Stream):
        kept = isinstance(new, pikepdf.Stream) and old.read_raw_bytes() == new.read_raw_bytes()
        return kept and _words(old, but) == _words(new, but)
    if isinstance(old, pikepdf.Dictionary) and isinstance(new, pikepdf.Dictionary):
        return _words(old, but) == _words(new, but)
    return _text(old) == _text(new)


def _words(thing: Any, but: Iterable[str]) -> dict[str, bytes]:
    return {key: _text(value) for key, value in thing.items() if key not in but}


def _text(value: Any) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()


def _more_than_signed(before: Any, after: Any) -> bool:
    """Whether an old annotation is gone, or a new one is no signature of decent size."""
    old = [_text(one) for one in before.get("/Annots", [])]
    new = list(after.get("/Annots", []))
    if [_text(one) for one in new[: len(old)]] != old:
        return True
    return any(not _is_stamp(one, after.mediabox) for one in new[len(old) :])


def _is_stamp(annotation: Any, page: Any) -> bool:
    left, low, right, high = (float(side) for side in annotation.Rect)
    share = abs((right - left) * (high - low)) / (float(page[2] - page[0]) * float(page[3] - page[1]))
    kind = annotation.get("/FT", annotation.get("/Parent", pikepdf.Dictionary()).get("/FT", ""))
    return str(annotation.Subtype) == "/Widget" and str(kind) == "/Sig" and share <= LARGEST_SHARE
