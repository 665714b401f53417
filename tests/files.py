"""Files as people really send them: good, broken, disguised and dangerous, made in memory."""

import gzip
import io
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image


def upload(content, name):
    return SimpleUploadedFile(name, content)


def workbook(rows=(("NPSN", "Nama"), ("10400001", "SD")), name="data.xlsx", extra=()):
    """An XLSX of one sheet; ``extra`` are (name, bytes) put into the package besides."""
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for part, content in extra:
            package.writestr(part, content)
    return upload(out.getvalue(), name)


def bomb(name="bom.xlsx"):
    """A small package that unpacks to 60 MB of nothing."""
    return workbook(name=name, extra=[("xl/worksheets/sheet9.xml", bytes(60 * 1024 * 1024))])


def ole(name="data.xlsx", *, locked=True):
    """An OLE container: a workbook under password, or an old .xls."""
    inside = "EncryptedPackage" if locked else "Workbook"
    return upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1200) + inside.encode("utf-16-le") + bytes(900), name)


def packed(text, name="data.csv.gz"):
    return upload(gzip.compress(text.encode() if isinstance(text, str) else text), name)


def picture(form="JPEG", size=(40, 20), name="", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "navy").save(out, form, **options)
    return upload(out.getvalue(), name or f"foto.{form.lower()}")


def pdf(name="pindaian.pdf", *, password="", script=False):
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.Root.OpenAction = action
    document.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return upload(out.getvalue(), name)
