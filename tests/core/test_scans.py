"""Is everything a PDF can carry besides pages found, wherever it hangs, and is a harmless scan left as it came?"""

import io
import json
import zipfile
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from core.confined import look_through_pdf as confined
from core.uploads import BadUpload, check_image_or_pdf
from tests import files

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def made(change=lambda document, page: None, pages=1, name="pindaian.pdf"):
    """A PDF of blank pages, changed by ``change``."""
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    change(document, document.pages[0].obj)
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return files.upload(out.getvalue(), name)


def put(**where):
    """A change that sets keys of the first page."""
    return lambda document, page: page.update({f"/{key}": value for key, value in where.items()})


def attached(content, name="data.json"):
    def change(document, page):
        document.attachments[name] = content

    return change


def nested_script(document, page):
    """A link whose second action, three levels down, is a program."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1])
    link.A = Dictionary(S=Name.URI, URI=String("about:blank"), Next=Array([Dictionary(S=Name.Named, Next=SCRIPT)]))
    page.Annots = Array([document.make_indirect(link)])


def huge_stream(document, page):
    page.Contents = document.make_stream(b"")
    page.Contents.write(zlib.compress(bytes(700 * 1024 * 1024), 9), filter=Name.FlateDecode)


def many_objects(document, page):
    page.Many = Array([document.make_indirect(Dictionary(A=n)) for n in range(61_000)])


def twice_packed(document, page):
    page.Contents = document.make_stream(b"")
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    page.Contents.write(zlib.compress(zlib.compress(bytes(1000))), filter=filters)


def huge_picture(document, page):
    picture = document.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=90_000, Height=90_000)
    page.Resources = Dictionary(XObject=Dictionary(A=picture))


BAD_SCANS = {
    "empty": (lambda: files.upload(b"", "a.pdf"), "kosong"),
    "broken": (lambda: files.upload(b"%PDF-1.7 terpotong", "a.pdf"), "rusak"),
    "cut": (lambda: files.upload(made().read()[:-300], "a.pdf"), "terpotong"),
    "locked": (lambda: files.pdf(password="rahasia"), "dikunci"),
    "program on opening": (lambda: files.pdf(script=True), "JavaScript"),
    "program of a page": (lambda: made(put(AA=Dictionary(O=SCRIPT))), "JavaScript"),
    "program in a button": (lambda: made(nested_script), "JavaScript"),
    "program by name": (
        lambda: made(lambda document, page: document.Root.update({"/Names": Dictionary(JavaScript=Dictionary())})),
        "JavaScript",
    ),
    "launch": (lambda: made(put(AA=Dictionary(O=Dictionary(S=Name.Launch, F=String("a.exe"))))), "program"),
    "form of XFA": (
        lambda: made(lambda document, page: document.Root.update({"/AcroForm": Dictionary(XFA=String("<x/>"))})),
        "XFA",
    ),
    "attachment": (lambda: made(attached(b"MZ\x90", "gaji.exe")), "gaji.exe"),
    "disguised attachment": (lambda: made(attached(b"MZ\x90")), "data.json"),
    "attachment by annotation": (
        lambda: made(put(Annots=[Dictionary(Subtype=Name.FileAttachment, Contents=String("x.exe"))])), "x.exe",
    ),
    "film": (lambda: made(put(Annots=[Dictionary(Subtype=Name.RichMedia)])), "video"),
    "many pages": (lambda: made(pages=41), "41 halaman; paling banyak 40"),
    "no page": (lambda: made(lambda document, page: document.pages.__delitem__(0)), "tidak berhalaman"),
    "many objects": (lambda: made(many_objects), "mengembang"),
    "bomb": (lambda: made(huge_stream), "mengembang"),
    "bomb in a bomb": (lambda: made(twice_packed), "mengembang"),
    "huge picture": (lambda: made(huge_picture), "mengembang"),
    "page in front": (lambda: files.upload(b"<script>x()</script>" + made().read(), "a.pdf"), "di depan"),
    "zip behind": (lambda: files.upload(made().read() + files.workbook().read(), "a.pdf"), "arsip ZIP"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "word"), BAD_SCANS.values(), ids=BAD_SCANS.keys())
def test_bad_scan_is_refused_with_what_is_wrong(make, word):
    with pytest.raises(BadUpload) as refused:
        check_image_or_pdf(make())

    assert word.lower() in str(refused.value).lower()


@pytest.mark.parametrize(
    ("make", "word"), [pair for pair in BAD_SCANS.values() if pair[1] in ("JavaScript", "XFA", "video", "rusak")]
)
def test_the_same_is_found_without_a_process_of_its_own(make, word):
    with pytest.raises(confined.Fault):
        confined.look_through(make().read(), 40)


def test_a_harmless_pdf_is_kept_as_it_came():
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("x")))
    scan = made(put(Annots=[link]), pages=40)
    before = scan.read()

    kept = check_image_or_pdf(scan)

    assert (kept.read(), kept.name) == (before, "pindaian.pdf")


def test_data_of_our_own_letters_may_travel_along():
    scan = made(attached(json.dumps({"nomor": "1/D7.4/SK/2020"}).encode()))

    assert check_image_or_pdf(scan).name == "pindaian.pdf"


def test_a_wrong_table_of_contents_is_mended():
    content = made().read()
    wrong = content.replace(b"startxref\n", b"startxref\n9")

    kept = check_image_or_pdf(files.upload(wrong, "pindai.pdf"))

    with pikepdf.open(kept, suppress_warnings=False) as document:
        assert (len(document.pages), document.get_warnings()) == (1, [])


def test_a_wrong_extension_does_not_matter_because_the_content_decides():
    kept = check_image_or_pdf(files.upload(made().read(), "FOTO.JPG"))

    assert kept.name == "FOTO.pdf"


def test_a_scan_beyond_ten_megabytes_says_both_sizes():
    scan = made()
    scan.size = 12 * 1024 * 1024

    with pytest.raises(BadUpload, match=r"Berkas terlalu besar: 12,6 MB; paling besar 10 MB\."):
        check_image_or_pdf(scan)


def test_a_process_that_dies_is_a_refusal_and_no_fault_of_the_page(monkeypatch):
    monkeypatch.setattr("core.confined.SECONDS", 0.001)

    with pytest.raises(BadUpload, match="diperiksa dengan aman"):
        check_image_or_pdf(made())


def test_a_photo_that_is_an_archive_too_loses_the_archive():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("a.exe", b"MZ")
    both = files.upload(files.picture(size=(80, 60)).read() + archive.getvalue(), "foto.jpg")

    kept = check_image_or_pdf(both)

    assert not zipfile.is_zipfile(kept)


def by_hand(objects):
    """A PDF of three objects whose third holds a fourth: written by hand, because no library writes such a one."""
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"\x01%s\x00" % place.to_bytes(3, "big") for place in places)
    rows += b"\x02\x00\x00\x03\x00\x01%s\x00" % len(body).to_bytes(3, "big")  # object 4 lies in object 3
    head = b"<</Type/XRef/W[1 3 1]/Index[1 5]/Size 6/Root 1 0 R/Length %d>>" % len(rows)
    xref = b"5 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, rows)
    return body + xref + b"startxref\n%d\n%%%%EOF\n" % len(body)


def test_a_bomb_that_goes_off_on_opening_hurts_only_its_own_process():
    """Objects that unpack to 2.7 GB: qpdf needs them to find the first page, before anything can be asked."""
    packer = zlib.compressobj(9)
    first = packer.compress(b"4 0 <</Type/Page/Parent 2 0 R>>") + packer.flush(zlib.Z_FULL_FLUSH)
    zeros = packer.compress(bytes(2**26)) + packer.flush(zlib.Z_FULL_FLUSH)
    hidden = first + zeros * 40 + packer.flush()
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        len(hidden), hidden,
    )  # fmt: skip
    pages = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"

    with pytest.raises(BadUpload, match="rusak|tidak berhalaman|dengan aman"):
        check_image_or_pdf(files.upload(by_hand([b"<</Type/Catalog/Pages 2 0 R>>", pages, stream]), "a.pdf"))
