"""The letters of the demo: written with the words of today's rows, dated as they would have been."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from core.jobs import wake
from core.models import Job
from documents.models import Letter, LetterDraft
from documents.queries import RENDER
from documents.rules import CODE_LENGTH, CODE_LETTERS, LetterState
from documents.services import of_the_past
from portal.demo.candidates import Entry
from portal.demo.decree import DETERMINED_ON
from portal.demo.people import head_of_office
from portal.demo.stage import Demo, moment, save_all
from programs import letters
from programs.models import Proposal, Verification
from programs.rules import CLOSED, SENT

QUEUED = 60  # the worker is done with these in a minute or two; the rest are set on paper when asked for
# What nearly everybody opens, then one of each kind, then what there is a dozen of, then the records of visits.
ONE_OF_EACH = ("agreement", "attendance", "fgd_record", "instrument", "school_notice", "support_statement",
               "task_letter")  # fmt: skip
FIRST = {"decree": 0, "result_notice": 2, "f021": 3, "invitation": 3} | dict.fromkeys(ONE_OF_EACH, 1)


class Post:
    """Letters on their way into the register."""

    def __init__(self, demo: Demo, rng: Random | None = None):
        self.demo, self.rng = demo, rng or demo.rng
        self.letters: list[Letter] = []
        self.homes: list[Model | None] = []

    def issue(self, words: LetterDraft, by: User, at: datetime) -> Letter:
        code = "".join(self.rng.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        words = replace(words, letter_date=words.letter_date or at.date())
        letter = of_the_past(words, by=by, at=at, code=code)
        self.letters.append(letter)
        self.homes.append(words.within)
        return letter

    def sign(self, letter: Letter, by: User, days: int = 1) -> None:
        letter.state, letter.signed_by = LetterState.SIGNED, by
        letter.signed_at = letter.issued_at + timedelta(days=days)

    def send(self, letter: Letter, by: User, days: int = 2) -> None:
        letter.state, letter.sent_by = LetterState.SENT, by
        letter.sent_at = letter.issued_at + timedelta(days=days)

    def write(self) -> None:
        """Register, history, and the first few for the worker."""
        save_all(self.letters)
        for letter, home in zip(self.letters, self.homes, strict=True):
            self.demo.tell("letter.issued", letter, letter.issued_at, letter.issued_by, within=home)
            if letter.signed_at:
                self.demo.tell(
                    "letter.signed", letter, letter.signed_at, letter.signed_by, within=home, way="tanda tangan basah"
                )
            if letter.sent_at:
                self.demo.tell("letter.sent", letter, letter.sent_at, letter.sent_by, within=home)


def queue_first(demo: Demo) -> None:
    """What is looked at first is set on paper first; the rest stays without a PDF until somebody asks."""
    found = sorted(Letter.objects.exclude(issued_at=None), key=lambda letter: (FIRST.get(letter.kind, 9), -letter.pk))
    save_all(Job(kind=RENDER, subject_id=letter.pk, created_by=demo.users["staf"]) for letter in found[:QUEUED])
    transaction.on_commit(wake)


def build_letters(demo: Demo, year: int) -> None:
    """Formulir 02.1 of every list that was sent, the record of every finished sheet, the results of every list."""
    post = Post(demo)
    proposals = [proposal for (when, _), proposal in demo.proposals.items() if when == year]
    _forms(demo, post, [proposal for proposal in proposals if proposal.state in SENT])
    _records(post, year)
    _results(demo, post, [p for p in proposals if p.returned_at or p.state in CLOSED])
    post.write()


def _forms(demo: Demo, post: Post, proposals: Iterable[Proposal]) -> None:
    for proposal in proposals:
        letter = post.issue(letters.f021(proposal), proposal.submitted_by, proposal.submitted_at)
        if proposal.state != "submitted":
            post.sign(letter, head_of_office(demo, proposal.office), 0)
            post.send(letter, proposal.submitted_by, 0)


def _records(post: Post, year: int) -> None:
    sheets = Verification.objects.filter(candidate__program__year=year, finished_at__isnull=False)
    related = ("candidate__program__institution__place", "candidate__school__regency__parent",
               "candidate__proposal__office", "finished_by", "changed_by")  # fmt: skip
    for sheet in sheets.select_related(*related).order_by("visited_on", "pk"):
        post.issue(letters.official_record(sheet), _named(post, sheet.finished_by), sheet.finished_at)


def _named(post: Post, user: User) -> User:
    """The person as the demo knows him, with the name history uses."""
    return post.demo.users[user.username]


def _results(demo: Demo, post: Post, proposals: Iterable[Proposal]) -> None:
    head, staff = demo.users["kepala"], demo.users["staf"]
    for proposal in proposals:
        at = proposal.closed_at or proposal.returned_at
        letter = post.issue(letters.result_notice(proposal), staff, at)
        if proposal.program.year == 2020:
            post.sign(letter, head)
            post.send(letter, staff)


def decree_letter(demo: Demo, entries: list[Entry]) -> Letter:
    """The decree of 2020, signed and sent."""
    post, head = Post(demo), demo.users["kepala"]
    candidates = [candidate for entry in entries for candidate in entry]
    words = letters.decree(demo.programs[2020], candidates, DETERMINED_ON)
    letter = post.issue(words, head, moment(DETERMINED_ON, 9, 30))
    post.sign(letter, head, 0)
    post.send(letter, demo.users["staf"])
    post.write()
    return letter
