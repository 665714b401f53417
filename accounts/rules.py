"""Who may do what, by default: the roles, where each stands, and one table of rights."""

import re
from datetime import date, datetime

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
    "people.read": (LPMP | DINAS | {Role.SCHOOL_HEAD}, "melihat daftar orang"),
    "people.invite": (LPMP | DINAS | {Role.SCHOOL_HEAD}, "mengundang orang"),
    "institution.edit": (ADMIN, "mengubah data lembaga"),
    "office.edit": (ADMIN | DINAS, "mengubah data dinas"),
    "schools.read": (EVERYBODY, "melihat sekolah"),
    "schools.import": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mengimpor data sekolah"),
    "schools.edit": (
        frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF, Role.SCHOOL_HEAD, Role.SCHOOL_OPERATOR}),
        "mengubah data sekolah",
    ),
    "clusters.edit": (
        DINAS | {Role.LPMP_ADMIN, Role.LPMP_STAFF},
        "mengubah gugus dan klaster",
    ),
    "year.manage": (ADMIN, "membuka dan menutup tahun program"),
    "year.read": (LPMP | DINAS | {Role.NATIONAL, Role.TPMPD, Role.VERIFIER}, "melihat tahun program"),
    "quota.edit": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mengatur kuota"),
    "stage.edit": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mengatur tanggal tahapan"),
    "support.edit": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mencatat dukungan pemda"),
    "support.draft": (DINAS | {Role.LPMP_ADMIN, Role.LPMP_STAFF}, "menyiapkan pernyataan dukungan pemda"),
    "coordination.write": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "menyiapkan rapat koordinasi"),
    "notice.send": (LPMP, "memberitahukan penetapan kepada sekolah"),
    "quota.shift": (DINAS | ADMIN, "menggeser kuota antarjenjang"),
    "proposal.edit": (DINAS, "menyusun usulan"),
    "proposal.read": (LPMP | DINAS | {Role.NATIONAL, Role.VERIFIER, Role.TPMPD}, "melihat usulan"),
    "commitment.read": (LPMP | DINAS | SCHOOL | {Role.VERIFIER, Role.TPMPD}, "melihat pernyataan komitmen"),
    "commitment.upload": (
        DINAS | {Role.SCHOOL_HEAD, Role.SCHOOL_OPERATOR},
        "mengisi dan mengunggah pernyataan komitmen",
    ),
    "commitment.reject": (LPMP | DINAS, "menolak pindaian komitmen"),
    "verifier.assign": (LPMP, "menugaskan verifikator"),
    "verification.write": (
        frozenset({Role.VERIFIER, Role.LPMP_ADMIN, Role.LPMP_STAFF, Role.TPMPD}),
        "mengisi lembar verifikasi",
    ),
    "verification.read": (LPMP | DINAS | {Role.VERIFIER, Role.TPMPD, Role.NATIONAL}, "melihat lembar verifikasi"),
    "corrections.decide": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "mengambil alih temuan ke data sekolah"),
    "determination.read": (LPMP | DINAS | {Role.VERIFIER, Role.TPMPD, Role.NATIONAL}, "melihat penetapan"),
    "determination.make": (frozenset({Role.LPMP_HEAD}), "menetapkan sekolah model dan imbas"),
    "letters.read": (LPMP | DINAS | SCHOOL | {Role.NATIONAL, Role.VERIFIER, Role.TPMPD}, "melihat surat"),
    "letters.draft": (LPMP | DINAS, "membuat surat"),
    "letters.scan": (LPMP | DINAS, "mengunggah pindaian surat"),
    "incoming.keep": (LPMP | DINAS, "mencatat surat masuk"),
    "letters.bulk": (LPMP | DINAS, "menerbitkan banyak surat sekaligus"),
    "letters.sign": (frozenset({Role.LPMP_HEAD, Role.DINAS_HEAD, Role.SCHOOL_HEAD}), "menandatangani surat"),
    "texts.read": (LPMP, "melihat teks surat"),
    "letters.texts": (frozenset({Role.LPMP_ADMIN, Role.LPMP_STAFF}), "menyunting teks surat"),
}

