"""What is in this PDF besides pages? Reads it from standard input; runs alone, without Django, within limits."""

import json
import resource
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

MB = 1024 * 1024
MEMORY, SECONDS = 512 * MB, 10
OBJECT_LIMIT = 60_000
UNPACKED_LIMIT = 600 * MB
PIXEL_LIMIT = 120_000_000  # A3 at 600 dpi is 70 million
DATA_LIMIT = MB
ACTIVE = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE", "/GoToR", "/Movie", "/Sound"}
MEDIA = {"/Movie", "/Sound", "/Screen", "/3D", "/RichMedia"}
ATTACHED = {"/FileAttachment"}


class Fault(Exception):
    """Why the PDF is refused: a word of ``core.uploads.scans.FAULTS``, and a detail for its sentence."""

    def __init__(self, word: str, detail: object = ""):
        super().__init__(word)
        self.word, self.detail = word, detail


def look_through(content: bytes, pages: int) -> bytes:
    """The repaired copy when the table of contents was wrong, nothing when it was right. ``Fault`` otherwise."""
    import pikepdf  # noqa: PLC0415 -- after the limits are set

    if b"%%EOF" not in content[-2048:]:
        raise Fault("broken")
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as document:
            return _looked_through(document, pages)
    except pikepdf.PasswordError as error:
        raise Fault("locked") from error
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, AttributeError) as error:
        raise Fault("broken") from error


def _looked_through(document: Any, pages: int) -> bytes:
    if document.is_encrypted:
        raise Fault("locked")
    if len(document.pages) > pages:
        raise Fault("pages", len(document.pages))
    if not len(document.pages):
        raise Fault("empty")
    if int(document.trailer.get("/Size", 0)) > OBJECT_LIMIT or len(document.objects) > OBJECT_LIMIT:
        raise Fault("bomb")
    if "/XFA" in document.Root.get("/AcroForm", {}):
        raise Fault("xfa")
    unpacked = 0
    for thing in _things(document):
        _refuse(thing)
        unpacked += _unpacked(thing, UNPACKED_LIMIT - unpacked)
    return _repaired(document)


def _things(document: Any) -> Iterator[Any]:
    """Every dictionary, also those that stand inside another one, however deep."""
    import pikepdf  # noqa: PLC0415 -- after the limits are set

    waiting = [thing for thing in document.objects if thing is not None]
    waiting.append(document.trailer)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            waiting += [item for item in thing if _inside(item)]
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            keys = thing.keys()  # a stream cannot be iterated itself
            waiting += [item for item in (thing[key] for key in keys) if _inside(item)]


def _inside(item: Any) -> bool:
    """Whether it is written in place; what is only pointed to has its own turn."""
    import pikepdf  # noqa: PLC0415 -- after the limits are set

    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _refuse(thing: Any) -> None:
    """Programs, films and foreign files, wherever they hang: page, annotation, field, bookmark or tree of names."""
    action, kind = str(thing.get("/S", "")), str(thing.get("/Subtype", ""))
    if "/JS" in thing or "/JavaScript" in thing or action in ACTIVE:
        raise Fault("program")
    if kind in MEDIA:
        raise Fault("media")
    if kind in ATTACHED:
        raise Fault("attachment", str(thing.get("/Contents", "lampiran"))[:60])
    if "/EF" in thing:
        _refuse_file(thing)
    if kind == "/Image" and int(thing.get("/Width", 0)) * int(thing.get("/Height", 0)) > PIXEL_LIMIT:
        raise Fault("bomb")


def _refuse_file(thing: Any) -> None:
    """Data for machines may travel along, as in our own letters: well-formed JSON and nothing else."""
    name = str(thing.get("/UF", thing.get("/F", "")))
    for key in thing.EF.keys():  # noqa: SIM118 -- a PDF dictionary
        stream = thing.EF[key]
        if _unpacked(stream, DATA_LIMIT) > DATA_LIMIT or not _is_json(stream.read_bytes()):
            raise Fault("attachment", name[:60])


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _unpacked(thing: Any, most: int) -> int:
    """How much a stream unpacks to, found without keeping any of it. ``Fault`` beyond ``most``."""
    import pikepdf  # noqa: PLC0415 -- after the limits are set

    if not isinstance(thing, pikepdf.Stream):
        return 0
    filters: Any = thing.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if len([name for name in names if name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode")]) > 1:
        raise Fault("bomb")
    if names[:1] not in (["/FlateDecode"], ["/Fl"]):
        return len(thing.read_raw_bytes())
    return _inflated(bytes(thing.read_raw_bytes()), most)


def _inflated(packed: bytes, most: int) -> int:
    count, stream = 0, zlib.decompressobj()
    try:
        while packed and not stream.eof:
            count += len(stream.decompress(packed, MB))
            packed = stream.unconsumed_tail
            if count > most:
                raise Fault("bomb")
    except zlib.error:
        return count  # the pages are drawn as far as they can be read
    return count


def _repaired(document: Any) -> bytes:
    """Whether the table of contents was wrong, qpdf says only in a warning."""
    if not any("reconstruct" in str(warning) for warning in document.get_warnings()):
        return b""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        repaired, verdict = look_through(sys.stdin.buffer.read(), int(sys.argv[1])), {"fault": "", "detail": ""}
    except Fault as fault:
        repaired, verdict = b"", {"fault": fault.word, "detail": str(fault.detail)}
    sys.stdout.buffer.write(json.dumps(verdict).encode() + b"\n" + repaired)


if __name__ == "__main__":
    main()
