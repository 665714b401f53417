"""Can people of a TPMPD verify beside those of the LPMP, everywhere but where they have a stake (R-3.3-01)?"""

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.rules import Role
from core.errors import NotAllowed
from programs.models import Assignment, Candidate, Proposal
from programs.services.assignment import assign, declare_conflict
from programs.services.assignment_evenly import assign_evenly, plan_evenly
from programs.services.verification import save_sheet
from schools.models import School
from tests.cast import make_person, make_school
from tests.programs.sheets import complete, given, in_quota, sent, verified

pytestmark = pytest.mark.embedded


@pytest.fixture
def model(world):
    return in_quota(world.group(sent(world), imbas=1))


@pytest.fixture
def member(world):
    """Of the TPMPD of Siak: no stake in Kampar."""
    return make_person(Role.TPMPD, world.siak)


def test_a_member_verifies_for_another_kabupaten(world, model, member):
    assign(model.pk, member.pk, by=world.staff)

    sheet = verified(model, member)

    model.refresh_from_db()
    assert (sheet.finished_by, model.state) == (member, "verified")


def test_a_member_of_the_province_verifies_what_a_kabupaten_proposes_but_not_its_own_dinas(world, model):
    member = make_person(Role.TPMPD, world.province)
    own = world.group(sent(world, world.dinas_riau), imbas=0, level="SMA")

    assign(model.pk, member.pk, by=world.staff)

    with pytest.raises(NotAllowed, match="dinas yang mengusulkan"):
        assign(own.pk, member.pk, by=world.staff)


@pytest.mark.parametrize("stake", ["team", "school", "dinas"])
def test_never_the_own_school_or_office(world, model, member, stake):
    where = {"team": (Role.TPMPD, {"place": world.kampar}), "dinas": (Role.DINAS_REGENCY, {"place": world.kampar}),
             "school": (Role.TPMPS, {"school": model.imbas.get().school})}  # fmt: skip
    role, at = where[stake]
    Membership.objects.create(user=member, role=role, since="2019-01-01", **at)

    with pytest.raises(NotAllowed, match="bertugas di"):
        assign(model.pk, member.pk, by=world.staff)
    plan = plan_evenly(world.program).plan
    assert plan.pairs == {model.pk: world.verifier.pk}


def test_sharing_out_evenly_counts_the_team_in(world, model, member):
    second = world.group(model.proposal, imbas=0)
    own = make_person(Role.TPMPD, world.kampar)

    plan = plan_evenly(world.program).plan
    assign_evenly(world.program.pk, digest=plan.digest, by=world.staff)

    assert sorted(plan.pairs) == [model.pk, second.pk]
    assert set(Assignment.objects.values_list("verifier", flat=True)) == {member.pk, world.verifier.pk}
    assert plan.loads[own.pk] == 0


def test_what_is_assigned_is_seen_and_no_more(world, model, member):
    stranger = make_school(world.kampar, name="SD LAIN DI KAMPAR")
    other = world.group(model.proposal, imbas=1)
    assert not Candidate.objects.visible_to(member).exists()
    given(model, member)

    assert set(Candidate.objects.visible_to(member)) == {model, model.imbas.get()}
    assert list(Proposal.objects.visible_to(member)) == [model.proposal]
    seen = set(School.objects.visible_to(member))
    assert {model.school, other.school} <= seen
    assert stranger not in seen


def test_a_declared_conflict_ends_the_sight(world, model, member):
    given(model, member)
    declare_conflict(model.pk, "Saudara kepala sekolah", by=member)

    assert not Candidate.objects.visible_to(member).exists()
    assert model.school not in School.objects.visible_to(member)
    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        assign(model.pk, member.pk, by=world.staff)


def test_an_unassigned_member_writes_nothing_and_reads_finished_sheets_of_its_area_only(client, world, model):
    watcher = make_person(Role.TPMPD, world.kampar)
    link = reverse("programs:sheet", args=[model.pk])
    given(model, world.verifier)
    with pytest.raises(NotAllowed, match="tidak ditugaskan"):
        save_sheet(model.pk, complete(model), version=0, by=watcher)
    client.force_login(watcher)
    assert client.get(link).status_code == 403

    verified(model, world.verifier)

    assert client.get(link).status_code == 200


def test_the_pages_name_the_team_and_lead_to_ones_own_work(client, world, model, member):
    client.force_login(world.staff)
    board = reverse("programs:verification_board")
    assert f"{member} · TPMPD Siak" in client.get(board).content.decode()
    client.force_login(member)
    assert 'name="pick"' not in client.get(board).content.decode()
    given(model, member)

    client.force_login(member)
    page = client.get(board, {"saya": "1"})

    assert [candidate for candidate, _ in page.context["todo"]] == [model]
    assert client.get(reverse("programs:sheet", args=[model.pk])).context["reason"] == ""
    assert str(model.school) in client.get(reverse("portal:home")).content.decode()
