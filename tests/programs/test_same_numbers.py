"""Is the same thing counted the same on every page and in every file (promise 4 of trust)?"""

import csv
import io
import random

import pytest
from django.urls import reverse

from programs.reports.proposal import summary_of
from programs.rules import LIVE_CANDIDATE
from tests.cast import make_candidate, make_school

pytestmark = pytest.mark.embedded
STATES = ("proposed", "proposed", "verified", "failed", "withdrawn", "replaced")


def made_up(rng, world, office, levels):
    """A proposal as chance has it."""
    proposal = world.proposal(office)
    for _ in range(rng.randrange(1, 7)):
        regency = office.place if office.place != world.province else rng.choice([world.kampar, world.siak])
        fields = {"state": rng.choice(STATES), "funding": rng.choice(["in_quota", "over_quota"]), "result_reason": "x"}
        model = make_candidate(proposal, make_school(regency, rng.choice(levels)), **fields)
        for _ in range(rng.randrange(4)):
            school = make_school(regency, model.school.level)
            make_candidate(proposal, school, part="imbas", model=model, state=rng.choice(STATES), result_reason="x")
    return proposal


def counted(proposals):
    live = [one for proposal in proposals for one in proposal.candidates.all() if one.state in LIVE_CANDIDATE]
    models = [one for one in live if one.part == "model"]
    return len(models), sum(one.funding == "over_quota" for one in models), len(live) - len(models)


@pytest.mark.parametrize("seed", range(5))
def test_board_file_and_lists_agree_with_what_there_is(client, world, seed):
    rng = random.Random(seed)
    offices = {world.dinas_kampar: ["SD", "SMP"], world.dinas_siak: ["SD", "SMP"], world.dinas_riau: ["SMA", "SMK"]}
    proposals = [made_up(rng, world, office, levels) for office, levels in offices.items()]
    client.force_login(world.staff)
    address = reverse("programs:quotas", args=[world.program.pk])

    board = client.get(address).context["board"]
    text = client.get(address, {"unduh": "csv"}).getvalue().decode("utf-8-sig")
    file = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    summaries = [summary_of(proposal) for proposal in proposals]

    names = ("Model diusulkan", "Di luar kuota", "Imbas diusulkan")
    assert (board.proposed, board.over, board.imbas) == counted(proposals)
    assert tuple(sum(int(row[name]) for row in file) for name in names) == counted(proposals)
    lists = [sum(getattr(one, name) for one in summaries) for name in ("models", "over", "imbas")]
    assert tuple(lists) == counted(proposals)
