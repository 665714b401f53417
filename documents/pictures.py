"""How does a photo get into a letter, small, straight and for ever the same?"""

import base64
import hashlib
import io
import logging
from collections.abc import Iterable
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from core.storing import put

log = logging.getLogger(__name__)
SIDE = 720  # pixels: 80 mm at more than 220 dpi
QUALITY = 72
MOST_PIXELS = 40_000_000


class Picture(NamedTuple):
    """One photo as the paper shows it: inline, or only its caption when the file could not be read."""

    uri: str
    caption: str


def frozen_picture(name: str) -> str:
    """A small JPEG copy of a stored photo, named by its content; nothing when it is missing or no picture.

    The copy is what the letter keeps: the photo may go, the letter stays what it was, byte by byte.
    """
    try:
        octets = _small(name)
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        log.warning("The photo %s cannot be used: %s", name, fault)
        return ""
    kept = f"surat/foto/{hashlib.sha256(octets).hexdigest()}.jpg"
    return kept if default_storage.exists(kept) else put(kept, ContentFile(octets))


def _small(name: str) -> bytes:
    with default_storage.open(name) as file, Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        straight = ImageOps.exif_transpose(picture).convert("RGBA")
    small = Image.new("RGB", straight.size, "white")
    small.paste(straight, mask=straight)
    small.thumbnail((SIDE, SIDE))
    octets = io.BytesIO()
    small.save(octets, "JPEG", quality=QUALITY, optimize=True)
    return octets.getvalue()


def pictures_of(photos: Iterable[object]) -> list[Picture]:
    """The frozen photos of a letter's content; earlier versions kept captions only."""
    return [Picture(_uri(one["image"]), one["caption"]) for one in photos if isinstance(one, dict)]


def _uri(name: str) -> str:
    if not name:
        return ""
    with default_storage.open(name) as file:
        return f"data:image/jpeg;base64,{base64.b64encode(file.read()).decode()}"
