"""What the programme gives to a dossier: decisions on each school, signed commitments, photos of visits."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import Model, QuerySet

from accounts.models import User
from accounts.rules import DINAS, Role, may
from core.queries import reference
from documents.collecting import history_parts, letter_parts
from documents.dossiers import Part, as_json
from documents.models import Letter
from programs.models import Candidate, Commitment, Proposal, Verification
from programs.models.paper import PastScan
from schools.models import School

WITH = ("school", "proposal__office", "program", "model__school", "participation__decree__letter")


def parts(subject: Model, user: User) -> Iterator[Part]:
    """Of the candidates the person sees, in one school or one proposal."""
    about = {School: "school", Proposal: "proposal"}.get(type(subject))
    if about is None:
        return
    seen = Candidate.objects.visible_to(user).filter(**{about: subject.pk}).order_by("pk")
    commitments = Commitment.objects.filter(candidate__in=seen).select_related("candidate__school").order_by("pk")
    sheets = Verification.objects.filter(candidate__in=seen).select_related("candidate__school").order_by("pk")
    if user.role in DINAS | {Role.TPMPD}:
        sheets = sheets.filter(finished_at__isnull=False)  # an office reads a sheet once it is finished
    reads_sheets = may(user.role, "verification.read")
    yield _decisions(seen, sheets if reads_sheets else sheets.none())
    if may(user.role, "proposal.read"):
        yield from history_parts(f"{subject} sebagai calon", seen, "riwayat-calon")
    if may(user.role, "commitment.read"):
        yield from _scans(commitments)
    if reads_sheets:
        yield from _photos(sheets)
    names = [reference(row) for row in [*commitments, *sheets]]
    letters = Letter.objects.visible_to(user).filter(subject__in=names, issued_at__isnull=False)
    yield from letter_parts(letters.select_related("school"), "surat-sekolah.json")


def _decisions(seen: QuerySet, sheets: QuerySet) -> Part:
    results = {sheet.candidate_id: sheet for sheet in sheets}
    rows = seen.select_related(*WITH)
    return Part("keputusan.json", text=as_json([_line(row, results.get(row.pk)) for row in rows]))


def _line(row: Candidate, sheet: Verification | None) -> dict[str, Any]:
    part = getattr(row, "participation", None)
    return {
        "year": row.program.year, "office": row.proposal.office.name, "npsn": row.school.npsn,
        "school": row.school.name,
        "part": row.get_part_display(), "model": str(row.model.school) if row.model else "",
        "funding": row.get_funding_display(), "state": row.get_state_display(), "reason": row.result_reason,
        "verified_on": sheet.visited_on if sheet else None,
        "result": sheet.get_result_display() if sheet and sheet.finished_at else "",
        "decree": part.decree.letter.number if part else "",
        "determined_on": part.decree.determined_on if part else None,
    }  # fmt: skip


def _scans(commitments: QuerySet) -> Iterator[Part]:
    """The scan that counts, and the earlier ones."""
    for row in commitments:
        if row.scan:
            yield _scan(row, row.candidate.school.npsn, "")
    past = PastScan.objects.filter(commitment__in=commitments).select_related("commitment__candidate__school")
    for row in past.order_by("pk"):
        yield _scan(row, row.commitment.candidate.school.npsn, "terdahulu-")


def _scan(row: Any, npsn: str, word: str) -> Part:
    name = f"komitmen/{npsn}-{word}{row.receipt}-{row.pk}{PurePath(row.scan.name).suffix}"
    return Part(name, stored=row.scan.name, sha256=row.scan_sha256)


def _photos(sheets: QuerySet) -> Iterator[Part]:
    for sheet in sheets.prefetch_related("photos"):
        for photo in sheet.photos.all():
            name = f"verifikasi/{sheet.candidate.school.npsn}-{photo.pk}{PurePath(photo.image.name).suffix}"
            yield Part(name, stored=photo.image.name, sha256=photo.sha256)
