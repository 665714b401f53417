"""Who wins when two operators press at the same moment?"""

import threading

import pytest
from django.db import connections

from core.errors import Conflict, DomainError
from programs.models import Candidate, QuotaShare
from programs.services.entry import add_model
from tests.cast import World, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*acts):
    """Do all of it at once; what each act raised, in any order."""
    ready, raised = threading.Barrier(len(acts)), []

    def run(act):
        try:
            ready.wait(timeout=120)
            act()
        except DomainError as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_operators_add_one_school_and_one_of_them_is_told(transactional_db):
    world = World()
    proposal, other = world.proposal(), make_person("dinas_regency", world.kampar)

    raised = together(
        lambda: add_model(proposal.pk, world.school.pk, by=world.operator),
        lambda: add_model(proposal.pk, world.school.pk, by=other),
    )

    assert [type(error) for error in raised] == [Conflict]
    assert "Sudah diusulkan tahun ini sebagai sekolah model" in str(raised[0])
    assert Candidate.objects.count() == QuotaShare.objects.get(quota__place=world.kampar, level="SD").taken == 1


def test_of_twenty_at_once_two_get_the_last_two_places(transactional_db):
    world = World()
    proposal, schools = world.proposal(), world.schools(20)

    raised = together(*[lambda s=school: add_model(proposal.pk, s.pk, by=world.operator) for school in schools])

    assert ["sudah penuh (2 dari 2)" in str(error) for error in raised] == [True] * 18
    assert Candidate.objects.count() == QuotaShare.objects.get(quota__place=world.kampar, level="SD").taken == 2
