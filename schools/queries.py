"""Which places and schools a person may see, and what lists of them need."""

import math
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import F, FloatField, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cast, Cos, Power, Radians, Sin, Sqrt

from accounts.queries import reach
from accounts.rules import LPMP
from schools.rules import EARTH_KM, PlaceKind, name_key

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School

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
        """Institutions of one's own province; all of them for a national reader."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == "national":
            return self
        province = acting.province_id
        return self.filter(Q(place=province) | Q(place__parent=province))


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
        found = self.filter(reach(user.acting))
        return found.distinct() if user.role == "verifier" else found

    def for_list(self) -> "SchoolQuerySet":
        """What the list page shows, in one query."""
        return self.select_related("regency", "district", "cluster")

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
        others = self.filter(is_open=True, **({"level": level} if level else {})).exclude(pk=school.pk)
        if packages := list(packages):
            shared = (Q(package_text__icontains=f'"{package}"') for package in packages)
            others = others.annotate(package_text=Cast("packages", TextField())).filter(reduce(or_, shared))
        if school.latitude is None or school.longitude is None:
            return others.annotate(distance=Value(None, FloatField())).none()
        for km in RINGS_KM:
            found = others.within_km(school.latitude, school.longitude, km).order_by("distance", "pk")
            if km == RINGS_KM[-1] or found[count - 1 : count].exists():
                break
        return found[:count]


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
