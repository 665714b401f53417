"""Papers and photos of the demo, drawn on the spot: nobody's signature, nobody's school."""

from io import BytesIO
from time import gmtime

from PIL import Image, ImageDraw


def signed_page(text: str) -> bytes:
    """A PDF of one page that looks like a signed scan."""
    page = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(page)
    draw.text((60, 60), text, fill=30)
    for line in range(12):
        draw.line((60, 140 + 34 * line, 560 - 25 * (line % 3), 140 + 34 * line), fill=190, width=3)
    draw.ellipse((330, 640, 470, 780), outline=120, width=4)
    draw.line((360, 720, 400, 690, 430, 740, 500, 680), fill=60, width=4)
    draw.text((340, 800), "CONTOH - BUKAN DOKUMEN ASLI", fill=90)
    file = BytesIO()
    page.save(file, "PDF", resolution=75, creationDate=gmtime(0), modDate=gmtime(0))  # the same bytes every time
    return file.getvalue()


def photo(number: int) -> bytes:
    """A drawn school building as JPEG, each a little different."""
    picture = Image.new("RGB", (640, 480), (176, 208, 236))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 640, 480), fill=(132, 168, 98))
    left = 60 + 12 * (number % 8)
    draw.polygon([(left - 30, 210), (left + 225, 110), (left + 480, 210)], fill=(168, 74, 52))
    draw.rectangle((left, 210, left + 450, 350), fill=(244, 236, 214))
    for window in range(5):
        draw.rectangle((left + 30 + 85 * window, 240, left + 80 + 85 * window, 290), fill=(90, 120, 150))
    draw.line((left + 500, 130, left + 500, 350), fill=(90, 90, 90), width=5)
    draw.rectangle((left + 500, 130, left + 550, 148), fill=(200, 30, 30))
    draw.rectangle((left + 500, 148, left + 550, 166), fill=(250, 250, 250))
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
