"""How 2020 ended: the decree, and the schools that take part."""

from datetime import date

from portal.demo.candidates import Entry
from portal.demo.stage import Demo, moment, save_all
from programs.models import Candidate, Decree, Participation
from programs.rules import CandidateState

DETERMINED_ON = date(2020, 4, 28)


def build_decree(demo: Demo, entries: list[Entry], letter: object) -> None:
    """Every verified school of 2020 is determined by one decree."""
    program, head, at = demo.programs[2020], demo.users["kepala"], moment(DETERMINED_ON, 10)
    decree = Decree.objects.create(
        program=program, letter=letter, determined_on=DETERMINED_ON, determined_at=at, determined_by=head
    )
    for entry in entries:
        for candidate in entry:
            candidate.state = CandidateState.DETERMINED
    Candidate.objects.bulk_update([c for entry in entries for c in entry], ["state"], batch_size=500)
    models = {entry.model.pk: _participation(entry.model, None, decree) for entry in entries}
    save_all(models.values())
    save_all(_participation(c, models[entry.model.pk], decree) for entry in entries for c in entry.imbas)
    numbers = {"models": len(entries), "imbas": sum(len(entry.imbas) for entry in entries)}
    demo.tell("decree.made", decree, at, head, within=program, **numbers)
    for entry in entries:
        demo.tell("candidate.determined", entry.model, at, head)


def _participation(candidate: Candidate, model: Participation | None, decree: Decree) -> Participation:
    return Participation(
        program=candidate.program, school=candidate.school, candidate=candidate, part=candidate.part, model=model,
        funding=candidate.funding, decree=decree,
    )  # fmt: skip