AT_SCHOOL = SCHOOL
# R-3.2-01: the kab/kota manages SD and SMP, the province SMA and SMK.
OFFICE_LEVELS = {"province": ("SMA", "SMK"), "regency": ("SD", "SMP"), "city": ("SD", "SMP")}
AT_NATION = frozenset({Role.NATIONAL})
KABKOTA = frozenset({"regency", "city"})
# At which kind of place each role stands (roles.md); the school roles stand at a school.
STANDS_AT: dict[str, frozenset[str]] = {
    Role.NATIONAL: frozenset({"nation"}),
    Role.LPMP_ADMIN: frozenset({"province"}),
    Role.LPMP_STAFF: frozenset({"province"}),
    Role.LPMP_HEAD: frozenset({"province"}),
    Role.DINAS_PROVINCE: frozenset({"province"}),
    Role.DINAS_REGENCY: KABKOTA,
    Role.DINAS_HEAD: KABKOTA | {"province"},
    Role.TPMPD: KABKOTA | {"province"},
    Role.VERIFIER: frozenset({"province"}),
    Role.FACILITATOR_NATIONAL: frozenset({"province"}),
    Role.FACILITATOR: frozenset({"province"}),
    Role.SUPERVISOR: KABKOTA | {"province"},
}
INVITATION_DAYS = 14


class InvitationState(models.TextChoices):
    WAITING = "waiting", "Menunggu"
    USED = "used", "Dipakai"
    EXPIRED = "expired", "Kedaluwarsa"
    WITHDRAWN = "withdrawn", "Ditarik"


def invitation_state(
    used_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> InvitationState:
    """In which of the four states an invitation is; none of them is stored."""
    if used_at:
        return InvitationState.USED
    if withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.WAITING if expires_at > now else InvitationState.EXPIRED


def invitable(role: str, kind: str) -> frozenset[str]:
    """The roles that somebody with ``role`` at this kind of place may invite, at places he answers for.

    An LPMP admin everybody of the province; LPMP staff and head its schools; a dinas its own operators and the
    heads and operators of its schools; a school head the school's team and operator.
    """
    if role in ADMIN:
        return EVERYBODY - AT_NATION
    if role in LPMP:
        return SCHOOL
    if role in DINAS:
        operator = Role.DINAS_PROVINCE if kind == "province" else Role.DINAS_REGENCY
        return frozenset({operator, Role.SCHOOL_HEAD, Role.SCHOOL_OPERATOR})
    return frozenset({Role.TPMPS, Role.SCHOOL_OPERATOR}) if role == Role.SCHOOL_HEAD else frozenset()


def may(role: str, right: str) -> bool:
    """Whether the role has the right. An unknown right is a programming error."""
    return role in RIGHTS[right][0]


def demand(role: str, right: str) -> None:
    """``NotAllowed`` with the reason, unless the role has the right."""
    if not may(role, right):
        raise NotAllowed(f"Peran Anda tidak berwenang {RIGHTS[right][1]}.")


def demand_invitable(role: str, kind: str, invited: str) -> None:
    """``NotAllowed``, unless this role at this kind of place may invite that role."""
    demand(role, "people.invite")
    if invited not in invitable(role, kind):
        raise NotAllowed(f"Peran Anda tidak berwenang mengundang {Role(invited).label}.")


def stands_fault(role: str, kind: str | None) -> str:
    """Why the role cannot stand at this kind of place (nothing for a school), or nothing."""
    if role in AT_SCHOOL:
        return "" if kind is None else f"{Role(role).label} bertugas di sekolah, bukan di wilayah."
    if kind in STANDS_AT[role]:
        return ""
    return f"{Role(role).label} tidak bertugas di wilayah jenis ini."


def clean_nip(text: str) -> str:
    """The digits of a NIP typed with blanks, hyphens or dots."""
    return re.sub(r"[\s.\-]", "", text)


def clean_phone(text: str) -> str:
    """A phone number in its one spelling: ``+62 812-3456-7890`` becomes ``081234567890``."""
    digits = re.sub(r"[\s.()\-]", "", text)
    if digits.startswith("+62"):
        return f"0{digits[3:].removeprefix('0')}"
    return f"0{digits[2:]}" if digits.startswith("62") else digits


def whatsapp_phone(phone: str) -> str:
    """The number as ``wa.me`` wants it: ``6281234567890``."""
    return f"62{phone[1:]}" if phone.startswith("0") else phone.lstrip("+")


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
