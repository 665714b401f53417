"""What do the map and the page of a school show? Numbers and joins over several apps, through reverse names."""

import math
from typing import Any, NamedTuple

from django.db.models import Avg, Count, Max, Min, StdDev

from accounts.models import User
from schools.models import School
from schools.queries import SchoolQuerySet

WIDTH = 1000.0
MANY_DOTS = 2000
CELLS_ACROSS = 44
SQUARE = 9.0
STEPS = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
KM_PER_DEGREE = 111.2
EDGE = 3.5  # standard deviations: a school with coordinates in another province must not shrink the map


class Box(NamedTuple):
    west: float
    south: float
    east: float
    north: float

    @property
    def text(self) -> str:
        return ",".join(f"{edge:.3f}" for edge in self)


class Frame:
    """Degrees to millimetres of paper: equirectangular, true in scale at the middle."""

    def __init__(self, box: Box):
        self.box = box
        self.squeeze = math.cos(math.radians((box.south + box.north) / 2))
        self.scale = WIDTH / max((box.east - box.west) * self.squeeze, 0.0001)
        self.height = round(min(max((box.north - box.south) * self.scale, 260), 1100))

    def x(self, longitude: float) -> float:
        return round((longitude - self.box.west) * self.squeeze * self.scale, 1)

    def y(self, latitude: float) -> float:
        return round((self.box.north - latitude) * self.scale, 1)


def read_box(text: str) -> Box | None:
    """``west,south,east,north`` from the address, or nothing when it is no box on earth."""
    try:
        box = Box(*map(float, text.split(",")))
    except (ValueError, TypeError):
        return None
    is_sound = -180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90
    return box if is_sound and box.north - box.south >= 0.001 else None


def draw(schools: SchoolQuerySet, box: Box | None = None) -> dict[str, Any]:
    """All that the picture needs, in at most seven queries for any number of schools."""
    total = schools.count()
    placed = schools.on_map()
    if box:
        placed = placed.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    found = _extent(placed)
    if not found["n"]:
        return {"count": 0, "total": total, "dots": [], "regencies": []}
    frame = Frame(box or _bounds(found))
    inside = _inside(placed, frame.box)
    parts = {part: set(inside.taking_part(part).values_list("pk", flat=True)) for part in ("model", "imbas")}
    is_thinned = found["n"] > MANY_DOTS
    return {
        "count": found["n"], "total": total, "width": int(WIDTH), "height": frame.height, "is_thinned": is_thinned,
        "dots": _cells(inside, frame, parts) if is_thinned else _dots(inside, frame, parts),
        "regencies": _labels(placed, frame), "lines": _graticule(frame), "scale": _scale(frame),
    }  # fmt: skip


def _extent(placed: SchoolQuerySet) -> dict[str, Any]:
    lat, lon = "latitude", "longitude"
    return placed.order_by().aggregate(
        n=Count("pk"), south=Min(lat), north=Max(lat), west=Min(lon), east=Max(lon),
        lat=Avg(lat), lon=Avg(lon), lat_spread=StdDev(lat), lon_spread=StdDev(lon),
    )  # fmt: skip


def _bounds(found: dict[str, Any]) -> Box:
    """From the outermost schools, without the few that lie far away from all the others; a little wider."""
    high, wide = EDGE * found["lat_spread"] + 0.02, EDGE * found["lon_spread"] + 0.02
    south, north = max(found["south"], found["lat"] - high), min(found["north"], found["lat"] + high)
    west, east = max(found["west"], found["lon"] - wide), min(found["east"], found["lon"] + wide)
    room = 0.04 * max(north - south, east - west) + 0.01
    return Box(west - room, south - room, east + room, north + room)


def _inside(placed: SchoolQuerySet, box: Box) -> SchoolQuerySet:
    return placed.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))


def _dot(school: tuple, frame: Frame, part: str) -> dict[str, Any]:
    pk, name, lat, lon = school
    x, y = frame.x(lon), frame.y(lat)
    corner = {"left": round(x - SQUARE / 2, 1), "top": round(y - SQUARE / 2, 1)}
    return corner | {"x": x, "y": y, "pk": pk, "name": name, "part": part, "n": 1, "box": ""}


def _dots(inside: SchoolQuerySet, frame: Frame, parts: dict[str, set[int]]) -> list[dict[str, Any]]:
    """Every school; those of the programme last, so that they lie on top."""
    rows = list(inside.order_by("pk").values_list("pk", "name", "latitude", "longitude"))
    found = [_dot(row, frame, _part(row[0], parts)) for row in rows]
    return sorted(found, key=lambda dot: dot["part"] != "other")


