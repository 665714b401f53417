"""What must this person do next? Items from facts, never stored: when the cause is gone, so is the item."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from accounts.rules import DINAS, LPMP, Role
from core.formats import long_date, number
from portal.menu import address
from programs.models import Candidate, ProgramYear, Proposal
from programs.rules import CLOSED, ProgramState, StageKind

SHOWN = 8
LONG_AGO = 60  # days after which a date says more than their number


class Todo(NamedTuple):
    """One thing to do: where it is done, and what the button says."""

    icon: str
    title: str
    text: str
    link: str
    label: str


class Facts(NamedTuple):
    """What the home page has read already; todo items ask nothing more."""

    role: str
    program: ProgramYear
    proposals: list[Proposal]
    dues: dict[str, date]
    today: date
    unsigned: int = 0  # letters that wait for the signature of this person


def age(since: date, today: date) -> str:
    """``hari ini``, ``kemarin``, ``5 hari lalu``; the date itself after two months."""
    days = (today - since).days
    if days > LONG_AGO:
        return long_date(since)
    return {0: "hari ini", 1: "kemarin"}.get(days, f"{number(days)} hari lalu")


def until(due: date | None, today: date) -> str:
    """``batas 31 Maret 2020, 12 hari lagi``; nothing without a deadline."""
    if due is None:
        return ""
    days = (due - today).days
    rest = {0: "hari ini", 1: "besok"}.get(days, f"{number(days)} hari lagi" if days > 0 else "sudah lewat")
    return f"batas {long_date(due)}, {rest}"


def todo(facts: Facts) -> list[Todo]:
    """The items of the role, most urgent first."""
    makers = next((makers for roles, makers in MAKERS if facts.role in roles), [])
    items = [item for make in makers for item in make(facts)]
    return [item for item in items if item.link][:SHOWN]


def _year(facts: Facts) -> Iterator[Todo]:
    if facts.role == Role.LPMP_ADMIN and facts.program.state == ProgramState.PREPARING:
        link = address("programs:year", [facts.program.pk])
        yield Todo("calendar3", f"Buka tahun program {facts.program.year}", "masih disiapkan", link, "Buka")


def _submitted(facts: Facts) -> Iterator[Todo]:
    for proposal in facts.proposals:
        if proposal.state == "submitted":
            when = age(timezone.localdate(proposal.submitted_at), facts.today)
            text = f"putaran {proposal.round} · {proposal.models} model, {proposal.imbas} imbas · masuk {when}"
            link = proposal.get_absolute_url()
            yield Todo("send-check", f"Usulan {proposal.office.short_name}", text, link, "Periksa")


def _unassigned(facts: Facts) -> Iterator[Todo]:
    count = sum(p.unassigned for p in facts.proposals if p.state == "in_verification")
    if count:
        text = until(facts.dues.get(StageKind.VERIFICATION), facts.today)
        link = address("programs:assign", [facts.program.pk])
        yield Todo("person-plus", f"{number(count)} sekolah model belum punya verifikator", text, link, "Tugaskan")


def _finished(facts: Facts) -> Iterator[Todo]:
    for proposal in facts.proposals:
        if proposal.state == "in_verification" and not proposal.unjudged:
            fit, failed = number(proposal.verified), number(proposal.failed)
            text = f"{fit} layak, {failed} tidak layak" if proposal.failed else f"semua layak: {fit} sekolah model"
            title = f"Verifikasi {proposal.office.short_name} selesai"
            yield Todo("clipboard2-check", title, text, proposal.get_absolute_url(), "Tutup daftar")


def _late_replacements(facts: Facts) -> Iterator[Todo]:
    for proposal in facts.proposals:
        if proposal.state == "returned" and proposal.replace_until and proposal.replace_until < facts.today:
            text = until(proposal.replace_until, facts.today)
            title = f"Pengganti {proposal.office.short_name} belum masuk"
            yield Todo("hourglass-split", title, text, proposal.get_absolute_url(), "Lihat")


def _determination(facts: Facts) -> Iterator[Todo]:
    closed = [p for p in facts.proposals if p.state in CLOSED and p.verified]
    if closed:
        models = sum(p.verified for p in closed)
        text = f"{number(models)} sekolah model dari {len(closed)} daftar yang sudah ditutup"
        link = address("programs:determination", [facts.program.pk])
        yield Todo("patch-check", f"Penetapan {facts.program.year} menunggu keputusan Anda", text, link, "Tinjau")


def _unsigned(facts: Facts) -> Iterator[Todo]:
    if facts.unsigned:
        title = f"{number(facts.unsigned)} surat menunggu tanda tangan Anda"
        yield Todo("vector-pen", title, "sudah terbit, PDF siap", address("documents:to_sign"), "Tanda tangani")


def _begin(facts: Facts) -> Iterator[Todo]:
    if not facts.proposals and facts.program.state == ProgramState.OPEN:
        text = until(facts.dues.get(StageKind.PROPOSAL), facts.today)
        link = address("programs:proposal_new")
        yield Todo("send-check", f"Susun usulan sekolah {facts.program.year}", text, link, "Mulai")


def _draft(facts: Facts) -> Iterator[Todo]:
    for proposal in facts.proposals:
        if proposal.state == "draft":
            due = until(facts.dues.get(StageKind.PROPOSAL), facts.today)
            text = f"{proposal.models} model, {proposal.imbas} imbas · {due}"
            yield Todo("send-check", "Lengkapi dan kirim usulan", text, proposal.get_absolute_url(), "Lanjutkan")


def _returned(facts: Facts) -> Iterator[Todo]:
    for proposal in facts.proposals:
        if proposal.state == "returned":
            text = " · ".join(filter(None, [proposal.return_reason[:120], until(proposal.replace_until, facts.today)]))
            yield Todo("arrow-return-left", "Usulan dikembalikan LPMP", text, proposal.get_absolute_url(), "Perbaiki")


def _scans(facts: Facts) -> Iterator[Todo]:
    for proposal in facts.proposals:
        missing = proposal.models + proposal.imbas - proposal.scans
        if missing > 0 and proposal.state not in ("withdrawn", *CLOSED):
            text = f"{proposal.scans} dari {proposal.models + proposal.imbas} sudah diterima"
            title = f"{number(missing)} sekolah belum mengunggah pernyataan komitmen"
            yield Todo("pen", title, text, proposal.get_absolute_url(), "Lihat")


def sheets(candidates: list[Candidate], due: date | None, today: date) -> list[Todo]:
    """For a verifier: one item per school."""
    until_when = until(due, today)
    return [
        Todo(
            "clipboard2-check", candidate.school.name,
            " · ".join(filter(None, [str(candidate.school.regency), until_when])),
            address("programs:sheet", [candidate.pk]), "Isi lembar",
        )
        for candidate in candidates
    ]  # fmt: skip


Maker = Callable[[Facts], Iterator[Todo]]
STAFF: list[Maker] = [_year, _submitted, _unassigned, _finished, _late_replacements]
MAKERS: list[tuple[frozenset[str], list[Maker]]] = [
    (frozenset({Role.LPMP_HEAD}), [_determination, _unsigned, *STAFF]),
    (LPMP, STAFF),
    (DINAS, [_unsigned, _returned, _begin, _draft, _scans]),
]
