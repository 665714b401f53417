"""In what does a PDF differ from the one that was issued? Said in words a clerk can act on."""

from itertools import zip_longest

REWRITTEN = (
    "Isi yang terbaca sama, tetapi berkas ini ditulis ulang oleh aplikasi lain, sehingga tidak lagi memuat berkas"
    " terbitan Imbas. Tanda tangani PDF yang diunduh dari sini tanpa mencetak atau menyimpannya ulang."
)
OTHER = "Berkas ini bukan surat yang diterbitkan."


def difference(content: bytes, issued: bytes) -> str:
    """Pages too many or too few, the first line that reads differently, or the same words in another file."""
    theirs, ours = _lines(content), _lines(issued)
    if not theirs:
        return "PDF ini rusak atau dikunci sehingga tidak dapat dibandingkan dengan surat yang terbit."
    if len(theirs) != len(ours):
        return f"{OTHER} Jumlah halamannya {len(theirs)}, surat yang terbit {len(ours)} halaman."
    for number, (page, own) in enumerate(zip(theirs, ours, strict=True), start=1):
        for read, wanted in zip_longest(page, own, fillvalue=""):
            if read != wanted:
                return f"{OTHER} Halaman {number} berbunyi «{read[:80]}», sedangkan yang terbit «{wanted[:80]}»."
    return REWRITTEN


def _lines(content: bytes) -> list[list[str]]:
    """The words of each page, line by line; nothing when the file cannot be opened."""
    import pypdfium2  # noqa: PLC0415 -- slow import

    pages = []
    try:
        with pypdfium2.PdfDocument(content) as document:
            for page in document:
                text = page.get_textpage()
                lines = (" ".join(line.split()) for line in text.get_text_range().splitlines())
                pages.append([line for line in lines if line])
                text.close()
                page.close()
    except pypdfium2.PdfiumError:
        return []
    return pages
