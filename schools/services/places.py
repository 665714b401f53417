"""How the catalogue of places is filled: three code systems side by side, from the files that list them."""

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from django.db import transaction

from core.uploads import BadUpload
from schools.models import Place
from schools.rules import PlaceKind
from schools.rules.regions import bare_name, place_key, regency_kind

KINDS = {"province": PlaceKind.PROVINCE, "regency": PlaceKind.REGENCY, "city": PlaceKind.CITY,
         "district": PlaceKind.DISTRICT}  # fmt: skip


@transaction.atomic
def load_places(file: TextIO) -> dict[str, int]:
    """Add what is missing and complete what is there; codes already set stay. Counts of new and completed places.

    Two formats, known by their header: Kemendagri regions with the codes of the others (``code, name, type, parent,
    kemdikbud_code, bps_code_2020, lat, lng``), and the ministry's own codes down to kecamatan
    (``kode_wilayah, name_in_source, level, parent_kode_wilayah, kemendagri_code, kemendagri_name, …``).
    """
    rows = csv.DictReader(file)
    header = set(rows.fieldnames or [])
    if {"code", "name", "type"} <= header:
        return _Catalogue().load(_of_kemendagri(rows))
    if {"kode_wilayah", "name_in_source", "level"} <= header:
        return _Catalogue().load(_of_kemdikbud(rows))
    raise BadUpload("Judul kolom tidak dikenal: perlu code, name, type atau kode_wilayah, name_in_source, level.")


def _of_kemendagri(rows: Iterable[dict[str, str]]) -> Iterable[dict[str, Any]]:
    for row in sorted(rows, key=lambda row: len(row["code"])):
        level = "province" if row["type"] == "province" else "regency"
        yield {
            "kind": KINDS[row["type"]], "name": bare_name(row["name"], level), "code": row["code"],
            "kemdikbud_code": row.get("kemdikbud_code", "").strip(), "bps_code": row.get("bps_code_2020", "").strip(),
            "latitude": _degree(row.get("lat")), "longitude": _degree(row.get("lng")), "other": "",
            "parent": ("code", row.get("parent", "")),
        }  # fmt: skip


def _of_kemdikbud(rows: Iterable[dict[str, str]]) -> Iterable[dict[str, Any]]:
    """``fuzzy`` and ``none`` matches are machine work: the Kemendagri code is left out until a person confirms it."""
    for row in rows:
        level = "regency" if row["level"] == "regency_city" else row["level"]
        kind = KINDS.get(level) if level != "regency" else regency_kind(row["name_in_source"]) or PlaceKind.REGENCY
        is_sure = row.get("match", "name") in ("name", "elimination")
        if row["kode_wilayah"].startswith("35") and level == "province":
            continue  # schools abroad are no province
        yield {
            "kind": kind, "name": bare_name(row.get("kemendagri_name") or row["name_in_source"], level),
            "code": row.get("kemendagri_code", "") if is_sure else "", "kemdikbud_code": row["kode_wilayah"].zfill(6),
            "bps_code": "", "latitude": None, "longitude": None, "other": bare_name(row["name_in_source"], level),
            "parent": ("kemdikbud_code", row["parent_kode_wilayah"]),
        }  # fmt: skip


def _degree(text: str | None) -> float | None:
    return float(text) if text else None


class _Catalogue:
    """Places by each code and by name, as they are while a file is read."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, Any], Place] = {}
        self.added, self.completed = 0, 0
        for place in Place.objects.all():
            self._learn(place)
        self.nation = Place.objects.filter(kind=PlaceKind.NATION).first()

    def load(self, rows: Iterable[dict[str, Any]]) -> dict[str, int]:
        if self.nation is None:
            self.nation = Place.objects.create(kind=PlaceKind.NATION, name="Indonesia")
        for row in rows:
            self._take(row)
        return {"baru": self.added, "dilengkapi": self.completed}

    def _learn(self, place: Place) -> None:
        if place.kind != PlaceKind.NATION:
            self.places["name", (place.parent_id, place.kind, place_key(place.name, _level(place.kind)))] = place
        for column in ("code", "kemdikbud_code"):
            if code := getattr(place, column):
                self.places[column, code] = place

    def _take(self, row: dict[str, Any]) -> None:
        other, parent = row.pop("other"), self._parent(row)
        level = _level(row["kind"])
        key = (parent.pk, row["kind"], place_key(row["name"], level))
        found = self.places.get(("kemdikbud_code", row["kemdikbud_code"])) if row["kemdikbud_code"] else None
        found = found or (self.places.get(("code", row["code"])) if row["code"] else None)
        found = found or self._namesake(key, row)
        if found is None:
            row["code"] = "" if ("code", row["code"]) in self.places else row["code"]
            place = Place(parent=parent, **row)
            self.added += 1
        else:
            place = found
        changed = self._complete(place, row, other, level) or found is None
        if changed:
            place.save()
            self._learn(place)
            self.completed += found is not None

    def _namesake(self, key: tuple, row: dict[str, Any]) -> Place | None:
        """The place of this name, unless the ministry's code says that they are two."""
        found = self.places.get(("name", key))
        if found and row["kemdikbud_code"] and found.kemdikbud_code not in ("", row["kemdikbud_code"]):
            return None
        return found

    def _parent(self, row: dict[str, Any]) -> Place:
        column, code = row.pop("parent")
        if not code:
            return self.nation
        if place := self.places.get((column, code)):
            return place
        raise BadUpload(f"Wilayah induk {code} dari «{row['name']}» tidak ada di berkas maupun di Imbas.")

    def _complete(self, place: Place, row: dict[str, Any], other: str, level: str) -> bool:
        changed = False
        for name in ("code", "kemdikbud_code", "bps_code", "latitude", "longitude"):
            taken = name in ("code", "kemdikbud_code") and (name, row[name]) in self.places
            if row[name] and not taken and getattr(place, name) in ("", None):
                setattr(place, name, row[name])
                changed = True
        if other and place_key(other, level) not in {place_key(n, level) for n in [place.name, *place.other_names]}:
            place.other_names = [*place.other_names, other]
            changed = True
        return changed


def _level(kind: str) -> str:
    return "regency" if kind in (PlaceKind.REGENCY, PlaceKind.CITY) else kind
