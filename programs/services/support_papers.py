"""What happens when a pemda's statement of support or the agreement with it is written (R-3.1-06)."""

from django.db import transaction

from accounts.models import User
from accounts.rules import DINAS, demand
from core.errors import Incomplete, NotAllowed
from documents.models import Letter
from programs import letters
from programs.letters import Promise
from programs.rules import SupportKind
from programs.services.papers import write
from programs.services.years import demand_unclosed, lock_year
from schools.models import Institution, InstitutionKind, Place

REGIONAL_HEAD = {"province": "Gubernur", "regency": "Bupati", "city": "Wali Kota"}


def regional_head(place: Place) -> str:
    """``Bupati Kampar``."""
    return f"{REGIONAL_HEAD[place.kind]} {place.name}"


@transaction.atomic
def write_support(
    program_id: int,
    place_id: int,
    kind: str,
    promise: Promise,
    *,
    by: User,
    head_name: str = "",
    as_draft: bool = False,
) -> Letter:
    """The statement, by the pemda when ``head_name`` names its head, else by its dinas; or the agreement.

    The pemda becomes an office of its own with that head, so that later papers know it.
    """
    demand(by.role, "support.edit" if kind == SupportKind.AGREEMENT else "support.draft")
    program = lock_year(program_id, by)
    demand_unclosed(program)
    place = Place.objects.inside(program.institution.place_id).exclude(kind="district").get(pk=place_id)
    if by.role in DINAS and place.pk != by.acting.place_id:
        raise NotAllowed("Anda hanya dapat menyiapkan pernyataan pemerintah daerah Anda sendiri.")
    if kind == SupportKind.AGREEMENT:
        words = letters.agreement(program, _pemda(place, head_name), promise)
        return write(words, by=by, as_draft=as_draft)
    issuer = _pemda(place, head_name) if head_name else _dinas(place)
    return write(letters.support_statement(program, issuer, promise), by=by, as_draft=as_draft)


def _dinas(place: Place) -> Institution:
    found = Institution.objects.filter(kind=InstitutionKind.DINAS, place=place).first()
    if found is None:
        raise Incomplete(f"Dinas pendidikan {place} belum tercatat; isi nama kepala daerahnya.", [])
    return found


def _pemda(place: Place, head_name: str) -> Institution:
    """The pemda as an office; its head is who is named now."""
    defaults = {
        "name": f"Pemerintah {place.formal}", "short_name": f"Pemda {place}", "parent_name": "", "town": place.name,
        "head_title": regional_head(place), "head_name": head_name,
    }  # fmt: skip
    pemda, is_new = Institution.objects.get_or_create(kind=InstitutionKind.PEMDA, place=place, defaults=defaults)
    if not is_new and head_name and pemda.head_name != head_name:
        pemda.head_name = head_name
        pemda.save(update_fields=["head_name"])
    return pemda
