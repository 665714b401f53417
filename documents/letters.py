"""What stands on every paper: the letterhead and who signs, as plain data that can be frozen."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from core.errors import Incomplete
from core.formats import nip_spaced
from schools.models import Delegation, DelegationKind, Institution, InstitutionKind, School
from schools.rules import Ownership


def letterhead(issuer: Institution | None, school: School | None) -> dict[str, Any]:
    """The kop: of the institution, or of the school under its dinas (forms.md 1.3)."""
    if issuer:
        return institution_head(issuer)
    return school_head(school) if school else {}


def institution_head(issuer: Institution) -> dict[str, Any]:
    upper = [issuer.parent_name, issuer.second_line]
    return {
        "logo": issuer.logo.name if issuer.logo else "",
        "upper": [line for line in upper if line],
        "name": issuer.name,
        "address": _joined(issuer.address, phone=issuer.phone, fax=issuer.fax),
        "contact": _joined("", email=issuer.email, website=issuer.website),
    }


def school_head(school: School) -> dict[str, Any]:
    """Government, dinas, school, NPSN; a private school writes under no government's name and arms."""
    office, upper = (None, []) if school.status == Ownership.PRIVATE else _government_of(school)
    where = ", ".join(filter(None, [school.address, school.village, school.district and school.district.formal]))
    return {
        "logo": office.logo.name if office and office.logo else "",
        "upper": [line.upper() for line in upper if line],
        "name": school.name,
        "address": _joined(where or school.regency.formal, phone=school.phone),
        "contact": _joined(f"NPSN {school.npsn}", email=school.email),
    }


def _government_of(school: School) -> tuple[Institution | None, list[str]]:
    """The dinas above the school, of the province for SMA and SMK (R-3.2-01), and the lines that name it."""
    place = school.regency.parent if school.level in ("SMA", "SMK") else school.regency
    office = Institution.objects.filter(kind=InstitutionKind.DINAS, place=place).first()
    return office, [office.parent_name, office.name] if office else [f"PEMERINTAH {place.formal.upper()}"]


def _joined(first: str, **more: str) -> str:
    words = {"phone": "Telepon", "fax": "Faksimile", "email": "Posel", "website": "Laman"}
    parts = [first, *(f"{words[name]} {value}" for name, value in more.items() if value)]
    return " · ".join(filter(None, parts))


def head_of(issuer: Institution, on: date | None = None, on_behalf: str = "") -> dict[str, str]:
    """Who signs for the institution on that day (today): the head, or who is Plt., Plh. or signs a.n. then.

    ``on_behalf`` is a function above the head that the letter is signed for, as Formulir 01.7 for the Dirjen.
    ``Incomplete`` while nobody is recorded.
    """
    deputy = issuer.delegations.in_force(on or timezone.localdate()).first()
    if deputy is not None:
        return _deputy(issuer, deputy, on_behalf)
    if not issuer.head_name:
        where = reverse("schools:institution", args=[issuer.pk])
        gaps = [(f"Lengkapi nama kepala {issuer.name}", where)]
        raise Incomplete("Surat belum dapat diterbitkan karena penanda tangannya belum tercatat.", gaps)
    return signer(issuer.head_title, issuer.head_name, rank=issuer.head_rank, nip=issuer.head_nip, on_behalf=on_behalf)


def _deputy(issuer: Institution, deputy: Delegation, on_behalf: str) -> dict[str, str]:
    """Plt. and Plh. stand before the head's function; who signs a.n. does so under the own function."""
    if deputy.kind == DelegationKind.ON_BEHALF:
        principal = f"{issuer.head_title} {issuer.name}" if issuer.head_title == "Kepala" else issuer.head_title
        return signer(deputy.title, deputy.name, rank=deputy.rank, nip=deputy.nip, on_behalf=on_behalf or principal)
    return signer(
        issuer.head_title, deputy.name, rank=deputy.rank, nip=deputy.nip, on_behalf=on_behalf,
        acting=deputy.get_kind_display(),
    )  # fmt: skip


def signer(title: str, name: str, *, rank: str = "", nip: str = "", on_behalf: str = "", acting: str = "") -> dict:
    """A signature block. ``on_behalf`` is the function after "a.n."; ``acting`` is "Plt." or "Plh."."""
    return {
        "on_behalf": on_behalf, "title": f"{acting} {title}".strip(), "name": name, "rank": rank,
        "nip": nip_spaced(nip) if nip else "",
    }  # fmt: skip


def full_title(who: dict[str, str], institution: Institution) -> str:
    """``Plt. Kepala Dinas Pendidikan …``: the function with its office, where no letterhead says it."""
    return f"{who['title']} {institution.name}" if who["title"].endswith("Kepala") else who["title"]
