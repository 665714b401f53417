"""Do letters keep their words and their numbers, whoever writes them at once?"""

import pytest

from core.models import Event, Job
from documents import services
from documents.models import LetterDraft
from documents.rules import LetterState

pytestmark = pytest.mark.embedded


def words(world, **fields):
    defaults = {
        "kind": "f021", "subject": world.program, "title": "Usulan Calon Sekolah Model",
        "content": {"opening": "Bersama ini kami mengusulkan."}, "issuer": world.dinas_kampar, "within": world.program,
    }  # fmt: skip
    return LetterDraft(**(defaults | fields))


def test_issue_freezes_numbers_and_queues(world):
    letter = services.issue(words(world), by=world.operator)

    letter.refresh_from_db()
    assert (letter.state, letter.number_seq) == (LetterState.ISSUED, 1)
    assert letter.number == f"1/DISDIK/KR/{letter.letter_date.year}"
    assert letter.content["letterhead"]["name"] == world.dinas_kampar.name
    assert [(job.kind, job.subject_id) for job in Job.objects.all()] == [("documents.render", letter.pk)]
    assert [event.verb for event in Event.objects.all()] == ["letter.issued"]
