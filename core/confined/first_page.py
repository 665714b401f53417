"""How does the first page of this PDF look, small? Reads standard input, writes a JPEG; runs alone, within limits."""

import resource
import sys
from io import BytesIO

MEMORY, SECONDS = 1024 * 1024 * 1024, 20


def first_page(content: bytes, side: int) -> bytes:
    """The page as a JPEG whose longer side is ``side`` pixels."""
    import pypdfium2  # noqa: PLC0415 -- after the limits are set

    document, out = pypdfium2.PdfDocument(content), BytesIO()
    page = document[0]
    page.render(scale=min(4, side / max(page.get_size()))).to_pil().convert("RGB").save(out, "JPEG", quality=70)
    page.close()
    document.close()
    return out.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(first_page(sys.stdin.buffer.read(), int(sys.argv[1])))


if __name__ == "__main__":
    main()
