"""Does a school lie where the other schools of its kecamatan lie? Finds a lost minus sign near the equator."""

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from schools.models import School
from schools.rules import distance_km
from schools.services.reading import WARNING, Row

ENOUGH = 5  # schools before a kecamatan has a middle
NEAR_KM = 15.0  # nearer than this to the middle nothing is doubted
ALONE_KM = 60.0  # farther than this, and far from all others, somebody should look

Key = tuple[object, object]


class Middle(NamedTuple):
    latitude: float
    longitude: float
    spread_km: float  # how far the schools lie from it, the middle one of them

    def away(self, latitude: float, longitude: float) -> float:
        return distance_km(self.latitude, self.longitude, latitude, longitude)


class Neighbours:
    """Positions by kecamatan: those on record, and those the file has told so far."""

    def __init__(self) -> None:
        self.positions: dict[Key, list[tuple[float, float]]] = {}

    def check(self, rows: Iterable[Row]) -> None:
        """Add a warning with the likely position to every row that lies apart from its kecamatan."""
        placed = [(row, key) for row in rows if (key := _key(row)) and "latitude" in row.values]
        self._learn(placed)
        middles = {key: self._middle(key) for key in {key for _, key in placed}}
        for row, key in placed:
            middle, position = middles[key], (row.values["latitude"], row.values["longitude"])
            if middle and not _is_doubted(row) and (doubt := _doubt(middle, *position)):
                row.fault("latitude", f"{position[0]:g}, {position[1]:g}", doubt, WARNING)

    def _learn(self, placed: list[tuple[Row, Key]]) -> None:
        fresh = {key[1] for _, key in placed if key not in self.positions and isinstance(key[1], int)}
        known = School.objects.filter(district__in=fresh, latitude__isnull=False)
        for regency, district, latitude, longitude in known.values_list("regency", "district", "latitude", "longitude"):
            self.positions.setdefault((regency, district), []).append((latitude, longitude))
        for row, key in placed:
            self.positions.setdefault(key, []).append((row.values["latitude"], row.values["longitude"]))

    def _middle(self, key: Key) -> Middle | None:
        found = self.positions[key]
        if len(found) < ENOUGH:
            return None
        latitude, longitude = median(lat for lat, _ in found), median(lon for _, lon in found)
        return Middle(latitude, longitude, median(distance_km(latitude, longitude, *one) for one in found))


def _key(row: Row) -> Key | None:
    """Kab/kota and kecamatan, by the kecamatan's name where it is not on record; nothing without one."""
    district = row.values.get("district_id") or " ".join(row.region[5].upper().split())
    return (row.values["regency_id"], district) if district and "regency_id" in row.values else None


def _is_doubted(row: Row) -> bool:
    header = row.layout.header("latitude")
    return any(finding.column == header for finding in row.findings)


def _doubt(middle: Middle, latitude: float, longitude: float) -> str:
    away = middle.away(latitude, longitude)
    if away <= max(NEAR_KM, 2 * middle.spread_km):
        return ""
    flipped = middle.away(-latitude, longitude)
    if flipped * 3 < away:
        return (
            f"{away:.0f} km dari sekolah lain sekecamatan. Tanda lintang tampaknya terbalik: "
            f"{-latitude:g}, {longitude:g}?"
        )
    if away > max(ALONE_KM, 6 * middle.spread_km):
        where = f"{middle.latitude:.3f}, {middle.longitude:.3f}"
        return f"{away:.0f} km dari sekolah lain sekecamatan (sekitar {where}); periksa titiknya."
    return ""
