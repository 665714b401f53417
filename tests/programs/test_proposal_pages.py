"""Do the pages of a proposal show, save and refuse what they should?"""

import pytest
from django.urls import reverse

from programs.models import Candidate, Proposal
from programs.services import proposals

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programs:{name}", args=args)


@pytest.fixture
def dinas(client, world):
    client.force_login(world.operator)
    return client


def test_a_dinas_begins_one_proposal_and_finds_it_again(dinas, world):
    first = dinas.post(url("proposal_new"), {"program": world.program.pk})
    again = dinas.post(url("proposal_new"), {"program": world.program.pk})

    proposal = Proposal.objects.get()
    assert first.url == again.url == proposal.get_absolute_url()
    assert dinas.get(first.url).status_code == 200


@pytest.mark.parametrize("name", ["proposal_edit", "proposal_check", "proposal_history", "model_new", "proposal_import",
                                  "proposal_template", "replacements"])  # fmt: skip
def test_every_page_of_a_proposal_opens(dinas, world, name):
    proposal = world.proposal()
    world.group(proposal)

    assert dinas.get(url(name, proposal.pk)).status_code == 200


def test_searching_says_at_once_who_may_be_proposed(dinas, world):
    proposal = world.proposal()

    page = dinas.get(url("model_new", proposal.pk), {"q": "lubuk sakai"}).content.decode()

    assert "SD NEGERI 008 LUBUK SAKAI" in page
    assert url("model_add", proposal.pk, world.school.pk) in page


def test_a_model_comes_in_with_its_nearest_imbas_schools_in_four_steps(dinas, world):
    proposal = world.proposal()
    world.schools(7)
    page = dinas.get(url("model_add", proposal.pk, world.school.pk))
    ticked = [choice.school.pk for choice in page.context["choices"] if choice.is_ticked]

    dinas.post(url("model_add", proposal.pk, world.school.pk), {
        "imbas": ticked, "funding": "in_quota", "not_yet_snp": "on", "supported": "on",
    })  # fmt: skip

    model = Candidate.objects.models().get()
    assert len(ticked) == 5
    assert model.imbas.count() == 5
    assert model.share.taken == 1
    assert proposals.Proposal.objects.get().candidates.count() == 6