def _part(pk: int, parts: dict[str, set[int]]) -> str:
    return next((part for part, members in parts.items() if pk in members), "other")


def _cells(inside: SchoolQuerySet, frame: Frame, parts: dict[str, set[int]]) -> list[dict[str, Any]]:
    """One dot a cell, which opens the map of that cell; the schools of the programme one by one."""
    step = (frame.box.east - frame.box.west) / CELLS_ACROSS
    found = []
    for cell in inside.by_cell(step):
        south, west = cell["cell_y"] * step, cell["cell_x"] * step
        box = Box(west - step / 2, south - step / 2, west + 1.5 * step, south + 1.5 * step)
        dot = _dot((cell["pk"], "", cell["lat"], cell["lon"]), frame, "other")
        found.append(dot | {"n": cell["n"], "box": box.text, "r": round(2.5 + math.log10(cell["n"]) * 2, 1)})
    shown = sorted(parts["model"] | parts["imbas"])[: 2 * MANY_DOTS]
    rows = inside.filter(pk__in=shown).order_by("pk").values_list("pk", "name", "latitude", "longitude")
    return found + [_dot(row, frame, _part(row[0], parts)) for row in rows]


def _labels(placed: SchoolQuerySet, frame: Frame) -> list[dict[str, Any]]:
    """Each kab/kota with its number of schools; written on the map where its schools have their middle."""
    prefix = {"regency": "Kab. ", "city": "Kota "}
    rows = list(placed.by_regency())
    return [
        {"name": f"{prefix.get(row['regency__kind'], '')}{row['regency__name']}",
         "pk": row["regency_id"], "n": row["n"],
         "x": frame.x(row["lon"]), "y": frame.y(row["lat"]), "is_shown": len(rows) <= 60}
        for row in rows
    ]  # fmt: skip


def _graticule(frame: Frame) -> list[dict[str, Any]]:
    """Lines of whole degrees or simple parts of them, about six each way."""
    box, lines = frame.box, []
    step = next((s for s in STEPS if (box.east - box.west) / s <= 7), STEPS[-1])
    for n in range(math.ceil(box.west / step), math.floor(box.east / step) + 1):
        lines.append({"x": frame.x(n * step), "y": None, "label": _degrees(n * step, "BT", "BB")})
    for n in range(math.ceil(box.south / step), math.floor(box.north / step) + 1):
        lines.append({"x": None, "y": frame.y(n * step), "label": _degrees(n * step, "LU", "LS")})
    return lines


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):.4g}° {plus if value >= 0 else minus}".replace(".", ",")


def _scale(frame: Frame) -> dict[str, Any]:
    per_km = frame.scale / KM_PER_DEGREE
    km = max((km for km in SCALES_KM if km * per_km <= WIDTH / 4), default=1)
    return {"km": km, "width": round(km * per_km, 1)}


def story(school: School, user: User) -> dict[str, Any]:
    """What a school was and is: names, programme years, letters, people, neighbours. As far as ``user`` may see it."""
    neighbours = School.objects.none()
    if school.cluster_id:
        members = School.objects.filter(cluster=school.cluster_id).exclude(pk=school.pk)
        neighbours = members.opening_to(user).order_by("name")
    taken = list(school.participations.select_related("program", "decree__letter").order_by("-program__year"))
    return {
        "names": school.names.all(),
        "neighbours": neighbours,
        "nearest": School.objects.opening_to(user).nearest(school, 6, school.level),
        "latest": taken[0] if taken else None,
        "participations": taken,
        "candidacies": school.candidates.visible_to(user).select_related("program").order_by("-program__year", "-pk"),
        "letters": school.letters.visible_to(user).order_by("-letter_date", "-pk")[:20],
        "people": school.memberships.in_force().select_related("user").order_by("role"),
        "facts": _facts(school),
    }


def _facts(school: School) -> list[tuple[str, Any]]:
    place = [str(school.district) if school.district else "", str(school.regency), str(school.regency.parent)]
    packages = [("Kompetensi keahlian", ", ".join(school.packages))] if school.level == "SMK" else []
    return [
        ("NPSN", school.npsn), ("Bentuk", school.form or school.level), ("Status", school.get_status_display()),
        ("Alamat", ", ".join(filter(None, [school.address, school.village]))),
        ("Wilayah", ", ".join(filter(None, place))), ("Akreditasi", school.get_accreditation_display()),
        ("Kurikulum", school.curriculum), ("Peserta didik", school.pupils), ("Guru", school.teachers),
        *packages,
    ]  # fmt: skip
