"""Which places and schools a person may see, and what lists of them need."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.queries import reach
from schools.rules import PlaceKind, name_key

if TYPE_CHECKING:
    from accounts.models import User

KABKOTA = (PlaceKind.REGENCY, PlaceKind.CITY)


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


class SchoolQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "SchoolQuerySet":
        """The one definition of who sees which school."""
        found = self.filter(reach(user.acting))
        return found.distinct() if user.role == "verifier" else found

    def for_list(self) -> "SchoolQuerySet":
        """What the list page shows, in one query."""
        return self.select_related("regency", "district", "cluster")

    def named(self, words: str) -> "SchoolQuerySet":
        """NPSN, or every word somewhere in the name's key: «sdn 1 bangkinang» finds SD NEGERI 001 BANGKINANG."""
        found = self
        for word in name_key(words).split():
            found = found.filter(Q(name_key__contains=word) | Q(npsn__startswith=word))
        return found
