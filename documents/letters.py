"""What stands on every paper: the letterhead and who signs, as plain data that can be frozen."""

from typing import Any

from django.urls import reverse

from core.errors import Incomplete
from core.formats import nip_spaced
from schools.models import Institution, InstitutionKind, School


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
    """Government, dinas, school, NPSN. The dinas is that of the province for SMA and SMK (R-3.2-01)."""
    place = school.regency.parent if school.level in ("SMA", "SMK") else school.regency
    office = Institution.objects.filter(kind=InstitutionKind.DINAS, place=place).first()
    upper = [office.parent_name, office.name] if office else [f"PEMERINTAH {place.formal.upper()}"]
    where = ", ".join(filter(None, [school.address, school.village, school.district and school.district.formal]))
    return {
        "logo": office.logo.name if office and office.logo else "",
        "upper": [line.upper() for line in upper if line],
        "name": school.name,
        "address": _joined(where or school.regency.formal, phone=school.phone),
        "contact": _joined(f"NPSN {school.npsn}", email=school.email),
    }


def _joined(first: str, **more: str) -> str:
    words = {"phone": "Telepon", "fax": "Faksimile", "email": "Posel", "website": "Laman"}
    parts = [first, *(f"{words[name]} {value}" for name, value in more.items() if value)]
    return " · ".join(filter(None, parts))


def head_of(issuer: Institution) -> dict[str, str]:
    """Who signs for the institution. ``Incomplete`` while nobody is recorded as its head."""
    if not issuer.head_name:
        where = reverse("schools:institution", args=[issuer.pk])
        gaps = [(f"Lengkapi nama kepala {issuer.name}", where)]
        raise Incomplete("Surat belum dapat diterbitkan karena penanda tangannya belum tercatat.", gaps)
    return signer(issuer.head_title, issuer.head_name, rank=issuer.head_rank, nip=issuer.head_nip)


def signer(title: str, name: str, *, rank: str = "", nip: str = "", on_behalf: str = "", acting: str = "") -> dict:
    """A signature block. ``on_behalf`` is the function after "a.n."; ``acting`` is "Plt." or "Plh."."""
    return {
        "on_behalf": on_behalf, "title": f"{acting} {title}".strip(), "name": name, "rank": rank,
        "nip": nip_spaced(nip) if nip else "",
    }  # fmt: skip
