"""What happens to scans of signed paper: kept, read, matched sheet by sheet, and bound to a signed letter."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, DomainError, Incomplete, NotAllowed
from core.events import record
from core.jobs import enqueue, progress
from core.models import Job
from core.storing import content_of, keep
from core.uploads import PILE_LIMIT, check_image_or_pdf
from documents.models import Letter, Scan, ScanSheet, Signature
from documents.queries import READ_SCAN
from documents.rules import SheetState, SignatureWay, read_code
from documents.services.incoming import office_of
from documents.services.signing import attach, own, written_signer
from documents.signing.binding import bind
from documents.signing.reading import Sheet, count_pages, sheets_of
from schools.models import Institution

MOST_PAGES = 300


@dataclass
class Received:
    """What became of the files of one upload."""

    scans: list[Scan] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def take_in(files: Iterable[File], *, by: User) -> Received:
    """Keep every file that can be one, each in its own transaction; a bad one does not keep out the others."""
    demand(by.role, "letters.scan")
    office, received = office_of(by), Received()
    for file in files:
        name = PurePath(file.name or "pindaian").name[:200]
        try:
            received.scans.append(_keep(file, name, office, by))
        except DomainError as refusal:
            received.refusals.append(f"{name}: {refusal}")
    return received


@transaction.atomic
def _keep(file: File, name: str, office: Institution, by: User) -> Scan:
    checked = check_image_or_pdf(file, limit=PILE_LIMIT, pages=MOST_PAGES)
    checked.seek(0)
    content = checked.read()
    sha256 = hashlib.sha256(content).hexdigest()
    if Scan.objects.filter(institution=office, sha256=sha256).exists():
        raise Conflict("berkas yang sama sudah pernah diunggah.")
    scan = Scan(institution=office, name=name, sha256=sha256, octets=len(content), uploaded_by=by)
    checked.seek(0)
    keep(scan.file, f"{sha256[:16]}{PurePath(checked.name).suffix}", checked)
    scan.save()
    record("scan.uploaded", scan, by=by)
    enqueue(READ_SCAN, scan.pk, by=by)
    return scan


def read(job: Job) -> None:
    """Find the letter of every sheet. Run twice it changes nothing."""
    scan = Scan.objects.select_related("institution").get(pk=job.subject_id)
    if scan.read_at:
        return
    content = content_of(scan.file)
    total, sheets = count_pages(content), []
    for position, seen in enumerate(sheets_of(content), start=1):
        sheets.append(_placed(ScanSheet(scan=scan, position=position, turn=seen.turn), seen, scan.institution))
        progress(job, position, total)
    _know(scan.pk, sheets)


@transaction.atomic
def _know(scan_id: int, sheets: list[ScanSheet]) -> None:
    scan = Scan.objects.select_for_update().get(pk=scan_id)
    if scan.read_at:
        return
    scan.read_at = timezone.now()
    scan.save(update_fields=["read_at"])
    ScanSheet.objects.bulk_create(sheets)
    matched = sum(sheet.state == SheetState.MATCHED for sheet in sheets)
    record("scan.read", scan, pages=len(sheets), matched=matched)


def _placed(sheet: ScanSheet, seen: Sheet, office: Institution) -> ScanSheet:
    """With state, letter and page. Of somebody else's letter only the code is kept, not which letter it is."""
    sheet.code, sheet.letter, sheet.page = seen.code, None, None
    letter = Letter.objects.filter(code=seen.code, issued_at__isnull=False).first() if seen.code else None
    if letter is None:
        sheet.state = SheetState.UNKNOWN if seen.code else SheetState.UNREADABLE
    elif letter.issuer_id != office.pk:
        sheet.state = SheetState.FOREIGN
    else:
        page = seen.page or (1 if letter.pages == 1 else None)
        sheet.letter, sheet.page = letter, page if page and page <= (letter.pages or 0) else None
        sheet.state = SheetState.MATCHED if sheet.page else SheetState.PAGELESS
    return sheet


