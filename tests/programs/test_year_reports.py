"""Is the state of a stage what the facts say, for the year and for one kab/kota?"""

from datetime import date

import pytest
from django.utils import timezone

from programs.models import Candidate, Proposal, Quota, QuotaShare, Stage, SupportOutput
from programs.reports.quotas import quota_board, quota_rows, support_matrix, support_rows
from programs.reports.stages import stage_states
from programs.rules import SupportKind

pytestmark = pytest.mark.embedded
BEFORE, DURING, AFTER = date(2020, 1, 1), date(2020, 3, 5), date(2021, 1, 5)


def states(program, today, place=None):
    return {row.kind: str(row.state) for row in stage_states(program, today, place)}


def send(proposal, state="submitted", who=None):
    now = timezone.now()
    closed = {"closed_at": now, "closed_by": who} if state.startswith("closed") else {}
    Proposal.objects.filter(pk=proposal.pk).update(
        state=state, submitted_at=now, submitted_by=who, receipt=f"T{proposal.pk}", **closed
    )


def test_an_empty_year_runs_by_its_dates(world):
    assert states(world.program, BEFORE)["proposal"] == "not_begun"
    assert states(world.program, DURING)["proposal"] == "running"
    assert states(world.program, AFTER)["proposal"] == "overdue"
    assert states(world.program, BEFORE)["setup"] == "done"


def test_work_before_its_date_has_begun(world):
    world.proposal()

    assert states(world.program, BEFORE)["proposal"] == "running"


def test_proposing_is_done_when_every_office_has_sent(world):
    offices = (world.dinas_kampar, world.dinas_siak, world.dinas_riau)
    for office in offices:
        send(world.proposal(office), who=world.operator)

    row = next(row for row in stage_states(world.program, AFTER) if row.kind == "proposal")
    assert (row.state, row.words) == ("done", "3/3 dikirim")
    assert states(world.program, AFTER)["verification"] == "overdue"


def test_one_kabkota_has_its_own_facts_and_dates(world):
    send(world.proposal(), who=world.operator)
    Stage.objects.create(program=world.program, kind="proposal", place=world.siak, starts_on=date(2020, 2, 1),
                         due_on=date(2021, 2, 1), reason="Banjir")  # fmt: skip

    siak = next(row for row in stage_states(world.program, AFTER, world.siak) if row.kind == "proposal")
    assert states(world.program, AFTER, world.kampar)["proposal"] == "done"
    assert (siak.state, siak.is_own, siak.due_on) == ("running", True, date(2021, 2, 1))


def test_determination_is_done_when_nothing_verified_waits_in_a_closed_list(world):
    for office in (world.dinas_kampar, world.dinas_siak, world.dinas_riau):
        send(world.proposal(office), "closed_jointly", world.staff)
    model = world.group(Proposal.objects.get(office=world.dinas_kampar), imbas=1)
    Candidate.objects.update(state="verified")
    waiting = states(world.program, AFTER)
    Candidate.objects.update(state="determined")

    assert (waiting["verification"], waiting["determination"]) == ("done", "overdue")
    assert states(world.program, AFTER)["determination"] == "done"
    assert model.part == "model"


def test_outreach_is_done_when_every_pemda_brought_all_five(world):
    for place in (world.kampar, world.siak, world.province):
        for kind in SupportKind:
            SupportOutput.objects.create(program=world.program, place=place, kind=kind)

    assert states(world.program, AFTER)["outreach"] == "done"


def test_a_stage_nothing_is_recorded_of_goes_by_the_calendar_and_is_never_late(world):
    row = next(row for row in stage_states(world.program, AFTER) if row.kind == "training")

    assert (row.by_calendar, row.state, row.words) == (True, "not_begun", "belum ada catatan")


def test_the_states_cost_the_same_for_any_number_of_schools(world, django_assert_num_queries):
    proposal = world.proposal()
    for _ in range(4):
        world.group(proposal, imbas=3)

    with django_assert_num_queries(1):
        stage_states(world.program, AFTER)


def test_the_board_counts_places_schools_and_what_is_over_quota(world, django_assert_num_queries):
    proposal = world.proposal()
    world.group(proposal, imbas=2, share=QuotaShare.objects.get(quota__place=world.kampar, level="SD"))
    world.group(proposal, imbas=1, funding="over_quota")
    world.group(proposal, imbas=0, state="failed", result_reason="Tidak bersedia")
    QuotaShare.objects.filter(quota__place=world.kampar, level="SD").update(taken=1)

    assert world.staff.acting
    with django_assert_num_queries(3):
        board = quota_board(world.program, world.staff)

    kampar = next(row for row in board.rows if row.quota.place == world.kampar)
    assert (kampar.taken, kampar.proposed, kampar.over, kampar.imbas, kampar.imbas_target) == (1, 2, 1, 3, 40)
    assert (board.models_total, board.taken, board.level_totals[0].places) == (16, 1, 4)


def test_a_dinas_sees_its_own_row_and_the_province_all(world):
    def places(user):
        return [row.quota.place for row in quota_board(world.program, user).rows]

    assert places(world.operator) == [world.kampar]
    assert places(world.operator_province) == places(world.national) == [world.kampar, world.siak]
    assert places(world.verifier) == [world.kampar, world.siak]
    assert places(world.school_head) == []


def test_what_is_not_divided_is_seen(world):
    Quota.objects.filter(place=world.kampar).update(models_total=10)

    assert [row.undivided for row in quota_board(world.program, world.staff).rows] == [2, 0]


def test_the_sheets_have_a_line_per_kabkota_and_per_output(world):
    SupportOutput.objects.create(program=world.program, place=world.kampar, kind="budget", amount=75_000_000)

    quotas = list(quota_rows(quota_board(world.program, world.staff)))
    outputs = list(support_rows(support_matrix(world.program, world.operator)))

    assert [line[1] for line in quotas] == ["Kab/kota", "Kab. Kampar", "Kab. Siak"]
    assert [line[5] for line in outputs] == ["Nilai (Rp)", "", "", 75_000_000, "", ""]


def test_support_of_another_pemda_is_not_shown(world):
    SupportOutput.objects.create(program=world.program, place=world.siak, kind="budget", note="Rahasia Siak")

    assert [row.place for row in support_matrix(world.program, world.operator)] == [world.kampar]
    assert len(support_matrix(world.program, world.staff)) == 3
    assert SupportOutput.objects.visible_to(world.verifier).count() == 0
    assert SupportOutput.objects.visible_to(world.national).count() == 1
