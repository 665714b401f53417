"""Which places and schools a person may see, and what lists of them need."""

import math
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Avg, Count, Exists, F, FloatField, Min, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cast, Cos, Floor, Power, Radians, Sin, Sqrt

from accounts.queries import reach
from accounts.rules import DINAS, LPMP, OFFICE_LEVELS, Role, may
from schools.rules import EARTH_KM, PlaceKind, name_key
from schools.rules.regions import INDONESIA

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School

LOCAL = ("dinas", "pemda")
KABKOTA = (PlaceKind.REGENCY, PlaceKind.CITY)
KM_PER_DEGREE = 111.2
RINGS_KM = (6.0, 25.0, 100.0, 400.0)


class PlaceQuerySet(QuerySet):
    def regencies(self) -> "PlaceQuerySet":
        """Kabupaten and kota."""
        return self.filter(kind__in=KABKOTA).order_by("code")

    def inside(self, place_id: int) -> "PlaceQuerySet":
        """The place, its children and grandchildren."""
        return self.filter(Q(pk=place_id) | Q(parent=place_id) | Q(parent__parent=place_id))

    def visible_to(self, user: "User") -> "PlaceQuerySet":
        """Places are public knowledge: everybody signed in sees all of them."""
        return self if user.is_authenticated else self.none()


class InstitutionQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "InstitutionQuerySet":
        """LPMP: all of the province; national: all; everybody else: the LPMP and the own office."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self
        province = acting.province_id
        if acting.role in LPMP:
            return self.filter(Q(place=province) | Q(place__parent=province))
        return self.filter(Q(place=province, kind="lpmp") | Q(place=acting.place_id, kind__in=LOCAL))

    def editable_by(self, user: "User") -> "InstitutionQuerySet":
        """The LPMP's admin edits all of the province, an office its own."""
        if may(user.role, "institution.edit"):
            return self.visible_to(user)
        if may(user.role, "office.edit"):
            return self.visible_to(user).filter(place=user.acting.place_id, kind__in=LOCAL)
        return self.none()

    def for_list(self) -> "InstitutionQuerySet":
        """What the list shows, in one query."""
        return self.select_related("place")


