"""Does the strip of stages say the same on the home page and on the page of the year, whatever has happened?"""

import re
from datetime import date

import pytest
from django.utils import timezone

from accounts.rules import Role
from programs.models import Candidate, Proposal, Stage, SupportOutput
from programs.rules import SupportKind
from tests.cast import make_person
from tests.programs.sheets import sent

pytestmark = pytest.mark.embedded
STRIP = re.compile(r'<ol class="phases">.*?</ol>', re.S)
PEOPLE = ["admin", "staff", "head", "operator", "operator_siak", "operator_province", "verifier", "tpmpd"]


def nothing_yet(world):
    pass


def one_pemda_brought_its_outputs(world):
    for kind in SupportKind:
        SupportOutput.objects.create(program=world.program, place=world.kampar, kind=kind)


def a_kabkota_got_other_dates(world):
    Stage.objects.create(
        program=world.program, kind="proposal", place=world.siak, starts_on=date(2020, 2, 1), due_on=date(2099, 2, 1),
        reason="Banjir",
    )  # fmt: skip


def a_list_is_drafted(world):
    world.group(world.proposal(), imbas=2)


def a_list_was_sent(world):
    sent(world, state="submitted")


def a_list_came_back(world):
    sent(world, state="returned", returned_at=timezone.now(), returned_by=world.staff, return_reason="Kurang")


def all_lists_are_closed(world):
    for office in (world.dinas_kampar, world.dinas_siak, world.dinas_riau):
        proposal = sent(world, office, state="closed_jointly", closed_at=timezone.now(), closed_by=world.staff)
    world.group(proposal, imbas=1)
    Candidate.objects.update(state="verified")


def schools_are_determined(world):
    all_lists_are_closed(world)
    Candidate.objects.update(state="determined")


def the_year_is_closed(world):
    a_list_is_drafted(world)
    Proposal.objects.update(state="withdrawn")
    type(world.program).objects.update(state="closed", closed_at=timezone.now(), closed_by=world.admin)


SITUATIONS = [
    nothing_yet, one_pemda_brought_its_outputs, a_kabkota_got_other_dates, a_list_is_drafted, a_list_was_sent,
    a_list_came_back, all_lists_are_closed, schools_are_determined, the_year_is_closed,
]  # fmt: skip


@pytest.mark.parametrize("happen", SITUATIONS)
def test_home_and_year_show_one_strip(client, world, happen):
    world.tpmpd = make_person(Role.TPMPD, world.kampar)
    happen(world)

    for name in PEOPLE:
        client.force_login(getattr(world, name), backend="accounts.backends.UsernameOrEmail")
        home, year = (client.get(address).content.decode() for address in ("/", world.program.get_absolute_url()))

        assert STRIP.findall(home) == STRIP.findall(year), name
        assert len(STRIP.findall(home)) == 1


def test_the_strip_of_the_home_page_knows_every_stage_that_is_recorded(client, world):
    one_pemda_brought_its_outputs(world)
    client.force_login(world.operator, backend="accounts.backends.UsernameOrEmail")

    stages = {stage.kind: stage.state for stage in client.get("/").context["stages"]}

    assert (stages["outreach"], stages["setup"], stages["proposal"]) == ("done", "done", "overdue")
    assert len(stages) == 11


@pytest.mark.parametrize("role", sorted(Role))
def test_no_home_costs_more_than_ten_queries(client, world, role, django_assert_max_num_queries):
    all_lists_are_closed(world)
    at_school = {Role.SCHOOL_HEAD, Role.TPMPS, Role.SCHOOL_OPERATOR}
    place = {Role.NATIONAL: world.nation, Role.DINAS_REGENCY: world.kampar, Role.DINAS_HEAD: world.kampar}
    where = world.school if role in at_school else place.get(role, world.province)
    client.force_login(make_person(role, where), backend="accounts.backends.UsernameOrEmail")
    client.get("/bantuan/")

    with django_assert_max_num_queries(10):
        page = client.get("/")

    assert page.status_code == 200
