"""The proposals of the offices and what happened to each, up to the closing of the list."""

from datetime import date, datetime, timedelta

from accounts.models import User
from portal.demo.people import operator
from portal.demo.stage import Demo, moment, save_all
from portal.demo.stories import Story, story_of
from programs.models import Proposal
from programs.rules import CLOSED, RECEIVED, SENT, ProposalState

ALONE = "Dinas tidak mengajukan pengganti sampai batas 15 April 2021."
RETURN = "Tiga sekolah model tidak layak; mohon diusulkan penggantinya."


class Diary:
    """When things happened to the proposal of one office."""

    def __init__(self, year: int, n: int):
        self.created = moment(date(year, 2, 8) + timedelta(days=n), 9, 10 + n)
        self.listed = moment(date(year, 2, 20) + timedelta(days=n), 13, 30)
        self.signed = moment(date(year, 3, 2) + timedelta(days=n), 10, 20)
        self.sent = moment(date(year, 3, 12) + timedelta(days=n), 15, 40)
        self.received = moment(date(year, 3, 29), 8, 12 + n)
        self.checked = moment(date(year, 4, 1) + timedelta(days=n % 6), 14, 5)
        self.returned = moment(date(year, 4, 8), 16, n)
        self.closed = moment(date(year, 4, 16), 10, n)


def build_proposals(demo: Demo, year: int) -> None:
    """One proposal for each office that has begun, with its events."""
    told = []
    for n, (name, office) in enumerate(demo.offices.items()):
        story, diary = story_of(year, name), Diary(year, n)
        if story is None:
            continue
        proposal = Proposal(program=demo.programs[year], office=office, **_fields(demo, name, story, diary, n))
        demo.proposals[year, name] = proposal
        told.append((proposal, story, diary, operator(demo, name)))
    save_all(demo.proposals[key] for key in demo.proposals if key[0] == year)
    for proposal, story, diary, who in told:
        _tell(demo, proposal, story, diary, who)


def _fields(demo: Demo, name: str, story: Story, diary: Diary, n: int) -> dict[str, object]:
    who, staff, year = operator(demo, name), demo.users["staf"], diary.created.year
    fields: dict[str, object] = {
        "state": story.state, "round": 2 if story.replaced else 1,
        "created_at": diary.created, "created_by": who, "changed_at": diary.listed, "changed_by": who,
        "support_note": "Pendampingan pengawas, transportasi sekolah imbas, dan anggaran pelatihan dari APBD.",
        "copies_to": f"{_leader(demo, name)}\nKetua DPRD",
    }  # fmt: skip
    if story.state in SENT:
        sendings = 2 if story.replaced else 1
        fields |= {
            "letter_number": f"421.2/{1180 + n}/DPK/{year}", "letter_date": diary.sent.date(),
            "submitted_at": diary.sent, "submitted_by": who, "sendings": sendings,
            "receipt": f"USL-{year}-{n + 1:05d}-{sendings}",
        }  # fmt: skip
    if story.replaced or story.state == ProposalState.RETURNED:
        fields |= {
            "returned_at": diary.returned, "returned_by": staff, "return_reason": RETURN,
            "replace_until": date(year, 4, 15),
        }  # fmt: skip
    if story.state in CLOSED:
        reason = ALONE if story.state == ProposalState.CLOSED_BY_LPMP else ""
        fields |= {"closed_at": diary.closed, "closed_by": staff, "close_reason": reason}
    return fields


def _leader(demo: Demo, name: str) -> str:
    place = demo.offices[name].place
    return {"province": "Gubernur", "city": "Wali Kota", "regency": "Bupati"}[place.kind] + f" {place.name}"


def _tell(demo: Demo, proposal: Proposal, story: Story, diary: Diary, who: User) -> None:
    staff, hours = demo.users["staf"], timedelta(hours=3)
    demo.tell("proposal.created", proposal, diary.created, who)
    demo.tell("proposal.imported", proposal, diary.listed, who, rows=96)
    if story.state in SENT:
        _tell_sent(demo, proposal, diary.sent, who, 1)
    if story.state in RECEIVED:
        demo.tell("proposal.received", proposal, diary.received, staff, round=1)
    if proposal.returned_at:
        demo.tell("proposal.returned", proposal, diary.returned, staff, reason=RETURN)
    if story.replaced:
        _tell_sent(demo, proposal, diary.returned + timedelta(days=2), who, 2)
        demo.tell("proposal.received", proposal, diary.returned + timedelta(days=2) + hours, staff, round=2)
    if story.state == ProposalState.WITHDRAWN:
        reason = "Daftar sekolah disusun ulang setelah penggabungan sekolah."
        demo.tell("proposal.withdrawn", proposal, diary.sent, who, reason=reason)
    if story.state in CLOSED:
        verb = f"proposal.{story.state}"
        demo.tell(verb, proposal, diary.closed, staff, reason=proposal.close_reason)


def _tell_sent(demo: Demo, proposal: Proposal, at: datetime, who: User, turn: int) -> None:
    demo.tell("proposal.submitted", proposal, at, who, round=turn, receipt=proposal.receipt)
