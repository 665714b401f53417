"""Is history written in words, found where it belongs, and never changed?"""

import pytest

from core.events import record, sentence, verbs
from core.models import Event

pytestmark = pytest.mark.embedded


def test_an_event_says_who_did_what(world):
    proposal = world.proposal()

    event = record("proposal.returned", proposal, by=world.staff, reason="tiga sekolah tidak layak")

    assert sentence(event) == (
        f"{world.staff.full_name} (Staf LPMP · Provinsi Riau) mengembalikan usulan: tiga sekolah tidak layak"
    )


def test_the_timeline_of_a_page_holds_what_happened_inside(world):
    proposal = world.proposal()
    other = world.proposal(world.dinas_siak)
    record("proposal.created", proposal, by=world.operator)
    record("candidate.added", world.group(proposal), by=world.operator, within=proposal)
    record("proposal.created", other, by=world.operator_siak)

    assert [event.verb for event in Event.objects.about(proposal)] == ["candidate.added", "proposal.created"]


def test_an_undeclared_verb_is_a_fault(world):
    with pytest.raises(ValueError, match="not a declared verb"):
        record("proposal.eaten", world.proposal())


def test_history_never_changes(world):
    event = record("proposal.created", world.proposal(), by=world.operator)

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_a_missing_word_leaves_a_dash_not_a_crash(world):
    assert sentence(Event(verb="proposal.returned", actor_name="Nur", data={})) == "Nur mengembalikan usulan: –"


def test_every_verb_has_a_sentence():
    assert all(words.strip() for words in verbs().values())