class DelegationQuerySet(QuerySet):
    def in_force(self, day: date) -> "DelegationQuerySet":
        """Those who sign on that day, the latest begun first."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class ClusterQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ClusterQuerySet":
        """Clusters where the membership stands: of the province, of the kab/kota, of the own school.

        A verifier sees those of the schools that are assigned to him.
        """
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self
        if acting.school_id:
            return self.filter(schools=acting.school_id)
        if acting.role == Role.VERIFIER:
            mine = apps.get_model("schools.School").objects.filter(reach(acting), cluster__isnull=False)
            return self.filter(pk__in=mine.values("cluster"))
        inside = Q(place=acting.place_id) | Q(place__parent=acting.place_id) | Q(place__parent__parent=acting.place_id)
        if acting.role in DINAS:
            inside &= Q(level__in=OFFICE_LEVELS[acting.place.kind])
        return self.filter(inside) if acting.role in LPMP | DINAS | {Role.TPMPD} else self.none()

    def for_list(self) -> "ClusterQuerySet":
        """What the list shows, in one query."""
        return self.select_related("place").annotate(size=Count("schools"))


class ImportQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ImportQuerySet":
        """Files that people of the same LPMP brought."""
        acting = user.acting
        if acting is None or acting.role not in LPMP:
            return self.none()
        return self.filter(province=acting.place_id)


class SchoolQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "SchoolQuerySet":
        """The one definition of who sees which school."""
        return self.filter(reach(user.acting))

    def opening_to(self, user: "User") -> "SchoolQuerySet":
        """Each with ``may_open``: names of neighbours are no secret, their pages are."""
        mine = self.model._default_manager.filter(reach(user.acting), pk=OuterRef("pk"))
        return self.annotate(may_open=Exists(mine))

    def for_list(self) -> "SchoolQuerySet":
        """What the list page shows, in two queries however long it is; in the order of an index."""
        found = self.select_related("regency", "district", "cluster").order_by("regency_id", "level", "name")
        taken = apps.get_model("programs.Participation")._default_manager.select_related("program")
        return found.prefetch_related(Prefetch("participations", taken))

    def taking_part(self, part: str) -> "SchoolQuerySet":
        """Model or imbas schools of an open programme year; ``none`` for all others."""
        inside = {"participations__program__state": "open"} | ({"participations__part": part} if part != "none" else {})
        found = self.model._default_manager.filter(**inside).values("pk")
        return self.exclude(pk__in=found) if part == "none" else self.filter(pk__in=found)

    def in_place(self, place_id: int) -> "SchoolQuerySet":
        """Of a kab/kota, or of a kecamatan."""
        return self.filter(Q(regency=place_id) | Q(district=place_id))

    def on_map(self) -> "SchoolQuerySet":
        """Schools with a position that can be in Indonesia."""
        (south, north), (west, east) = INDONESIA
        return self.filter(latitude__range=(south, north), longitude__range=(west, east))

    def by_cell(self, step: float) -> QuerySet:
        """One row per cell of ``step`` degrees: how many schools, one of them, and the middle of them."""
        cells = self.order_by().annotate(cell_y=Floor(F("latitude") / step), cell_x=Floor(F("longitude") / step))
        found = cells.values("cell_y", "cell_x")
        return found.annotate(n=Count("pk"), pk=Min("pk"), lat=Avg("latitude"), lon=Avg("longitude")).order_by("pk")

    def by_regency(self) -> QuerySet:
        """One row per kab/kota: how many schools and the middle of them, for labels and for readers of lists."""
        found = self.order_by().values("regency_id", "regency__name", "regency__kind")
        return found.annotate(n=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude")).order_by("regency__name")

    def named(self, words: str) -> "SchoolQuerySet":
        """NPSN, or every word in the name's key: «sdn 1 bangkinang» finds SD NEGERI 001 BANGKINANG.

        A word may be begun only; a number must be whole, so that 1 does not find 10.
        """
        found = self
        for word in name_key(words).split():
            found = found.filter(_has_word(word) | Q(npsn__startswith=word))
        return found

    def within_km(self, latitude: float, longitude: float, km: float) -> "SchoolQuerySet":
        """Schools at most so far away, each with its ``distance`` in km; an indexed box first, the circle second."""
        high = km / KM_PER_DEGREE
        wide = high / max(math.cos(math.radians(latitude)), 0.01)
        box = self.filter(
            latitude__range=(latitude - high, latitude + high), longitude__range=(longitude - wide, longitude + wide)
        )
        return box.annotate(distance=_distance(latitude, longitude)).filter(distance__lte=km)

    def nearest(
        self, school: "School", count: int = 10, level: str = "", packages: Iterable[str] = ()
    ) -> "SchoolQuerySet":
        """The nearest other open schools with their ``distance`` in km; none when the school is not on the map.

        ``level`` keeps to one level, ``packages`` to schools that share a kompetensi keahlian. Rings grow until
        one holds enough, so that the index on coordinates answers in any density.
        """
        others: Any = self.exclude(pk=school.pk).filter(is_open=True, **({"level": level} if level else {}))
        if packages := list(packages):
            shared = (Q(package_text__icontains=f'"{package}"') for package in packages)
            others = others.annotate(package_text=Cast("packages", TextField()))
            others = others.filter(reduce(or_, shared))
        if school.latitude is None or school.longitude is None:
            return others.annotate(distance=Value(None, FloatField())).none()
        for km in RINGS_KM[:-1]:
            ring = others.within_km(school.latitude, school.longitude, km).order_by("distance", "pk")
            if ring[count - 1 : count].exists():
                return ring[:count]
        return others.within_km(school.latitude, school.longitude, RINGS_KM[-1]).order_by("distance", "pk")[:count]


def _distance(latitude: float, longitude: float) -> Combinable:
    """Haversine in SQL, as ``schools.rules.distance_km`` in Python."""
    half_lat = Radians(F("latitude") - latitude) / 2.0
    half_lon = Radians(F("longitude") - longitude) / 2.0
    here = math.cos(math.radians(latitude))
    h = Power(Sin(half_lat), 2) + Cos(Radians("latitude")) * here * Power(Sin(half_lon), 2)
    return 2 * EARTH_KM * ASin(Sqrt(h), output_field=FloatField())


def _has_word(word: str) -> Q:
    if word.isdigit() or len(word) == 1:
        whole = Q(name_key__contains=f" {word} ") | Q(name_key__endswith=f" {word}")
        return whole | Q(name_key__startswith=f"{word} ")
    return Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
