"""In which kab/kota and kecamatan does a row lie? Codes where their system is certain, else name and province."""

from typing import NamedTuple

from schools.models import Place
from schools.rules import PlaceKind, distance_km
from schools.rules.columns import Layout
from schools.rules.regions import (
    AMBIGUOUS,
    TOLERANCE_KM,
    Code,
    CodeSystem,
    bare_name,
    in_indonesia,
    place_key,
    read_code,
    regency_kind,
)

OUTSIDE = "Sekolah ini di luar provinsi Anda; barisnya tidak dimasukkan."
WITHOUT = "Berkas tidak memuat kab/kota; pilih kab/kotanya saat mengunggah."


class Spot(NamedTuple):
    """A place as far as an import needs it. Planned places have a negative key until they are made."""

    pk: int
    kind: str
    name: str
    parent: int | None
    latitude: float | None
    longitude: float | None

    def __str__(self) -> str:
        prefix = {"regency": "Kab. ", "city": "Kota ", "district": "Kec. "}
        return f"{prefix.get(self.kind, '')}{self.name}"


class Placed(NamedTuple):
    """Where a row lies, or why that cannot be said: the field at fault and the message."""

    regency: Spot | None = None
    district: Spot | None = None
    field: str = ""
    message: str = ""


class PlaceBook:
    """All places in memory, found by code or name. With ``make`` it creates what is missing, else it only plans.

    ``default`` is the kab/kota of a file that names none; ``only`` the province the file may change.
    """

    def __init__(
        self, *, code_system: str = "", default: Place | None = None, only: int | None = None, make: bool = False
    ):
        self.code_system, self.only, self.make = code_system, only, make
        self.by_code: dict[tuple[str, str, str], Spot] = {}
        self.by_name: dict[tuple[int | None, str, str], list[Spot]] = {}
        self.by_pk: dict[int, Spot] = {}
        self.planned: list[Spot] = []
        self.answers: dict[tuple, Placed] = {}
        for place in Place.objects.order_by("pk"):
            self._learn(place)
        self.default = self.by_pk[default.pk] if default else None

    def place(self, region: tuple[str, ...], layout: Layout) -> Placed:
        """The same answer for the same cells; only the first one plans or makes places."""
        key = (region, layout.has_dapodik_codes)
        if key not in self.answers:
            self.answers[key] = self._place(region, layout)
        return self.answers[key]

    def _learn(self, place: Place) -> Spot:
        spot = Spot(place.pk, place.kind, place.name, place.parent_id, place.latitude, place.longitude)
        self.by_pk[spot.pk] = spot
        level = _level(place.kind)
        codes = {"kemendagri": place.code, "kemdikbud": place.kemdikbud_code, "bps": place.bps_code}
        for system, code in codes.items():
            if code:
                self.by_code[level, system, code] = spot
        parent = None if level == "province" else place.parent_id
        for name in [place.name, *place.other_names]:
            known = self.by_name.setdefault((parent, level, place_key(name, level)), [])
            if spot not in known:
                known.append(spot)
        return spot

    def _place(self, region: tuple[str, ...], layout: Layout) -> Placed:
        province_code, province_name, regency_code, regency_name, district_code, district_name = region
        if not (regency_code or regency_name or province_name or district_code):
            return self._place_by_default(district_name)
        code = self._code(regency_code, "regency")
        if regency_code and code is None and not regency_name:
            return Placed(field="regency_code", message=AMBIGUOUS)
        area = self._province(province_code, province_name, code)
        if self.only and (area.pk if area else self.only) != self.only:
            return Placed(field="regency", message=OUTSIDE)
        district = self._district_code(district_code, layout)
        regency, message = self._by_code(code, "regency") if code else self._regency_of(district), ""
        if regency is None and regency_name:
            regency, message = self._regency_by_name(regency_name, area, code)
        if message:
            return Placed(field="regency", message=message)
        if regency is None:
            return self._place_nowhere(area, regency_code)
        return Placed(regency, *self._district(regency, district_name, district))

    def _place_by_default(self, district_name: str) -> Placed:
        if self.default is None:
            return Placed(field="regency", message=WITHOUT)
        return Placed(self.default, *self._district(self.default, district_name, None))

    def _place_nowhere(self, area: Spot | None, regency_code: str) -> Placed:
        if self.default and (area is None or self.default.parent == area.pk):
            return Placed(self.default)
        if regency_code:
            return Placed(field="regency_code", message=f"Kode wilayah {regency_code} tidak dikenal.")
        return Placed(field="regency", message=WITHOUT)

    def _code(self, text: str, level: str) -> Code | None:
        return read_code(text, level, self.code_system) if text else None

    def _district_code(self, text: str, layout: Layout) -> Code | None:
        """Dapodik's own columns hold Kemdikbud codes; elsewhere six digits could be Kemendagri without dots."""
        chosen = self.code_system or (CodeSystem.KEMDIKBUD if layout.has_dapodik_codes else "")
        return read_code(text, "district", chosen) if text else None

    def _by_code(self, code: Code | None, level: str) -> Spot | None:
        return self.by_code.get((level, code.system, code.text)) if code else None

    def _regency_of(self, district: Code | None) -> Spot | None:
        """The kab/kota a kecamatan code lies in, when there is no better answer."""
        if spot := self._by_code(district, "district"):
            return self.by_pk.get(spot.parent or 0)
        if district and district.system == CodeSystem.KEMDIKBUD:
            return self.by_code.get(("regency", CodeSystem.KEMDIKBUD, f"{district.text[:4]}00"))
        return None

    def _province(self, text: str, name: str, regency: Code | None) -> Spot | None:
        code = self._code(text, "province")
        if code is None and regency and regency.system == CodeSystem.KEMDIKBUD:
            code = Code(CodeSystem.KEMDIKBUD, f"{regency.text[:2]}0000")
        if spot := self._by_code(code, "province"):
            return spot
        if found := self.by_name.get((None, "province", place_key(name, "province"))) if name else None:
            return self._with_code(found[0], code)
        if name and code and code.system == CodeSystem.KEMDIKBUD:
            return self._outside() if self.only else self._new(PlaceKind.PROVINCE, name, self._nation(), code)
        return None

    def _outside(self) -> Spot:
        """A province unknown here is surely not the one this file may change."""
        return Spot(0, PlaceKind.PROVINCE, "", None, None, None)

    def _nation(self) -> Spot:
        nation = next((spot for spot in self.by_pk.values() if spot.kind == PlaceKind.NATION), None)
        return nation or self._new(PlaceKind.NATION, "Indonesia", None, None)

    def _regency_by_name(self, name: str, area: Spot | None, code: Code | None) -> tuple[Spot | None, str]:
        """By name in the province, then in the country, since provinces were split; made when its code is sure."""
        found = self._regencies_named(name, area)
        is_sure = code is not None and code.system == CodeSystem.KEMDIKBUD and area is not None
        if not found and is_sure:
            found = self._regencies_named(name, None)
        if len(found) == 1:
            return self._with_code(found[0], code), ""
        if not found and is_sure:
            return self._new(regency_kind(name) or PlaceKind.REGENCY, name, area, code), ""
        if not found:
            where = f" di {area.name}" if area else ""
            return None, f"Kab/kota tidak dikenal{where}; periksa ejaannya atau muat daftar wilayah dahulu."
        what = "sertakan provinsinya" if regency_kind(name) else "tulis Kab. atau Kota di depannya"
        return None, f"Lebih dari satu wilayah bernama demikian; {what}."

    def _regencies_named(self, name: str, area: Spot | None) -> list[Spot]:
        key, kind = place_key(name, "regency"), regency_kind(name)
        places = [area.pk] if area else [spot.pk for spot in self.by_pk.values() if spot.kind == PlaceKind.PROVINCE]
        found = [spot for pk in places for spot in self.by_name.get((pk, "regency", key), [])]
        return [spot for spot in found if kind in ("", spot.kind)]

    def _district(self, regency: Spot, name: str, code: Code | None) -> tuple[Spot | None, str, str]:
        """The kecamatan, or the remark why there is none: an unknown kecamatan does not stop a school."""
        spot = self._by_code(code, "district")
        if spot and spot.parent == regency.pk:
            return spot, "", ""
        if not name:
            return None, "", ""
        found = self.by_name.get((regency.pk, "district", place_key(name, "district")), [])
        if len(found) == 1:
            return self._with_code(found[0], code), "", ""
        if code and spot is None and code.system == CodeSystem.KEMDIKBUD:
            return self._new(PlaceKind.DISTRICT, name, regency, code), "", ""
        return None, "district", f"Kecamatan tidak dikenal di {regency}; dikosongkan."

    def _with_code(self, spot: Spot, code: Code | None) -> Spot:
        """A place found by name learns the ministry's code it lacked."""
        if code is None or code.system != CodeSystem.KEMDIKBUD or spot.pk < 0:
            return spot
        level = _level(spot.kind)
        if (level, code.system, code.text) not in self.by_code:
            self.by_code[level, code.system, code.text] = spot
            if self.make:
                Place.objects.filter(pk=spot.pk, kemdikbud_code="").update(kemdikbud_code=code.text)
        return spot

    def _new(self, kind: str, name: str, parent: Spot | None, code: Code | None) -> Spot:
        level = _level(kind)
        place = Place(
            kind=kind, name=bare_name(name, level)[:100] if level != "nation" else name,
            parent_id=parent.pk if parent else None, kemdikbud_code=code.text if code else "",
        )  # fmt: skip
        if self.make:
            place.save()
        else:
            place.pk = -1 - len(self.planned)
        spot = self._learn(place)
        self.planned.append(spot)
        return spot


