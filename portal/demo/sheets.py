"""What the verifiers did: who was assigned where, the sheets with findings, and photos."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import User
from core import thumbnails
from core.formats import number
from portal.demo.candidates import UNFIT, Entry
from portal.demo.paper import photo
from portal.demo.people import VERIFIERS
from portal.demo.proposals import Diary
from portal.demo.stage import Demo, save_all
from portal.demo.stories import story_of
from programs.checking import MATCHED, ImbasCheck, Match, registered
from programs.models import Assignment, Candidate, Correction, CorrectionState, Finding, Verification, VerificationPhoto
from programs.rules import RECEIVED, CandidateState, Criterion, Funding, Method, Result

PHOTOS = 12


def build_sheets(demo: Demo, entries: list[Entry], year: int) -> None:
    """Assignments for every received proposal, finished sheets for the checked models, begun ones beside them."""
    received = [entry for entry in entries if entry.model.proposal.state in RECEIVED]
    models = [(entry, model) for entry in received for model in _models(entry)]
    people = [demo.users[username] for username in VERIFIERS]
    pairs = [(entry, model, people[n % len(people)]) for n, (entry, model) in enumerate(models)]
    save_all(
        Assignment(candidate=model, verifier=who, assigned_at=_diary(demo, entry, year).received,
                   assigned_by=demo.users["staf"])
        for entry, model, who in pairs
    )  # fmt: skip
    sheets = [sheet for entry, model, who in pairs if (sheet := _sheet(demo, entry, model, who, year))]
    _begin(demo, pairs, sheets, year)
    save_all(sheets)
    save_all(finding for sheet in sheets for finding in _findings(sheet, entries_by_model(received)))
    save_all(found for sheet in sheets for found in _corrections(demo, sheet, year))
    _tell(demo, sheets)
    if year == 2021:
        _photos(sheets)


def _models(entry: Entry) -> Iterator[Candidate]:
    if entry.replaced:
        yield entry.replaced
    yield entry.model


def entries_by_model(entries: list[Entry]) -> dict[int, Entry]:
    return {entry.model.pk: entry for entry in entries}


def _diary(demo: Demo, entry: Entry, year: int) -> Diary:
    return Diary(year, list(demo.offices).index(entry.office))


def _sheet(demo: Demo, entry: Entry, model: Candidate, who: User, year: int) -> Verification | None:
    """A finished sheet, for every model that was found fit or not."""
    if model.state == CandidateState.PROPOSED:
        return None
    diary, unfit = _diary(demo, entry, year), model.state in ("failed", "replaced")
    replaced = model.state == CandidateState.REPLACED or (model.state == CandidateState.FAILED)
    return Verification(
        candidate=model, methods=[Method.VISIT, Method.DAPODIK, Method.FGD], visited_on=diary.checked.date(),
        venue=f"Ruang guru {model.school.name}", condition=_condition(model), dapodik=_matched(model),
        commitment="FGD dihadiri kepala sekolah, 8 guru, 2 tenaga kependidikan, ketua komite, dan pengawas pembina.",
        flagship="Literasi pagi 15 menit, kebun sekolah, dan tahfiz mingguan.",
        management="RKS dan RKAS tersusun; sebagian program belum merujuk pada rapor mutu.",
        motivation="Ingin memenuhi SNP secara mandiri dan mendampingi sekolah di sekitarnya.",
        witness_name="Drs. Yusmar Effendi, M.Pd.", witness_position="Pengawas Sekolah",
        result=Result.NEEDS_REPLACEMENT if replaced else Result.NOT_FIT if unfit else Result.FIT,
        reason=UNFIT if unfit else "", changed_at=diary.checked, changed_by=who,
        finished_at=diary.checked, finished_by=who,
    )  # fmt: skip


def _matched(model: Candidate) -> dict[str, dict[str, str]]:
    """Field by field as the sheet keeps it; one school in four has moved on since it was registered."""
    known = registered(model.school)
    rows = {
        key: {"label": label, "dapodik": known[key], "match": Match.SAME.value, "school": "", "why": ""}
        for key, label in MATCHED.items()
    }
    if model.school.pk % 4 == 0:
        found = f"{model.school.pupils + 7}"
        rows["pupils"] |= {"match": Match.ACCEPT.value, "school": found, "why": "Ada mutasi peserta didik."}
    return rows


def _condition(model: Candidate) -> str:
    school = model.school
    return (
        f"{school.pupils} peserta didik, {school.teachers} guru. Capaian SNP {number(school.quality_score, 2)} "
        f"({school.get_quality_display()}). Perpustakaan ada, laboratorium belum lengkap."
    )


def _begin(demo: Demo, pairs: list[tuple[Entry, Candidate, User]], sheets: list[Verification], year: int) -> None:
    """Sheets somebody has begun: methods and condition are there, the result is not."""
    done = {sheet.candidate.pk for sheet in sheets}
    for office in demo.offices:
        story = story_of(year, office)
        waiting = [(e, m, who) for e, m, who in pairs if e.office == office and m.pk not in done]
        for entry, model, who in waiting[: story.begun if story else 0]:
            at = _diary(demo, entry, year).checked
            sheets.append(
                Verification(candidate=model, methods=[Method.VISIT], visited_on=at.date(), changed_at=at,
                             changed_by=who, condition=_condition(model), version=2)
            )  # fmt: skip


def _findings(sheet: Verification, by_model: dict[int, Entry]) -> Iterator[Finding]:
    entry = by_model.get(sheet.candidate.pk)
    finished, unfit = bool(sheet.finished_at), sheet.result not in ("", Result.FIT)
    for candidate in entry or [sheet.candidate]:
        is_model = candidate is sheet.candidate
        for criterion in Criterion if is_model else ImbasCheck:
            refused = unfit and is_model and criterion == Criterion.COMMITTED
            if finished or criterion == Criterion.NOT_YET_SNP:
                yield Finding(
                    verification=sheet, candidate=candidate, criterion=criterion, met=not refused,
                    note=UNFIT if refused else "",
                )  # fmt: skip


def _corrections(demo: Demo, sheet: Verification, year: int) -> Iterator[Correction]:
    """What differs from the record waits for the staff this year; last year's findings came with Dapodik."""
    for key, row in sheet.dapodik.items():
        if sheet.finished_at and row["match"] == Match.ACCEPT:
            past = {"state": CorrectionState.DECLINED, "reason": "Sudah masuk bersama pembaruan Dapodik.",
                    "decided_at": sheet.finished_at + timedelta(days=7), "decided_by": demo.users["staf"]}  # fmt: skip
            yield Correction(
                verification=sheet, field=key, registered=row["dapodik"], found=row["school"],
                created_at=sheet.finished_at, created_by=sheet.finished_by, **({} if year == 2021 else past),
            )  # fmt: skip


