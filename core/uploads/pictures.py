"""Is this a picture, and how is it kept? Straight, no larger than needed, pixels only: nothing else of it survives."""

import io
import warnings
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

from core.uploads.faults import SCAN_LIMIT, BadUpload, check_size, head_of

# JPEG is decoded at a fraction of its size; the others whole, so they must be smaller.
PIXEL_LIMIT = {"JPEG": 60_000_000, "MPO": 60_000_000, "PNG": 40_000_000, "WEBP": 40_000_000}
LONG_SIDE = 1600  # a photo of people and places, on a screen
SCAN_SIDE = 2400  # A4 at 205 dpi: small print, stamps and signatures stay legible
HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif", b"avif", b"avis")
FOREIGN = (
    (b"GIF8", "Gambar GIF tidak diterima. Kirim sebagai JPEG atau PNG."),
    (b"II*\x00", "Gambar TIFF belum dapat dibaca. Simpan sebagai PDF atau JPEG, lalu kirim lagi."),
    (b"MM\x00*", "Gambar TIFF belum dapat dibaca. Simpan sebagai PDF atau JPEG, lalu kirim lagi."),
    (b"PK\x03\x04", "Isi berkas ini arsip atau dokumen Office, bukan gambar. Simpan sebagai PDF, lalu kirim lagi."),
    (b"\xd0\xcf\x11\xe0", "Isi berkas ini dokumen Office, bukan gambar. Simpan sebagai PDF, lalu kirim lagi."),
)
UNREADABLE = "Gambar tidak terbaca atau rusak. Kirim ulang foto atau pindaiannya sebagai JPEG atau PNG."


def check_image(
    file: File, *, limit: int = SCAN_LIMIT, keep_png: bool = False, long_side: int = LONG_SIDE
) -> ContentFile:
    """The picture written anew: straight, shrunk, no EXIF. ``keep_png`` keeps transparency (a logo).

    What stood beside the pixels (place, thumbnail, comments, an archive glued to the end) is not written again.
    """
    check_size(file, limit)
    _refuse_foreign_pictures(head_of(file))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file.seek(0)
            picture = Image.open(file, formats=("JPEG", "PNG", "WEBP"))
            _check_shape(picture)
            return _written_anew(picture, file.name or "foto", keep_png=keep_png, long_side=long_side)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadUpload(UNREADABLE) from error


def _refuse_foreign_pictures(head: bytes) -> None:
    if head[4:8] == b"ftyp" and head[8:12] in HEIF:
        raise BadUpload("Foto HEIC belum dapat dibaca. Pilih format JPEG (Paling Kompatibel) di ponsel, lalu ulangi.")
    for magic, message in FOREIGN:
        if head.startswith(magic):
            raise BadUpload(message)


def _check_shape(picture: Image.Image) -> None:
    """By what the head of the file declares, before a single pixel is decoded."""
    if picture.width * picture.height > PIXEL_LIMIT[picture.format or "PNG"]:
        raise BadUpload(f"Gambar terlalu besar: {picture.width} × {picture.height} piksel. Kecilkan, lalu kirim lagi.")
    # A phone's JPEG may carry a second, smaller picture (MPO); that is no film.
    if picture.format in ("PNG", "WEBP") and getattr(picture, "is_animated", False):
        raise BadUpload("Gambar bergerak tidak diterima. Kirim foto biasa (JPEG atau PNG).")


def _written_anew(picture: Image.Image, name: str, *, keep_png: bool, long_side: int) -> ContentFile:
    picture.draft("RGB", (2 * long_side, 2 * long_side))
    picture = _eight_bits(picture)
    picture.thumbnail((long_side, long_side))
    picture = ImageOps.exif_transpose(picture)
    stem, out = PurePath(name).stem[:80] or "foto", io.BytesIO()
    if keep_png:
        _bare(picture.convert("RGBA")).save(out, "PNG", optimize=True)
        return ContentFile(out.getvalue(), name=f"{stem}.png")
    _bare(_on_white(picture)).save(out, "JPEG", quality=82, optimize=True)
    return ContentFile(out.getvalue(), name=f"{stem}.jpg")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """In a mode that shrinks well: 16 bits of grey lose the lower eight, black-and-white and palettes become shades."""
    if picture.mode in ("I", "I;16", "I;16B", "I;16L"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
    return picture.convert("RGB")


def _bare(picture: Image.Image) -> Image.Image:
    """Pixels only: no EXIF, no comments, no colour profile."""
    picture.info = {}
    return picture
