"""Which entries has the side menu for this person? One table, filtered by right and by what exists."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from accounts.models import Membership
from accounts.rules import AT_SCHOOL, RIGHTS, Role
from programs.models import ProgramYear

LPMP_ADMIN = frozenset({Role.LPMP_ADMIN})
IMPORTERS = RIGHTS["schools.import"][0]
OFFICES = RIGHTS["proposal.read"][0]


class Entry(NamedTuple):
    """One line of the table: who sees it, where it leads, and which count waits there."""

    group: str
    label: str
    icon: str
    address: str
    roles: frozenset[str]
    needs: str = ""  # "program" or "school": the key in the address
    count: str = ""


class Item(NamedTuple):
    """One entry as the page shows it."""

    label: str
    icon: str
    link: str
    waiting: int
    is_active: bool


ENTRIES = [
    Entry("Program", "Tahun program", "calendar3", "programs:years", frozenset({Role.NATIONAL, Role.LPMP_ADMIN})),
    Entry("Program", "Jadwal & tahapan", "calendar-range", "programs:stages", RIGHTS["year.read"][0], "program"),
    Entry("Program", "Kuota", "grid-3x3-gap", "programs:quotas", RIGHTS["year.read"][0] - {Role.VERIFIER}, "program"),
    Entry("Program", "Dukungan daerah", "building-check", "programs:support",
          RIGHTS["year.read"][0] - {Role.VERIFIER}, "program"),
    Entry("Program", "Usulan sekolah", "send-check", "programs:proposals", OFFICES - {Role.VERIFIER}, "", "proposals"),
    Entry("Program", "Verifikasi", "clipboard2-check", "programs:verification_board",
          RIGHTS["verification.write"][0] | {Role.LPMP_HEAD}, "", "sheets"),
    Entry("Program", "Penetapan", "patch-check", "programs:determination",
          RIGHTS["verifier.assign"][0], "program", "determination"),
    Entry("Program", "Pernyataan komitmen", "pen", "programs:commitments",
          RIGHTS["commitment.read"][0] - {Role.VERIFIER, Role.TPMPD, Role.TPMPS}, "", "commitments"),
    Entry("Data", "Data sekolah", "building", "schools:detail", AT_SCHOOL, "school"),
    Entry("Data", "Sekolah", "buildings", "schools:list", RIGHTS["schools.read"][0] - AT_SCHOOL),
    Entry("Data", "Impor Dapodik", "database-up", "schools:import_list", IMPORTERS),
    Entry("Data", "Surat & dokumen", "file-earmark-text", "documents:list", RIGHTS["letters.read"][0]),
    Entry("Data", "Tanda tangan", "vector-pen", "documents:to_sign", RIGHTS["letters.sign"][0] - AT_SCHOOL),
    Entry("Data", "Surat masuk", "inbox", "documents:incoming_list", RIGHTS["incoming.keep"][0]),
    Entry("Data", "Penerbitan massal", "files", "documents:bulks", RIGHTS["letters.bulk"][0]),
    Entry("Data", "Teks surat", "body-text", "documents:texts", RIGHTS["texts.read"][0]),
    Entry("Data", "Lembaga", "bank", "schools:institutions",
          RIGHTS["institution.edit"][0] | RIGHTS["office.edit"][0]),
    Entry("Data", "Orang & akun", "person", "accounts:people",
          RIGHTS["people.manage"][0] | RIGHTS["people.invite"][0]),
]  # fmt: skip


def menu(
    acting: Membership | None, program: ProgramYear | None, counts: dict[str, int], path: str
) -> dict[str, list[Item]]:
    """Group -> its entries. The entry whose address is the longest beginning of ``path`` is the active one."""
    found = list(_entries(acting, program)) if acting else []
    active = max((link for _, link in found if path.startswith(link)), key=len, default="")
    groups: dict[str, list[Item]] = {}
    for entry, link in found:
        item = Item(entry.label, entry.icon, link, counts.get(entry.count, 0), link == active)
        groups.setdefault(entry.group, []).append(item)
    return groups


def _entries(acting: Membership, program: ProgramYear | None) -> Iterator[tuple[Entry, str]]:
    keys = {"program": program.pk if program else None, "school": acting.school_id}
    for entry in ENTRIES:
        if acting.role not in entry.roles or (entry.needs and keys[entry.needs] is None):
            continue
        if link := address(entry.address, [keys[entry.needs]] if entry.needs else []):
            yield entry, link


def address(name: str, args: list[int | None] | None = None) -> str:
    """The address of that name; nothing while its page does not exist."""
    try:
        return reverse(name, args=args or [])
    except NoReverseMatch:
        return ""
