"""Does a programme year begin as the guideline or the year before says, and move only as it may?"""

from datetime import date

import pytest

from core.errors import Conflict, DomainError, Incomplete, NotAllowed, Stale
from core.models import Event
from programs.models import ProgramYear, QuotaShare, Stage
from programs.rules import STAGE_DATES, StageKind, moved_to, split_above
from programs.services import years
from programs.services.assignment import assign
from programs.services.assignment_evenly import assign_evenly
from programs.services.commitments import print_commitment
from programs.services.proposals import submit, withdraw
from programs.services.stages import set_stage, set_stage_for, set_stages, unset_stage_for
from programs.services.verification import save_sheet
from tests.cast import make_institution, make_person, make_place, make_school

pytestmark = pytest.mark.embedded


def last_verb():
    return Event.objects.latest("pk").verb


def test_a_year_from_the_defaults_has_stages_and_sixteen_places_everywhere(world):
    for _ in range(3):
        make_school(world.kampar, "SMP")

    program = years.create_year(2021, by=world.admin)

    kampar = program.quotas.get(place=world.kampar)
    assert program.stages.count() == len(STAGE_DATES)
    assert program.stages.get(kind="proposal").due_on == date(2021, 3, 31)
    assert [(quota.models_total, quota.imbas_per_model) for quota in program.quotas.all()] == [(16, 5), (16, 5)]
    assert {share.level: share.models_total for share in kampar.shares.all()} == {
        "SD": 4, "SMP": 12, "SMA": 0, "SMK": 0,
    }  # fmt: skip
    assert (program.state, last_verb()) == ("preparing", "year.created")


def test_a_year_exists_once(world):
    with pytest.raises(Conflict, match="2020 sudah ada"):
        years.create_year(2020, by=world.admin)


def test_only_the_admin_prepares_a_year(world):
    for person in (world.staff, world.operator, world.school_head):
        with pytest.raises(NotAllowed):
            years.create_year(2021, by=person)


def test_without_its_lpmp_a_province_has_no_year(world):
    elsewhere = make_person("lpmp_admin", make_place("province", world.nation, "Jambi"))

    with pytest.raises(Incomplete, match="belum tercatat"):
        years.create_year(2021, by=elsewhere)


def test_a_copy_has_the_words_quotas_and_moved_dates_of_the_year_before(world):
    world.program.quotas.filter(place=world.kampar).update(models_total=34, imbas_per_model=4)
    ProgramYear.objects.filter(pk=world.program.pk).update(model_term="Sekolah Binaan")
    Stage.objects.create(program=world.program, kind="proposal", place=world.siak, starts_on=date(2020, 2, 1),
                         due_on=date(2020, 4, 9), reason="Banjir")  # fmt: skip
    Stage.objects.filter(program=world.program, kind="proposal", place=None).update(due_on=date(2020, 2, 29))

    program = years.copy_year(world.program.pk, 2021, by=world.admin)

    kampar = program.quotas.get(place=world.kampar)
    assert (program.model_term, program.copied_from) == ("Sekolah Binaan", world.program)
    assert (kampar.models_total, kampar.imbas_per_model) == (34, 4)
    assert {share.models_total for share in kampar.shares.all()} == {2}
    assert [stage.due_on for stage in program.stages.filter(kind="proposal")] == [date(2021, 2, 28)]
    assert last_verb() == "year.copied"


def test_another_province_cannot_be_copied(world):
    jambi = make_place("province", world.nation, "Jambi")
    make_institution("lpmp", jambi)
    stranger = make_person("lpmp_admin", jambi)

    with pytest.raises(ProgramYear.DoesNotExist):
        years.copy_year(world.program.pk, 2021, by=stranger)


def test_changing_a_year_says_which_fields(world):
    program = years.change_year(world.program.pk, version=1, by=world.admin, title="Program Baru", default_imbas=4)

    event = Event.objects.latest("pk")
    assert (program.version, event.data["fields"]) == (2, "nama program, imbas per sekolah model")


def test_changing_nothing_writes_nothing(world):
    years.change_year(world.program.pk, version=1, by=world.admin, title=world.program.title)

    assert not Event.objects.exists()


def test_the_slower_of_two_who_change_a_year_is_told(world):
    years.change_year(world.program.pk, version=1, by=world.admin, title="Yang pertama")

    with pytest.raises(Stale) as refusal:
        years.change_year(world.program.pk, version=1, by=world.admin, title="Yang kedua")
    assert refusal.value.current.title == "Yang pertama"


