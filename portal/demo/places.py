"""Where the demo plays: nation, province, kab/kota, kecamatan, and the offices that write letters."""

from portal.demo.facts import LPMP_TOWN, REGENCIES, Regency
from portal.demo.names import Person
from portal.demo.stage import DOMAIN, Demo
from schools.models import Institution, Place


def build_places(demo: Demo) -> None:
    """Codes decide: a place that is there already is used as it is."""
    demo.nation, _ = Place.objects.get_or_create(kind="nation", defaults={"name": "Indonesia"})
    demo.province, _ = Place.objects.get_or_create(
        code="14",
        defaults={
            "kind": "province", "name": "Riau", "parent": demo.nation, "kemdikbud_code": "090000", "bps_code": "14",
            "latitude": LPMP_TOWN.latitude, "longitude": LPMP_TOWN.longitude,
        },
    )  # fmt: skip
    for regency in REGENCIES:
        place = demo.regencies[regency.name] = _regency(demo, regency)
        for spot in regency.spots:
            at = {"latitude": spot.latitude, "longitude": spot.longitude}
            Place.objects.get_or_create(kind="district", name=spot.name, parent=place, defaults=at)


def _regency(demo: Demo, regency: Regency) -> Place:
    spots = regency.spots
    place, _ = Place.objects.get_or_create(
        code=regency.code,
        defaults={
            "kind": regency.kind, "name": regency.name, "parent": demo.province,
            "kemdikbud_code": regency.kemdikbud_code, "bps_code": regency.bps_code,
            "latitude": sum(spot.latitude for spot in spots) / len(spots),
            "longitude": sum(spot.longitude for spot in spots) / len(spots),
        },
    )  # fmt: skip
    return place


def build_offices(demo: Demo) -> None:
    """The LPMP and thirteen dinas, each with letterhead, number format and head."""
    demo.lpmp = _office(
        demo, "lpmp", demo.province, "Pekanbaru", 9001,
        name="Lembaga Penjaminan Mutu Pendidikan Provinsi Riau", short_name="LPMP Provinsi Riau",
        parent_name="KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN",
        second_line="DIREKTORAT JENDERAL PAUD, DIKDAS DAN DIKMEN", unit_code="C7.4",
        number_format="{seq4}/{unit}/{subject}/{year}", head_title="Kepala",
    )  # fmt: skip
    _dinas(demo, demo.province, "Pekanbaru", 9002)
    for n, regency in enumerate(REGENCIES):
        _dinas(demo, demo.regencies[regency.name], regency.town, 9003 + n)


def _dinas(demo: Demo, place: Place, town: str, serial: int) -> None:
    demo.offices[place.name] = _office(
        demo, "dinas", place, town, serial,
        name=f"Dinas Pendidikan dan Kebudayaan {place.formal}", short_name=f"Dinas Pendidikan {place}",
        parent_name=f"PEMERINTAH {place.formal.upper()}", unit_code="DPK", head_title="Kepala Dinas",
        number_format="{subject}/{seq}/{unit}/{year}",
    )  # fmt: skip


def _office(demo: Demo, kind: str, place: Place, town: str, serial: int, **fields: str) -> Institution:
    head = Person(demo.rng, serial)
    host = f"{kind}-{place.name.lower().replace(' ', '')}.{DOMAIN}"
    fields |= {
        "address": f"Jalan Pendidikan Nomor {serial % 100}, {town}", "town": town, "phone": f"(0761) {500000 + serial}",
        "email": f"surat@{host}", "website": host, "head_name": head.full, "head_nip": head.nip, "head_rank": head.rank,
    }  # fmt: skip
    office, _ = Institution.objects.update_or_create(kind=kind, place=place, defaults=fields)
    return office
