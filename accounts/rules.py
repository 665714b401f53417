"""Who may do what, by default: the roles, where each stands, and one table of rights."""

import re
from datetime import date

from django.db import models

from core.errors import NotAllowed


class Role(models.TextChoices):
    NATIONAL = "national", "Pembaca nasional"
    LPMP_ADMIN = "lpmp_admin", "Admin LPMP"
    LPMP_STAFF = "lpmp_staff", "Staf LPMP"
    LPMP_HEAD = "lpmp_head", "Kepala LPMP"
    DINAS_PROVINCE = "dinas_province", "Dinas provinsi"
    DINAS_REGENCY = "dinas_regency", "Dinas kabupaten/kota"
    DINAS_HEAD = "dinas_head", "Kepala dinas"
    TPMPD = "tpmpd", "TPMPD"
    VERIFIER = "verifier", "Verifikator"
    FACILITATOR_NATIONAL = "facilitator_national", "Fasilitator nasional"
    FACILITATOR = "facilitator", "Fasilitator daerah"
    SUPERVISOR = "supervisor", "Pengawas sekolah"
    SCHOOL_HEAD = "school_head", "Kepala sekolah"
    TPMPS = "tpmps", "TPMPS"
    SCHOOL_OPERATOR = "school_operator", "Operator sekolah"


LPMP = frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF, Role.LPMP_HEAD})
DINAS = frozenset({Role.DINAS_PROVINCE, Role.DINAS_REGENCY, Role.DINAS_HEAD})
SCHOOL = frozenset({Role.SCHOOL_HEAD, Role.TPMPS, Role.SCHOOL_OPERATOR})
EVERYBODY = frozenset(Role)
ADMIN = frozenset({Role.LPMP_ADMIN})

# One table: right -> (roles, what it is called when it is refused).
RIGHTS: dict[str, tuple[frozenset[str], str]] = {
    "people.manage": (ADMIN, "mengelola orang dan keanggotaan"),
    "people.invite_school": (LPMP | DINAS | {Role.SCHOOL_HEAD}, "mengundang pengguna sekolah"),
    "institution.edit": (ADMIN, "mengubah data lembaga"),
    "office.edit": (ADMIN | DINAS, "mengubah data dinas"),
    "schools.read": (EVERYBODY, "melihat sekolah"),
    "schools.import": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mengimpor data sekolah"),
    "schools.edit": (
        frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF, Role.SCHOOL_HEAD, Role.SCHOOL_OPERATOR}),
        "mengubah data sekolah",
    ),
    "year.manage": (ADMIN, "membuka dan menutup tahun program"),
    "year.read": (LPMP | DINAS | {Role.NATIONAL, Role.TPMPD, Role.VERIFIER}, "melihat tahun program"),
    "quota.edit": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mengatur kuota"),
    "quota.shift": (DINAS | ADMIN, "menggeser kuota antarjenjang"),
    "proposal.edit": (DINAS, "menyusun usulan"),
    "proposal.read": (LPMP | DINAS | {Role.NATIONAL, Role.VERIFIER, Role.TPMPD}, "melihat usulan"),
    "commitment.sign": (frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_OPERATOR}), "mengisi pernyataan komitmen"),
    "verifier.assign": (LPMP, "menugaskan verifikator"),
    "verification.write": (
        frozenset({Role.VERIFIER, Role.LPMP_ADMIN, Role.LPMP_STAFF, Role.TPMPD}),
        "mengisi lembar verifikasi",
    ),
    "verification.read": (LPMP | DINAS | {Role.VERIFIER, Role.TPMPD, Role.NATIONAL}, "melihat lembar verifikasi"),
    "determination.read": (LPMP | DINAS | {Role.VERIFIER, Role.TPMPD, Role.NATIONAL}, "melihat penetapan"),
    "determination.make": (frozenset({Role.LPMP_HEAD}), "menetapkan sekolah model dan imbas"),
    "letters.read": (LPMP | DINAS | SCHOOL | {Role.NATIONAL, Role.VERIFIER}, "melihat surat"),
    "letters.draft": (LPMP | DINAS, "membuat surat"),
    "letters.sign": (frozenset({Role.LPMP_HEAD, Role.DINAS_HEAD, Role.SCHOOL_HEAD}), "menandatangani surat"),
}

AT_SCHOOL = SCHOOL
# R-3.2-01: the kab/kota manages SD and SMP, the province SMA and SMK.
OFFICE_LEVELS = {"province": ("SMA", "SMK"), "regency": ("SD", "SMP"), "city": ("SD", "SMP")}
AT_NATION = frozenset({Role.NATIONAL})


def may(role: str, right: str) -> bool:
    """Whether the role has the right. An unknown right is a programming error."""
    return role in RIGHTS[right][0]


def demand(role: str, right: str) -> None:
    """``NotAllowed`` with the reason, unless the role has the right."""
    if not may(role, right):
        raise NotAllowed(f"Peran Anda tidak berwenang {RIGHTS[right][1]}.")


def nip_fault(nip: str) -> str:
    """Why this is not a NIP, or nothing. 18 digits: birth date, appointment month, sex, serial (forms.md 1.5)."""
    if not re.fullmatch(r"\d{18}", nip):
        return f"NIP terdiri atas 18 angka; yang ditulis {len(nip)}."
    try:
        date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
        date(int(nip[8:12]), int(nip[12:14]), 1)
    except ValueError:
        return "Delapan angka pertama NIP adalah tanggal lahir dan enam berikutnya tahun-bulan pengangkatan."
    if nip[14] not in "12":
        return "Angka ke-15 NIP adalah jenis kelamin: 1 atau 2."
    return ""
