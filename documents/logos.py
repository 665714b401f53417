"""How does a logo get onto every letter, small, safe and for ever the same?"""

import hashlib
import io
import logging
from datetime import datetime
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from core.storing import put

log = logging.getLogger(__name__)
SIDE = 400  # pixels: 23 mm at more than 400 dpi
MOST_OCTETS = 20_000_000
MOST_PIXELS = 40_000_000


def frozen_logo(name: str) -> str:
    """A small PNG copy of the stored picture, named by its content; nothing when it is missing or no picture.

    A letter without its emblem is a letter; one that waits for it for ever is none.
    """
    try:
        if not name or default_storage.size(name) > MOST_OCTETS:
            return ""
        return _copy(name, default_storage.get_modified_time(name))
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        log.warning("The logo %s cannot be used: %s", name, fault)
        return ""


@lru_cache(maxsize=64)
def _copy(name: str, changed_at: datetime) -> str:
    """Remembered until the picture changes: 200 letters in one go shrink it once."""
    with default_storage.open(name) as file, Image.open(file, formats=["PNG", "JPEG", "WEBP", "GIF"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        small = ImageOps.exif_transpose(picture).convert("RGBA")
        small.thumbnail((SIDE, SIDE))
    octets = io.BytesIO()
    small.save(octets, "PNG", optimize=True)
    return _keep(octets.getvalue())


def _keep(octets: bytes) -> str:
    name = f"lambang/surat/{hashlib.sha256(octets).hexdigest()}.png"
    return name if default_storage.exists(name) else put(name, ContentFile(octets))
