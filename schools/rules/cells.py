"""What a cell of a school list means: text, numbers, status, level, coordinates as people and machines write them."""

import math
import re
from functools import lru_cache
from uuid import UUID

from schools.rules import Level

NOTHING = frozenset(
    ("", "-", "--", "–", "/", "0 / 0", "0/0", "0", "tidak diisi", "null", "none", "nan", "n/a", "#n/a", "1910-01-01")
    + ("2147483647", ".", "tidak ada", "belum diisi")
)
SUSPICIOUS = re.compile("[ÃÂâ][\x80-\xbf\u0152-\u2122]")
STATUSES = {"n": "N", "negeri": "N", "1": "N", "s": "S", "swasta": "S", "2": "S"}
ACCREDITATIONS = {"a": "A", "b": "B", "c": "C", "tt": "TT", "tidak terakreditasi": "TT", "belum terakreditasi": "TT"}
LEVELS = {
    **dict.fromkeys(("SLB", "SDLB", "SMPLB", "SMLB", "SMALB"), Level.SLB),
    **{level.value: level for level in (Level.SD, Level.SMP, Level.SMA, Level.SMK)},
}
OTHER_FORMS = frozenset(
    ("TK", "KB", "TPA", "SPS", "RA", "PAUD", "PAUDQ", "TKLB", "PKBM", "SKB", "MI", "MTS", "MA", "MAK", "SDTK", "SMPTK")
    + ("SMTK", "SMAK", "SMAGK", "UTAMA WP", "ADI WP", "MADYA WP", "KURSUS")
)


def clean_text(value: object) -> str:
    """The text in one line, trimmed, repaired when it was decoded wrongly; placeholders are nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    if not text.isascii():
        text = mend(text.strip("\ufeff")) if SUSPICIOUS.search(text) else text.strip("\ufeff")
    return "" if text.lower() in NOTHING else text


def mend(text: str) -> str:
    """UTF-8 that was read as Windows text, read again; unchanged when that makes no sense."""
    octets = bytearray()
    for char in text:
        try:
            octets += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return text
            octets.append(ord(char))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return text


@lru_cache(maxsize=1000)
def clean_status(value: object) -> str:
    """``N`` or ``S``; ``ValueError`` for anything else that is written there."""
    text = clean_text(value).lower()
    if text and text not in STATUSES:
        raise ValueError(f"Status «{clean_text(value)[:30]}» tidak dikenal: N/S, Negeri/Swasta, atau 1/2.")
    return STATUSES.get(text, "")


@lru_cache(maxsize=1000)
def clean_form(value: object) -> tuple[str, str]:
    """Form and level of a school: ``SDLB`` is of level SLB, ``SD Umum`` of level SD; ``ValueError`` for a number."""
    text = clean_text(value).upper()
    if not text:
        return "", ""
    words = [re.sub(r"[^A-Z]", "", word) for word in text.split() if word != "SPK"] or [""]
    if words[0] in LEVELS:
        return words[0], LEVELS[words[0]]
    if not re.search("[A-Z]", text):
        raise ValueError(f"«{text[:30]}» bukan bentuk pendidikan.")
    return text[:10].strip(), Level.OTHER


def is_known_form(form: str) -> bool:
    return form in LEVELS or form.replace(".", "") in OTHER_FORMS


@lru_cache(maxsize=1000)
def clean_accreditation(value: object) -> str:
    """A, B, C, TT (not accredited), or nothing when the cell does not say: nothing is not the same as TT."""
    return ACCREDITATIONS.get(clean_text(value).lower(), "")


def clean_guid(value: object) -> UUID | None:
    """The Dapodik id, or nothing when the column holds other numbers."""
    text = str(value or "").strip()
    if len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None


def clean_count(value: object) -> tuple[int | None, str]:
    """A whole number and a remark: 1.693 pupils are 1,693 whose thousands point was read as a decimal point."""
    if isinstance(value, float) and not math.isfinite(value):
        return None, "Bukan bilangan bulat; dilewati."
    if isinstance(value, int | float):
        text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    else:
        text = clean_text(value)
    if not text:
        return None, ""
    if text.isascii() and text.isdigit() and len(text) <= 7:
        return int(text), ""
    if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", text) and len(text) <= 9:
        return int(re.sub(r"[.,]", "", text)), ""
    if isinstance(value, float) and re.fullmatch(r"[1-9]\d{0,2}\.\d{1,3}", text):
        return round(value * 1000), f"Titik ribuan terbaca sebagai desimal: {text} dibaca {round(value * 1000)}."
    return None, "Bukan bilangan bulat; dilewati."


def clean_degree(value: object) -> float | None:
    """Degrees with point or comma, also ``.1150000``; nothing for an empty cell, ``ValueError`` for anything else.

    ``101.024.110`` is a number whose decimal point was lost: it comes back whole, for ``clean_pair`` to doubt.
    """
    text = str(value if value is not None else "").replace("\xa0", " ").strip().strip("'")
    if text.lower() in NOTHING - {"0"}:
        return None
    plain = re.sub(r"[.,]", "", text) if re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}|-?\d{1,3}(,\d{3}){2,}", text) else text
    try:
        degree = float(plain.replace(",", "."))
    except ValueError:
        degree = math.nan
    if not math.isfinite(degree):
        raise ValueError(f"«{text[:30]}» bukan koordinat dalam derajat desimal.")
    return degree


def clean_pair(latitude: object, longitude: object) -> tuple[tuple[float, float] | None, str]:
    """The position and a remark. Zeros, whole degrees and a lone half are no position. Never a silent repair:
    what looks mendable is left out with the position it may have meant."""
    lat, lon = clean_degree(latitude), clean_degree(longitude)
    if lat is None and lon is None:
        return None, ""
    if not lat or not lon:
        return None, "Koordinat nol atau hanya separuh; dianggap tidak ada."
    if abs(lat) > 90 or abs(lon) > 180:
        return None, _mended(lat, lon)
    if lat.is_integer() and lon.is_integer():
        return None, "Koordinat terpotong menjadi bilangan bulat; dianggap tidak ada."
    return (lat, lon), ""


def _mended(lat: float, lon: float) -> str:
    """What an impossible pair may have meant: turned round, or without its decimal points."""
    if abs(lon) <= 90 and abs(lat) <= 180:
        return f"Lintang dan bujur tampaknya tertukar; dianggap tidak ada. Mungkin {lon:g}, {lat:g}?"
    if whole := _with_point(lat, lon):
        return f"Tanda desimal koordinat tampaknya hilang; dianggap tidak ada. Mungkin {whole[0]:.7g}, {whole[1]:.9g}?"
    return "Koordinat tidak mungkin; dianggap tidak ada."


def _with_point(lat: float, lon: float) -> tuple[float, float] | None:
    """The same digits as degrees in Indonesia, with one power of ten for both or with one for each."""
    powers = [10.0**n for n in range(1, 10)]
    lats, lons = ([1.0] if abs(lat) <= 12 else powers), ([1.0] if 90 < abs(lon) <= 180 else powers)
    pairs = [(p, p) for p in lats if p in lons] + [(p, q) for p in lats for q in lons]
    found = ((lat / p, lon / q) for p, q in pairs)
    return next(((a, b) for a, b in found if -11.5 <= a <= 6.5 and 94.5 <= b <= 141.5), None)
