"""How a new installation comes to its first LPMP, so that somebody may do the rest in the browser."""

from django.db import transaction

from accounts.models import Membership, User
from accounts.rules import Role
from core.errors import Conflict
from core.events import record
from schools.models import Institution, InstitutionKind, Place
from schools.rules import PlaceKind


@transaction.atomic
def begin_lpmp(code: str, username: str) -> tuple[Membership, list[Institution]]:
    """Make the LPMP of the province with this Kemendagri code, its dinas, and this person its admin; and what was new.

    What is there already stays as it is, so it may run again when kab/kota were added. Letterheads get usual words;
    the admin corrects them in the browser.
    """
    province = Place.objects.filter(kind=PlaceKind.PROVINCE, code=code).first()
    person = User.objects.filter(username__iexact=username).first()
    if province is None:
        raise Conflict(f"Provinsi {code} tidak ada; muat dahulu wilayahnya dengan load_places.")
    if person is None:
        raise Conflict(f"Pengguna {username} tidak ada; buat dahulu dengan createsuperuser.")
    offices = [_lpmp(province)]
    offices += [_dinas(place) for place in [province, *province.children.regencies().order_by("code")]]
    return _admin(person, province), [office for office, is_new in offices if is_new]


def _lpmp(province: Place) -> tuple[Institution, bool]:
    usual = {
        "name": f"Lembaga Penjaminan Mutu Pendidikan {province}", "short_name": f"LPMP {province}",
        "parent_name": "KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN", "unit_code": "LPMP",
    }  # fmt: skip
    return Institution.objects.get_or_create(kind=InstitutionKind.LPMP, place=province, defaults=usual)


def _dinas(place: Place) -> tuple[Institution, bool]:
    usual = {
        "name": f"Dinas Pendidikan {place.formal}", "short_name": f"Dinas Pendidikan {place}",
        "parent_name": f"PEMERINTAH {place.formal.upper()}", "unit_code": "DISDIK", "head_title": "Kepala Dinas",
    }  # fmt: skip
    return Institution.objects.get_or_create(kind=InstitutionKind.DINAS, place=place, defaults=usual)


def _admin(person: User, province: Place) -> Membership:
    found = person.memberships.in_force().filter(role=Role.LPMP_ADMIN, place=province).first()
    if found is None:
        found = Membership.objects.create(user=person, role=Role.LPMP_ADMIN, place=province)
        record("membership.added", found, within=person)
    return found