@transaction.atomic
def match_by_hand(sheet_id: int, code: str, page: int, *, by: User) -> ScanSheet:
    """Say which page of which letter a sheet is. ``Incomplete`` when there is no such page at this office."""
    sheet = _waiting(sheet_id, by)
    placed = _placed(sheet, Sheet(read_code(code), page, sheet.turn), sheet.scan.institution)
    if placed.state != SheetState.MATCHED:
        raise Incomplete(_why_not(placed), [])
    placed.matched_by = by
    placed.save(update_fields=["code", "letter", "page", "state", "matched_by"])
    record("scan.matched", placed.scan, by=by, position=placed.position, page=page)
    return placed


def _why_not(sheet: ScanSheet) -> str:
    if sheet.state == SheetState.FOREIGN:
        return "Kode itu milik surat pihak lain, bukan surat yang diterbitkan kantor Anda."
    if sheet.letter:
        return f"Surat itu hanya {sheet.letter.pages or 0} halaman; periksa nomor halamannya."
    return "Kode itu tidak dikenal. Periksa delapan hurufnya pada kaki surat."


def _waiting(sheet_id: int, by: User) -> ScanSheet:
    demand(by.role, "letters.scan")
    sheet = ScanSheet.objects.visible_to(by).select_for_update(of=("self",)).get(pk=sheet_id)
    if sheet.signature_id or sheet.set_aside_at:
        raise Conflict("Lembar ini sudah dipakai atau disisihkan; muat ulang halaman.")
    return sheet


@transaction.atomic
def set_aside(sheet_id: int, *, by: User) -> ScanSheet:
    """Take a sheet out of the work: a duplicate, a blank page, somebody else's paper. It is kept, not deleted."""
    sheet = _waiting(sheet_id, by)
    sheet.set_aside_at, sheet.set_aside_by = timezone.now(), by
    sheet.save(update_fields=["set_aside_at", "set_aside_by"])
    record("scan.set_aside", sheet.scan, by=by, position=sheet.position)
    return sheet


def confirm(letter_id: int, *, by: User, seen: str = "") -> Signature:
    """Bind the sheets of a letter, newest of each page, and sign the letter with them.

    ``Incomplete`` names missing pages. Somebody at this office has looked at the signature: that is the verification.
    """
    demand(by.role, "letters.scan")
    letter = own(letter_id, by)
    if not letter.takes_signed_copy:
        raise NotAllowed(f"Surat ini tidak menunggu tanda tangan; statusnya «{letter.get_state_display()}».")
    sheets = newest_of_each_page(letter, by)
    if missing := [n for n in range(1, (letter.pages or 0) + 1) if n not in sheets]:
        raise Incomplete(f"Halaman {', '.join(map(str, missing))} belum dipindai.", [])
    chosen = [sheets[n] for n in sorted(sheets)]
    content = bind([(content_of(sheet.scan.file), sheet.position, sheet.turn) for sheet in chosen])
    return _bound(letter, chosen, content, by, seen)


def newest_of_each_page(letter: Letter, by: User) -> dict[int, ScanSheet]:
    """A page scanned again replaces the earlier scan of it."""
    waiting = ScanSheet.objects.visible_to(by).waiting().filter(letter=letter, state=SheetState.MATCHED)
    return {sheet.page: sheet for sheet in waiting.select_related("scan").order_by("scan_id", "position")}


@transaction.atomic
def _bound(letter: Letter, sheets: list[ScanSheet], content: bytes, by: User, seen: str) -> Signature:
    """Earlier scans of the same pages are set aside with it."""
    facts = {"sheets": [{"file": sheet.scan.name, "position": sheet.position, "page": sheet.page} for sheet in sheets]}
    who = written_signer(letter)
    signature = attach(letter.pk, content, way=SignatureWay.WET, who=who, facts=facts, by=by, seen=seen)
    ScanSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(signature=signature)
    replaced = ScanSheet.objects.visible_to(by).waiting().filter(letter=letter)
    replaced.update(set_aside_at=timezone.now(), set_aside_by=by)
    return signature
