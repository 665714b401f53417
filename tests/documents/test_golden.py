"""Is the sample of every kind a sound archival PDF, with the right words in the right places?"""

import io
import json

import pypdfium2
import pytest
from django.core.exceptions import SuspiciousFileOperation
from pypdf import PdfReader

from core.errors import NotAllowed
from documents.kinds import SignedBy, kinds
from documents.paper import set_on_paper
from documents.samples import sample_data, sample_file, sample_letter
from tests.documents import samples
from tests.documents.test_paper import places, text_of

EACH = pytest.mark.parametrize("code", sorted(kinds()))
HARD = "SD <b>Miring</b> & 'Putra' \"Bangsa\" {{ 7 }} مدرسة "
LONG = HARD + "NAMA YANG PANJANG SEKALI " * 6


@EACH
def test_the_sample_says_its_words_in_their_places(code, tmp_path):
    golden = sample_data(code)
    pdf = set_on_paper(sample_letter(code))
    reader = PdfReader(io.BytesIO(pdf.content))

    text, at = text_of(reader), places(pdf.content, tmp_path / "surat.pdf")

    assert pdf.pages == golden["pages"]
    assert [phrase for phrase in golden["text"] if phrase not in text] == []
    assert "Kode verifikasi K7QM-4TX2" in text
    assert f"Halaman {pdf.pages} dari {pdf.pages}" in text
    astray = {word: at.get(word) for word, place in golden["places"].items() if not is_near(at.get(word), place)}
    assert astray == {}


def is_near(found, wanted):
    """On the same page, within two millimetres."""
    return found and found[0] == wanted[0] and all(abs(a - b) <= 2 for a, b in zip(found[1:], wanted[1:], strict=True))


