"""The invented schools: names, numbers, coordinates, gugus and klaster, and what the quality map says of them."""

import math
from datetime import date
from decimal import Decimal
from itertools import count

from portal.demo.facts import REGENCIES, SPREAD_KM, Spot
from portal.demo.names import PACKAGES, STREETS, VILLAGE_TAILS, Person, school_name, village
from portal.demo.stage import Demo, save_all
from schools.models import Cluster, Place, School, SchoolName
from schools.rules import Level, name_key, quality_of

FIRST_NPSN = 69_000_001  # far from numbers in use in Riau
PRIVATE = {"SD": 0.1, "SMP": 0.25, "SMA": 0.35, "SMK": 0.5}
PUPILS = {"SD": 170, "SMP": 220, "SMA": 380, "SMK": 360}
GROUP = {"SD": 8, "SMP": 6, "SMA": 5, "SMK": 5}


def build_schools(demo: Demo) -> None:
    """About 2,700 schools, level by level and kecamatan by kecamatan."""
    serial = count(1)
    for regency in REGENCIES:
        place = demo.regencies[regency.name]
        districts = {p.name: p for p in Place.objects.filter(parent=place, kind="district")}
        for level, number in regency.schools.items():
            found = [
                _school(demo, next(serial), level, place, districts[spot.name], spot, regency.kind)
                for spot in (regency.spots[n % len(regency.spots)] for n in range(number))
            ]
            _group(place, level, found)
            demo.schools[regency.name, level] = found
    every = [school for found in demo.schools.values() for school in found]
    save_all(every)
    _remember_names(demo, every)


def _school(demo: Demo, serial: int, level: str, place: Place, district: Place, spot: Spot, kind: str) -> School:
    rng = demo.rng
    is_public = rng.random() > PRIVATE[level]
    home = village(rng)
    name = school_name(rng, level, serial % 40 + 1, is_public, home)
    head = Person(rng, serial)
    north, east = _scatter(demo, spot.km or SPREAD_KM[kind])
    pupils = round(PUPILS[level] * rng.uniform(0.4, 1.8))
    school = School(
        npsn=str(FIRST_NPSN + serial), name=name, name_key=name_key(name), level=level, form=level,
        status="N" if is_public else "S", is_open=rng.random() > 0.01, village=home, regency=place, district=district,
        address=f"{rng.choice(STREETS)} Nomor {rng.randrange(1, 90)}",
        latitude=round(spot.latitude + north, 6), longitude=round(spot.longitude + east, 6),
        accreditation=rng.choices(["A", "B", "C", "TT", ""], [25, 45, 18, 4, 8])[0],
        curriculum=rng.choices(["Kurikulum 2013", "KTSP 2006"], [9, 1])[0],
        packages=rng.sample(PACKAGES, rng.randrange(1, 4)) if level == Level.SMK else [],
        pupils=pupils, teachers=max(6, pupils // 15), head_name=head.full, head_phone=head.phone,
        head_nip=head.nip if is_public else "",
    )  # fmt: skip
    _rate(demo, school)
    return school


def _scatter(demo: Demo, km: float) -> tuple[float, float]:
    """A point of the disc, in degrees from its centre; near the equator both degrees are 111.2 km."""
    angle, distance = demo.rng.uniform(0, 2 * math.pi), km * math.sqrt(demo.rng.random()) / 111.2
    return math.sin(angle) * distance, math.cos(angle) * distance


def _rate(demo: Demo, school: School) -> None:
    if demo.rng.random() < 0.04:
        return  # some schools never sent their data
    score = Decimal(str(round(min(6.95, max(1.2, demo.rng.gauss(4.7, 1.05))), 2)))
    school.quality_score, school.quality, school.quality_year = score, quality_of(score), 2019


def _group(place: Place, level: str, schools: list[School]) -> None:
    """Neighbours share a gugus (SD, inside the kecamatan) or a klaster (inside the kab/kota)."""
    kind = "gugus" if level == Level.SD else "klaster"
    ordered = sorted(schools, key=lambda s: (s.district.name, s.latitude) if kind == "gugus" else (s.longitude,))
    groups: list[list[School]] = []
    for school in ordered:
        full = not groups or len(groups[-1]) >= GROUP[level]
        if full or (kind == "gugus" and groups[-1][0].district != school.district):
            groups.append([])
        groups[-1].append(school)
    clusters = [Cluster(kind=kind, level=level, place=_seat(kind, place, group), name="") for group in groups]
    for n, cluster in enumerate(clusters):
        cluster.name = f"{n + 1:02d} {VILLAGE_TAILS[n % len(VILLAGE_TAILS)]}"
    save_all(clusters)
    for cluster, group in zip(clusters, groups, strict=True):
        for school in group:
            school.cluster = cluster


def _seat(kind: str, place: Place, group: list[School]) -> Place:
    return group[0].district if kind == "gugus" else place


def _remember_names(demo: Demo, schools: list[School]) -> None:
    """Every school has its present name; some had another."""
    rows = [SchoolName(school=school, name=school.name, since=date(2016, 1, 1)) for school in schools]
    for school in demo.rng.sample(schools, 30):
        old = f"{school.level} {school.village}".upper()
        rows.append(SchoolName(school=school, name=old, since=date(2009, 7, 1)))
    save_all(rows)