def test_a_year_is_closed_for_a_reason_and_opened_again(world):
    years.close_year(world.program.pk, "Selesai", by=world.admin)
    closed = ProgramYear.objects.get(pk=world.program.pk)
    program = years.open_year(world.program.pk, by=world.admin)

    assert (closed.state, closed.closed_by) == ("closed", world.admin)
    assert (program.state, program.opened_by, last_verb()) == ("open", world.admin, "year.opened")


def test_closing_without_a_reason_is_refused(world):
    with pytest.raises(Incomplete):
        years.close_year(world.program.pk, " ", by=world.admin)


def test_a_year_without_quota_is_not_opened(world):
    program = years.create_year(2021, by=world.admin)
    program.quotas.update(models_total=0)

    with pytest.raises(Incomplete) as refusal:
        years.open_year(program.pk, by=world.admin)
    assert "Belum ada kuota" in refusal.value.gaps[0][0]


def test_dates_of_a_stage_are_set_for_all_and_for_one(world):
    stage = set_stage(world.program.pk, StageKind.PROPOSAL, date(2020, 2, 1), date(2020, 4, 5), by=world.staff)
    own = set_stage_for(
        world.program.pk, "proposal", world.siak.pk, date(2020, 2, 1), date(2020, 4, 20), "Banjir", by=world.staff
    )

    assert (stage.due_on, own.due_on, own.reason) == (date(2020, 4, 5), date(2020, 4, 20), "Banjir")
    assert [event.verb for event in Event.objects.order_by("pk")] == ["stage.changed", "stage.set_for"]


def test_only_changed_dates_are_told(world):
    general = {s.kind: (s.starts_on, s.due_on) for s in world.program.stages.all()}

    changed = set_stages(world.program.pk, general | {"setup": (date(2020, 1, 2), date(2020, 1, 30))}, by=world.staff)

    assert (changed, Event.objects.count()) == (1, 1)


def test_own_dates_end_and_the_general_ones_hold_again(world):
    own = set_stage_for(
        world.program.pk, "proposal", world.siak.pk, date(2020, 2, 1), date(2020, 4, 20), "Banjir", by=world.staff
    )

    unset_stage_for(own.pk, by=world.staff)

    assert (Stage.objects.filter(place=world.siak).count(), last_verb()) == (0, "stage.unset_for")


def test_a_stage_does_not_end_before_it_begins_nor_change_in_a_closed_year(world):
    with pytest.raises(Conflict, match="mendahului"):
        set_stage(world.program.pk, "proposal", date(2020, 4, 1), date(2020, 3, 1), by=world.staff)
    years.close_year(world.program.pk, "Selesai", by=world.admin)
    with pytest.raises(Conflict, match="sudah ditutup"):
        set_stage(world.program.pk, "proposal", date(2020, 2, 1), date(2020, 3, 1), by=world.staff)


@pytest.mark.parametrize(
    ("total", "taken", "shares"),
    [
        (16, {}, {"SD": 12, "SMP": 3, "SMA": 1}),
        (16, {"SMA": 3}, {"SD": 10, "SMP": 3, "SMA": 3}),
        (16, {"SMP": 8, "SMA": 8}, {"SD": 0, "SMP": 8, "SMA": 8}),
    ],
)
def test_dividing_leaves_every_level_what_is_taken(total, taken, shares):
    assert split_above(total, {"SD": 150, "SMP": 40, "SMA": 10}, taken) == shares


def test_the_29th_of_february_moves_to_the_28th():
    assert moved_to(date(2020, 2, 29), 1) == date(2021, 2, 28)


def test_levels_without_schools_leave_the_quota_undivided(world):
    QuotaShare.objects.all().delete()
    plan = years.plan_from_defaults(2021, {}, by=world.admin)

    siak = next(quota for quota in plan.quotas if quota.place == world.siak)
    assert (siak.undivided, plan.models_total, plan.imbas_total) == (16, 32, 160)


def test_in_a_closed_year_nobody_sends_signs_assigns_or_verifies(world):
    proposal = world.ready(imbas=1)
    model = proposal.candidates.models().get()
    years.close_year(world.program.pk, "Selesai", by=world.admin)

    for act in (
        lambda: submit(proposal.pk, by=world.operator),
        lambda: withdraw(proposal.pk, "Salah", by=world.operator),
        lambda: print_commitment(model.pk, by=world.operator),
        lambda: assign(model.pk, world.verifier.pk, by=world.staff),
        lambda: assign_evenly(world.program.pk, digest="", by=world.staff),
        lambda: save_sheet(model.pk, {}, version=0, by=world.staff),
    ):
        with pytest.raises(DomainError, match="sudah ditutup"):
            act()