def _level(kind: str) -> str:
    return "regency" if kind in (PlaceKind.REGENCY, PlaceKind.CITY) else kind


def position_fault(spot: Spot, latitude: float, longitude: float) -> str:
    """Why a position looks wrong for its kab/kota, with the flip that would mend it; nothing when it may be right."""
    if not in_indonesia(latitude, longitude):
        return f"Koordinat di luar Indonesia.{_flip(spot, latitude, longitude)}"
    if spot.latitude is None or spot.longitude is None:
        return ""
    away = distance_km(spot.latitude, spot.longitude, latitude, longitude)
    if away <= TOLERANCE_KM.get(PlaceKind(spot.kind), 210.0):
        return ""
    return f"Koordinat {away:.0f} km dari pusat {spot}; mungkin keliru.{_flip(spot, latitude, longitude)}"


def _flip(spot: Spot, latitude: float, longitude: float) -> str:
    if spot.latitude is None or spot.longitude is None:
        return ""
    limit = TOLERANCE_KM.get(PlaceKind(spot.kind), 210.0)
    for lat, lon, what in (
        (-latitude, longitude, "Tanda lintang"),
        (latitude, -longitude, "Tanda bujur"),
        (longitude, latitude, "Urutan lintang dan bujur"),
    ):
        if abs(lat) <= 90 and distance_km(spot.latitude, spot.longitude, lat, lon) <= limit:
            return f" {what} tampaknya terbalik: {lat:g}, {lon:g}?"
    return ""