def _tell(demo: Demo, sheets: list[Verification]) -> None:
    for sheet in sheets:
        model, who, at = sheet.candidate, sheet.changed_by, sheet.changed_at
        demo.tell("verification.saved", sheet, at - timedelta(hours=2), who)
        if not sheet.finished_at:
            continue
        demo.tell("verification.finished", sheet, at, who, result=sheet.get_result_display())
        if sheet.result == Result.FIT:
            demo.tell("candidate.passed", model, at, who)
        else:
            demo.tell("candidate.failed", model, at, who, within=model.proposal, reason=UNFIT)
        if model.funding == Funding.OVER_QUOTA:
            demo.tell("candidate.changed", model, at - timedelta(days=20), model.changed_by, fields="pendanaan")


def _photos(sheets: list[Verification]) -> None:
    shown = [sheet for sheet in sheets if sheet.candidate.proposal.office.place.name in ("Pekanbaru", "Siak")]
    rows = []
    for n, sheet in enumerate(shown[:PHOTOS]):
        content = photo(n)
        path = f"verifikasi/contoh-{n + 1:02d}.jpg"
        default_storage.delete(path)
        rows.append(
            VerificationPhoto(
                verification=sheet, image=default_storage.save(path, ContentFile(content)),
                caption="Gedung sekolah dari halaman depan", sha256=hashlib.sha256(content).hexdigest(),
                uploaded_at=sheet.changed_at, uploaded_by=sheet.changed_by,
            )
        )  # fmt: skip
    save_all(rows)
    thumbnails.draw(row.image.name for row in rows)
