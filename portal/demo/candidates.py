"""The schools in the lists: models with their imbas schools, places of the quota, and signed commitments."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.rules import OFFICE_LEVELS
from core import thumbnails
from portal.demo.facts import REGENCIES, Regency
from portal.demo.groups import Group, far, form_groups
from portal.demo.names import Person
from portal.demo.paper import signed_page
from portal.demo.people import operator
from portal.demo.proposals import Diary
from portal.demo.stage import Demo, save_all
from portal.demo.stories import Story, story_of
from portal.demo.years import planned
from programs.letters.commitments import IMBAS_SIGNATORIES, MODEL_SIGNATORIES, SUPERVISOR
from programs.models import Candidate, Commitment, Proposal, QuotaShare
from programs.rules import DEFAULT_IMBAS, LIVE_CANDIDATE, CandidateState, Funding, Part, ProposalState

UNFIT = "Komite sekolah dan guru belum bersedia mengikuti seluruh rangkaian kegiatan."
FEWER = [
    "Hanya sekolah ini yang terjangkau dalam satu jam perjalanan.",
    "Sekolah lain di gugus ini sudah menjadi imbas sekolah model lain.",
    "Sekolah terdekat lain terpisah sungai tanpa penyeberangan.",
]


class Entry:
    """One model candidate with its imbas candidates, and what has come of it."""

    def __init__(self, office: str, model: Candidate, imbas: list[Candidate]):
        self.office, self.model, self.imbas = office, model, imbas
        self.replaced: Candidate | None = None

    def __iter__(self) -> Iterator[Candidate]:
        yield self.model
        yield from self.imbas


def build_candidates(demo: Demo, year: int) -> list[Entry]:
    """Every list of that year. ``QuotaShare.taken`` is right afterwards."""
    shares = {(s.quota.place.name, s.level): s for s in _shares(demo, year)}
    entries = []
    for regency in REGENCIES:
        groups = _groups(demo, year, regency)
        for level, found in groups.items():
            name = regency.name if level in OFFICE_LEVELS["regency"] else demo.province.name
            if story := story_of(year, name):
                proposal, share = demo.proposals[year, name], shares[regency.name, level]
                entries += _entries(demo, proposal, name, story, share, found)
    _decide(demo, entries, year)
    _write(demo, entries)
    _count_places(shares.values())
    return entries


def _shares(demo: Demo, year: int) -> list[QuotaShare]:
    return list(QuotaShare.objects.filter(quota__program=demo.programs[year]).select_related("quota__place"))


def _groups(demo: Demo, year: int, regency: Regency) -> dict[str, list[Group]]:
    """In 2021 other models than in 2020, and rather more imbas schools."""
    schools = {level: demo.schools[regency.name, level] for level in regency.schools}
    before = Candidate.objects.filter(program__year__lt=year, part=Part.MODEL, school__regency__code=regency.code)
    barred = set(before.values_list("school_id", flat=True))
    imbas = regency.imbas if year == 2020 else regency.imbas + regency.models // 3
    return form_groups(demo.rng, schools, planned(demo, regency.name, regency.models), imbas, barred)


def _entries(
    demo: Demo, proposal: Proposal, office: str, story: Story, share: QuotaShare, groups: list[Group]
) -> list[Entry]:
    kept = groups[: max(1, round(len(groups) * story.proposed))]
    return [_entry(demo, proposal, office, share, group, n) for n, group in enumerate(kept)]


def _entry(demo: Demo, proposal: Proposal, office: str, share: QuotaShare, group: Group, n: int) -> Entry:
    common = {"proposal": proposal, "program": proposal.program, "changed_by": operator(demo, office),
              "changed_at": proposal.changed_at}  # fmt: skip
    met = {"not_yet_snp": True, "committed": True, "supported": True}
    if proposal.state == ProposalState.DRAFT and n % 4 == 3:
        met["committed"] = False
    model = Candidate(school=group.model, part=Part.MODEL, share=share, **common, **met)
    if len(group.imbas) < DEFAULT_IMBAS:
        model.fewer_reason = FEWER[n % len(FEWER)]
    imbas = [
        Candidate(
            school=school, part=Part.IMBAS, distance_km=Decimal(str(round(far(group.model, school), 1))),
            same_cluster=school.cluster_id == group.model.cluster_id, **common, **met,
        )
        for school in group.imbas
    ]  # fmt: skip
    return Entry(office, model, imbas)


def _decide(demo: Demo, entries: list[Entry], year: int) -> None:
    """Who was found fit, who was not, who is paid by the pemda."""
    used = {candidate.school.pk for entry in entries for candidate in entry}
    for office in demo.offices:
        mine = [entry for entry in entries if entry.office == office]
        story = story_of(year, office)
        if not mine or story is None:
            continue
        _judge(demo, mine, story, used)


def _judge(demo: Demo, mine: list[Entry], story: Story, used: set[int]) -> None:
    for entry in mine[: round(len(mine) * story.checked)]:
        for candidate in entry:
            candidate.state = CandidateState.VERIFIED
    failed, rest = mine[: story.failed], mine[story.failed :]
    for entry in failed:
        entry.model.state, entry.model.result_reason, entry.model.share = CandidateState.FAILED, UNFIT, None
    for entry in rest[: story.over_quota]:
        entry.model.share = None
        for candidate in entry:
            candidate.funding = Funding.OVER_QUOTA
    for entry in rest[story.over_quota :][: story.replaced]:
        _replace(demo, entry, used)


def _replace(demo: Demo, entry: Entry, used: set[int]) -> None:
    """Another school stood there first, was found unfit, and gave way in round 2."""
    new = entry.model
    schools = demo.schools[new.school.regency.name, new.school.level]
    other = next(s for s in schools if s.is_open and s.quality in "1234" and s.pk not in used)
    used.add(other.pk)
    entry.replaced = Candidate(
        proposal=new.proposal, program=new.program, school=other, part=Part.MODEL,
        state=CandidateState.REPLACED, result_reason=UNFIT, not_yet_snp=True, committed=True, supported=True,
        changed_by=new.changed_by, changed_at=new.changed_at,
    )  # fmt: skip
    new.round, new.replaces = 2, entry.replaced


def _write(demo: Demo, entries: list[Entry]) -> None:
    save_all(entry.replaced for entry in entries if entry.replaced)
    for entry in entries:
        entry.model.replaces = entry.model.replaces  # picks up the key it has now
    save_all(entry.model for entry in entries)
    for entry in entries:
        for candidate in entry.imbas:
            candidate.model = entry.model
    save_all(candidate for entry in entries for candidate in entry.imbas)


def _count_places(shares: object) -> None:
    live = Candidate.objects.filter(share__isnull=False, state__in=LIVE_CANDIDATE)
    taken = Counter(live.values_list("share_id", flat=True))
    rows = list(shares)
    for share in rows:
        share.taken = taken[share.pk]
    QuotaShare.objects.bulk_update(rows, ["taken"])


def build_commitments(demo: Demo, entries: list[Entry], year: int) -> None:
    """Every school has its form: signed and scanned where the story says so, filled in only, or still empty."""
    scans = {part: _keep_scan(part) for part in Part}
    turns: Counter[str] = Counter()
    rows, serial = [], count(1)
    for entry in entries:
        for candidate in entry:
            turns[entry.office] += 1
            share = story_of(year, entry.office).committed
            step = (turns[entry.office] * 37 % 100) / 100
            stage = 2 if step < share else 1 if step < share + 0.2 else 0
            rows.append(_commitment(demo, entry.office, candidate, stage, scans, next(serial)))
        if entry.replaced:
            rows.append(_commitment(demo, entry.office, entry.replaced, 2, scans, next(serial)))
    save_all(rows)


def _commitment(
    demo: Demo, office: str, candidate: Candidate, stage: int, scans: dict[str, tuple[str, str]], serial: int
) -> Commitment:
    diary, who = Diary(candidate.program.year, serial % 10), operator(demo, office)
    school, row = candidate.school, Commitment(candidate=candidate)
    if stage:
        row.filled_at, row.filled_by, row.version = diary.listed, who, 2
        row.signatories = _signatories(demo, candidate, serial)
    if stage == 2:
        path, digest = scans[candidate.part]
        row.scan, row.scan_sha256, row.scan_name = path, digest, f"komitmen-{school.npsn}.pdf"
        row.uploaded_at, row.uploaded_by = diary.signed, who
        row.receipt = f"KM-{candidate.program.year}-{serial:05d}"
    return row


def _signatories(demo: Demo, candidate: Candidate, serial: int) -> dict[str, dict[str, str]]:
    """Somebody for every function of the form."""
    functions = MODEL_SIGNATORIES if candidate.part == Part.MODEL else IMBAS_SIGNATORIES
    people = {key: Person(demo.rng, serial) for key in [*functions, SUPERVISOR]}
    with_nip = {"teacher", "staff", SUPERVISOR}
    return {key: {"name": p.full, "nip": p.nip if key in with_nip else ""} for key, p in people.items()}


def _keep_scan(part: str) -> tuple[str, str]:
    """One page stands for all signed papers of the demo; its path and SHA-256."""
    content = signed_page(f"Contoh pindaian Formulir {'02.2' if part == Part.MODEL else '02.3'}")
    path = f"komitmen/contoh-{part}.pdf"
    default_storage.delete(path)
    path = default_storage.save(path, ContentFile(content))
    thumbnails.draw([path])
    return path, hashlib.sha256(content).hexdigest()