@EACH
def test_the_sample_is_archival_tagged_carries_its_fonts_and_comes_out_the_same_again(code):
    letter = sample_letter(code)
    pdf = set_on_paper(letter)
    reader = PdfReader(io.BytesIO(pdf.content))
    root = reader.trailer["/Root"]

    metadata = root["/Metadata"].get_data().decode()
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]

    assert ('part="3"' in metadata, 'conformance="A"' in metadata) == (True, True)
    assert (reader.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == (letter.title, "id", True)
    assert "/StructTreeRoot" in root
    assert all("/FontFile" in str(font["/DescendantFonts"][0].get_object()["/FontDescriptor"]) for font in fonts)
    attached = json.loads(reader.attachments["isi-surat.json"][0])
    assert (attached["kind"], attached["content"]) == (code, letter.content)
    assert set_on_paper(sample_letter(code)).content == pdf.content


@EACH
def test_who_signs_is_as_declared(code):
    content, signed_by = sample_data(code)["content"], kinds()[code].signed_by

    assert ("signer" in content) == (signed_by == SignedBy.HEAD)


@pytest.mark.parametrize("count", range(20, 26))
def test_the_signature_below_a_full_list_takes_a_row_along(count):
    row = sample_data("task_letter")["content"]["schools"][0]

    pdf = set_on_paper(sample_letter("task_letter", schools=[row | {"no": n + 1} for n in range(count)]))

    last = PdfReader(io.BytesIO(pdf.content)).pages[-1].extract_text()
    assert [row["npsn"] in last, "NIP" in last] == [True, True]


def pages_of(code, **changes):
    return [
        page.extract_text()
        for page in PdfReader(io.BytesIO(set_on_paper(sample_letter(code, **changes)).content)).pages
    ]


@pytest.mark.parametrize("count", range(3, 8))
def test_no_point_of_a_decree_leaves_its_name_behind(count):
    """However the lines fall, a page that names a point has its first words too."""
    names = [name for name, _ in sample_data("decree")["content"]["points"]]
    points = [[name, f"Butir ke-{n} " + "mengatur sekolah model dan imbas " * 6] for n, name in enumerate(names)]
    basis = [f"Peraturan Nomor {n} tentang penjaminan mutu;" for n in range(count)]

    pages = pages_of("decree", basis=basis, points=points)

    parted = [name for page in pages for name, text in points if name in page and text[:10] not in page]
    assert parted == []


@pytest.mark.parametrize("count", range(2, 8))
def test_copies_never_stand_alone_on_a_page(count):
    partner = ["SD NEGERI 018 PULAU BIRANDANG", "10400028", "Jalan Raya Lintas Nomor 10, Kecamatan Siak"]

    pages = pages_of("school_notice", partners=[partner] * count)

    assert ["Tembusan" in page and "NIP" not in page for page in pages] == [False] * len(pages)


def test_every_sample_belongs_to_a_kind():
    assert {path.stem for path in sample_file("x").parent.glob("*.json")} == set(kinds())


def test_builders_still_say_what_the_samples_say(world):
    """The same parts: a builder that gains or loses one needs its sample, and mostly a new template version."""
    drafts = samples.drafts(world)

    parts = {code: set(draft.content) | {"letterhead", "site"} for code, draft in drafts.items()}

    assert parts == {code: set(sample_data(code)["content"]) for code in kinds()}


def texts(value, path=()):
    """Every string of some content with the way to it."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, (*path, key))


def with_text(content, path, text):
    content = json.loads(json.dumps(content))
    inner = content
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = text
    return content


@EACH
def test_no_field_can_bring_in_a_file_a_host_or_markup(code):
    """Every field of every kind at once holds markup that asks for a file and a host: it is printed, not obeyed."""
    content = sample_data(code)["content"]
    asks = "<img src='file:///etc/passwd'><link rel=stylesheet href='http://127.0.0.1/x.css'>{% include 'x' %}"
    for path in list(texts(content)):
        if path not in {("letterhead", "logo"), ("site",)}:
            content = with_text(content, path, asks)

    reader = PdfReader(io.BytesIO(set_on_paper(sample_letter(code, **content)).content))

    assert "<img src='file:///etc/passwd'>" in text_of(reader).replace("\n", "")


@EACH
@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/x.png", "//127.0.0.1/x.png", "x.png"])
def test_a_letter_that_asks_outside_is_refused_and_logged(code, address, monkeypatch, caplog):
    """The one picture every kind has, pointed elsewhere: no kind has a door of its own."""
    monkeypatch.setattr("documents.paper.qr_of", lambda _: address)

    with pytest.raises(NotAllowed, match="tidak boleh dibaca"):
        set_on_paper(sample_letter(code))
    assert address in caplog.text


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "/etc/passwd"])
def test_a_logo_or_photo_outside_the_storage_is_never_opened(name):
    head = sample_data("f021")["content"]["letterhead"] | {"logo": name}
    photos = [{"image": name, "caption": "Foto"}]

    with pytest.raises(SuspiciousFileOperation):
        set_on_paper(sample_letter("f021", letterhead=head))
    with pytest.raises(SuspiciousFileOperation):
        set_on_paper(sample_letter("official_record", photos=photos))


@EACH
@pytest.mark.parametrize("words", [LONG, "W" * 200], ids=["hard", "unbroken"])
def test_hard_words_stay_words_and_on_the_page(code, words):
    """200 signs with quotes, markup and Arabic, or without a single blank, wherever a name may stand."""
    content = sample_data(code)["content"]
    for path in list(texts(content)):
        if path[-1] in ("name", "district", "address", "opening", "place", 0, 1) and "letterhead" not in path:
            content = with_text(content, path, words)

    pdf = set_on_paper(sample_letter(code, **content))

    assert off_the_page(pdf.content) == []
    assert words[4:20] in text_of(PdfReader(io.BytesIO(pdf.content)))


def off_the_page(content):
    """Every sign of which a part lies outside the sheet it stands on: page, sign, box."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, start=1):
            (wide, high), text = page.get_size(), page.get_textpage()
            boxes = [(at, text.get_charbox(at)) for at in range(text.count_chars())]
            found += [
                (number, text.get_text_range(at, 1), box)
                for at, box in boxes
                if box[0] < 0 or box[1] < 0 or box[2] > wide or box[3] > high
            ]
            text.close()
            page.close()
    return found


def test_forty_schools_repeat_their_heads_and_the_last_one_stands_with_the_signature():
    content = sample_data("f021")["content"]
    rows = [row | {"no": n, "npsn": str(10400000 + n)} for n, row in enumerate((content["rows"] * 14)[:40], 1)]

    reader = PdfReader(io.BytesIO(set_on_paper(sample_letter("f021", rows=rows)).content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages][1:]

    assert len(pages) > 5
    assert all("Calon sekolah model Calon sekolah imbas" in page for page in pages)
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages[1:])
    assert all(words in pages[-1] for words in ("10400040", "Jumlah:", "Dra. Kepala Contoh"))
