"""What a school is made of: levels, status, categories of quality, and how names and numbers are compared."""

import math
import re
from decimal import Decimal

from django.db import models


class Level(models.TextChoices):
    SD = "SD", "SD"
    SMP = "SMP", "SMP"
    SMA = "SMA", "SMA"
    SMK = "SMK", "SMK"
    SLB = "SLB", "SLB"
    OTHER = "LAIN", "Lainnya"


PROGRAMME_LEVELS = (Level.SD, Level.SMP, Level.SMA, Level.SMK)


class Ownership(models.TextChoices):
    PUBLIC = "N", "Negeri"
    PRIVATE = "S", "Swasta"


class PlaceKind(models.TextChoices):
    NATION = "nation", "Negara"
    PROVINCE = "province", "Provinsi"
    REGENCY = "regency", "Kabupaten"
    CITY = "city", "Kota"
    DISTRICT = "district", "Kecamatan"


class ClusterKind(models.TextChoices):
    GUGUS = "gugus", "Gugus"
    KLASTER = "klaster", "Klaster"


class Accreditation(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    NONE = "TT", "Tidak terakreditasi"


class Quality(models.TextChoices):
    """Category of the quality map (rapor mutu), worst first."""

    TOWARD_1 = "1", "Menuju SNP 1"
    TOWARD_2 = "2", "Menuju SNP 2"
    TOWARD_3 = "3", "Menuju SNP 3"
    TOWARD_4 = "4", "Menuju SNP 4"
    MET = "5", "SNP"


CUTS = ((Decimal("2.04"), "1"), (Decimal("3.70"), "2"), (Decimal("5.06"), "3"), (Decimal("6.66"), "4"))


def quality_of(score: Decimal) -> str:
    """The category of a 0-7 score, decided on the score rounded to two decimals (rapor-scale.md section 2)."""
    rounded = score.quantize(Decimal("0.01"))
    return next((category for limit, category in CUTS if rounded <= limit), "5")


EARTH_KM = 6371.0088

NPSN = re.compile(r"\d{8}|NP\d{6}|P\d{7}")


def clean_npsn(value: object) -> str:
    """The NPSN in its one spelling, or ``ValueError`` with what is wrong (import-formats.md section 5)."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:08d}"
    if isinstance(value, float) and value.is_integer():
        value = f"{int(value):08d}"
    text = re.sub(r"\s", "", str(value or "")).lstrip("'").upper()
    if not text:
        raise ValueError("NPSN kosong.")
    if not NPSN.fullmatch(text):
        raise ValueError(f"«{text[:30]}» bukan NPSN: 8 angka, NP dan 6 angka, atau P dan 7 angka.")
    return text


def name_key(name: str) -> str:
    """What two spellings of one school name share: ``SDN 001`` and ``SD NEGERI 1`` have the same key."""
    text = re.sub(r"[^A-Z0-9]+", " ", name.upper())
    text = re.sub(r"\b(SD|SMP|SMA|SMK)(N|S)\b", r"\1 \2", text)
    text = re.sub(r"\bNEGERI\b", "N", re.sub(r"\bSWASTA\b", "S", text))
    text = re.sub(r"\b(SATAP|SATU ATAP)\b", "SATAP", text)
    return re.sub(r"\b0+(\d)", r"\1", " ".join(text.split()))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance over the ground in kilometres (haversine, mean earth radius)."""
    a1, a2 = math.radians(lat1), math.radians(lat2)
    dlat, dlon = a2 - a1, math.radians(lon2 - lon1)
    h = math.sin(dlat / 2) ** 2 + math.cos(a1) * math.cos(a2) * math.sin(dlon / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))
