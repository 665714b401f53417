"""Does a picture keep its pixels and nothing else, whatever it came as?"""

import io

import pytest
from PIL import Image, PngImagePlugin

from core.uploads import BadUpload, check_image, check_image_or_pdf
from tests import files

ORIENTATION, DESCRIPTION, GPS_PLACE, TURNED = 0x0112, 0x010E, 0x8825, 6
PLACE = {1: "N", 2: (0.0, 30.0, 27.0), 3: "E", 4: (101.0, 27.0, 9.0)}


def opened(kept):
    return Image.open(io.BytesIO(kept.read()))


def saved(picture, form, **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return files.upload(out.getvalue(), f"foto.{form.lower()}")


def test_nothing_of_where_and_with_what_it_was_taken_is_left():
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION], exif[GPS_PLACE] = TURNED, "rumah kepala sekolah", PLACE
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>rumah kepala sekolah</x:xmpmeta>"
    photo = files.picture(size=(3200, 1600), exif=exif, xmp=xmp, comment=b"rumah kepala sekolah")

    kept = check_image(photo)

    content = kept.read()
    left = Image.open(io.BytesIO(content))
    assert (left.size, dict(left.getexif()), set(left.info)) == (
        (800, 1600),
        {},
        {"jfif", "jfif_version", "jfif_unit", "jfif_density"},
    )
    assert b"rumah" not in content


def test_text_of_a_png_is_not_kept_in_a_logo():
    words = PngImagePlugin.PngInfo()
    words.add_itxt("XML:com.adobe.xmp", "rumah kepala sekolah")

    kept = check_image(saved(Image.new("RGBA", (30, 30)), "PNG", pnginfo=words), keep_png=True)

    assert b"rumah" not in kept.read()


def test_a_scan_keeps_more_pixels_than_a_photo():
    wide = (4000, 2000)

    assert opened(check_image_or_pdf(files.picture(size=wide))).size == (2400, 1200)
    assert opened(check_image(files.picture(size=wide))).size == (1600, 800)


def test_a_small_picture_is_not_blown_up():
    assert opened(check_image(files.picture(size=(300, 200)))).size == (300, 200)


@pytest.mark.parametrize(
    ("picture", "form", "shade"),
    [
        (Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG", (254, 0, 0)),
        (Image.new("I;16", (20, 20), 32768), "PNG", (128, 128, 128)),
        (Image.new("1", (20, 20), 1), "PNG", (255, 255, 255)),
        (Image.new("P", (20, 20)), "PNG", (0, 0, 0)),
        (Image.new("LA", (20, 20), (0, 0)), "PNG", (255, 255, 255)),
        (Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "WEBP", (255, 255, 255)),
    ],
    ids=lambda value: getattr(value, "mode", None),
)
def test_every_way_of_keeping_colours_becomes_the_same(picture, form, shade):
    kept = opened(check_image(saved(picture, form)))

    assert kept.mode == "RGB"
    assert all(abs(one - other) <= 2 for one, other in zip(kept.getpixel((5, 5)), shade, strict=True))


def test_black_and_white_scans_shrink_to_greys():
    page = Image.new("1", (4800, 2400), 1)
    page.paste(0, (0, 0, 4800, 1))

    kept = opened(check_image_or_pdf(saved(page, "PNG")))

    assert 100 < kept.getpixel((1000, 0))[0] < 255


def moving(form):
    frames = [Image.new("RGB", (20, 20), shade) for shade in ("red", "blue", "green")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:])


BAD_PICTURES = {
    "no picture": (lambda: files.upload(b"bukan gambar", "a.jpg"), "tidak terbaca"),
    "half": (lambda: files.upload(files.picture(size=(900, 900)).read()[:600], "a.jpg"), "tidak terbaca"),
    "gif with a program": (lambda: files.upload(b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)", "a.jpg"), "GIF"),
    "tiff": (lambda: files.picture("TIFF"), "TIFF"),
    "heic": (lambda: files.upload(b"\x00\x00\x00\x18ftypheic" + bytes(20), "a.heic"), "HEIC"),
    "word": (lambda: files.workbook(name="surat.docx"), "Office"),
    "old word": (lambda: files.ole("surat.doc"), "Office"),
    "too many pixels": (lambda: files.picture("PNG", mode="1", size=(9000, 9000)), "9000 × 9000 piksel"),
    "moving png": (lambda: moving("PNG"), "bergerak"),
    "moving webp": (lambda: moving("WEBP"), "bergerak"),
    "svg": (lambda: files.upload(b"<svg xmlns='x' onload='x()'/>", "a.svg"), "tidak terbaca"),
}


@pytest.mark.parametrize(("make", "word"), BAD_PICTURES.values(), ids=BAD_PICTURES.keys())
def test_bad_picture_is_refused_with_what_is_wrong(make, word):
    with pytest.raises(BadUpload) as refused:
        check_image_or_pdf(make())

    assert word in str(refused.value)


def test_a_second_picture_in_a_phones_jpeg_is_no_film():
    kept = check_image(
        saved(Image.new("RGB", (40, 20)), "MPO", save_all=True, append_images=[Image.new("RGB", (8, 4))])
    )

    assert opened(kept).size == (40, 20)
