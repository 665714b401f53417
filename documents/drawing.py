"""How docs/letters.md is written from the declarations, so that the list of kinds is never out of date."""

import io

from documents.bulks import is_made_in_bulk
from documents.kinds import LetterKind, kinds
from documents.paper import set_on_paper
from documents.samples import sample_data, sample_letter

BEGIN, END = "<!-- kinds: begin -->", "<!-- kinds: end -->"
WIDTH = 420  # pixels of a sample page
COLOURS = 16


def with_kinds(page: str) -> str:
    """The page with its list of kinds written anew; the walk-through around it is written by hand."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{draw()}\n{END}{after}"


def draw() -> str:
    """A table of all kinds, then a chapter with a sample page for each."""
    found = list(kinds().values())
    rows = [f"| `{kind.code}` | {kind.name} | {kind.issued_by.label} | {kind.naskah.label} | v{kind.version} |"
            for kind in found]  # fmt: skip
    head = ["| code | kind | issued by | class | version |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows, "", *(_chapter(kind) for kind in found)])


def _chapter(kind: LetterKind) -> str:
    numbered = f"class `{kind.number_class}`, subject code {kind.subject_code}" if kind.number_class else "not numbered"
    lines = {
        "Issued by": kind.issued_by.label, "Signed by": kind.signed_by.label, "Number": numbered,
        "About": f"`{kind.subject}`", "Words": f"`{kind.builder.__module__}.{kind.builder.__name__}`",
        "Template": f"`{kind.template()}`", "Lampiran": "; ".join(kind.attachments) or "none",
        "Kept": f"{kind.retention} (RECONSTRUCTED)", "In bulk": "yes" if is_made_in_bulk(kind.code) else "no",
    }  # fmt: skip
    facts = [f"- {name}: {value}" for name, value in lines.items()]
    pages = sample_data(kind.code)["pages"]
    picture = f"![{kind.name}, page 1 of {pages}](images/letters/{kind.code}.png)"
    return "\n".join([f"### {kind.name}", "", *facts, "", picture, ""])


def sample_page(code: str) -> bytes:
    """The first page of the sample as a small PNG."""
    import pypdfium2  # noqa: PLC0415 -- slow import

    pdf = pypdfium2.PdfDocument(set_on_paper(sample_letter(code)).content)
    page = pdf[0]
    picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("L").quantize(COLOURS)
    octets = io.BytesIO()
    picture.save(octets, "PNG", optimize=True)
    pdf.close()
    return octets.getvalue()
