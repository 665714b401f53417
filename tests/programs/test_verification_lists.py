"""Does an office's list go to and fro as the guideline says, and stay shut once it is closed?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.errors import Incomplete, NotAllowed
from core.models import Event
from documents.models import Letter
from programs.models import Candidate, QuotaShare, Stage, Verification
from programs.rules import CANDIDATE_MOVES, PROPOSAL_MOVES, Result, StageKind
from programs.services import verification_lists as lists
from programs.services.assignment import assign
from programs.services.verification import reopen, save_sheet
from tests.cast import make_candidate, make_school
from tests.programs.sheets import complete, in_quota, sent, verified

pytestmark = pytest.mark.embedded
TODAY = date(2020, 4, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A day inside month 4; the clock is an outside door."""
    holder = {"day": TODAY}
    monkeypatch.setattr(timezone, "localdate", lambda *args: holder["day"])
    return holder


def due(world, day, place=None):
    reason = {"place": place, "reason": "Banjir", "starts_on": date(2020, 3, 1)} if place else {}
    Stage.objects.update_or_create(
        program=world.program, kind=StageKind.VERIFICATION, place=place, defaults={"due_on": day} | reason
    )


def verbs(proposal):
    return list(Event.objects.about(proposal).order_by("pk").values_list("verb", flat=True))


def test_verification_begins_when_the_staff_receives(world):
    proposal = sent(world, state="submitted")

    lists.receive(proposal.pk, by=world.staff)

    proposal.refresh_from_db()
    assert (proposal.state, verbs(proposal)) == ("in_verification", ["proposal.received"])


ACTS = {
    "receive": ("submitted", lambda pk, by: lists.receive(pk, by=by)),
    "send_back": ("in_verification", lambda pk, by: lists.send_back(pk, "Ganti", replace_until=TODAY, by=by)),
    "close_jointly": ("in_verification", lambda pk, by: lists.close_jointly(pk, by=by)),
    "close_by_lpmp": ("in_verification", lambda pk, by: lists.close_by_lpmp(pk, "Buntu", by=by)),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_move_belongs_to_its_role(world, name):
    state, act = ACTS[name]
    proposal = sent(world, state=state)

    with pytest.raises(NotAllowed, match="Peran Anda tidak berwenang untuk"):
        act(proposal.pk, world.operator)


@pytest.mark.parametrize("name", ACTS)
def test_a_move_belongs_to_its_state_and_a_closed_list_is_frozen(world, name):
    closed = {"closed_at": timezone.now(), "closed_by": world.staff}
    proposal = sent(world, state="closed_jointly", **closed)

    with pytest.raises(NotAllowed, match="statusnya sekarang «Ditutup bersama»"):
        ACTS[name][1](proposal.pk, world.staff)


@pytest.mark.parametrize("name", ACTS)
def test_nothing_moves_in_a_closed_year(world, name):
    state, act = ACTS[name]
    proposal = sent(world, state=state)
    world.program.state, world.program.closed_at, world.program.closed_by = "closed", timezone.now(), world.admin
    world.program.save()

    with pytest.raises(NotAllowed, match="Tahun program 2020 sudah ditutup"):
        act(proposal.pk, world.staff)


def test_every_move_of_the_lpmp_has_a_service():
    ours = {name for name, move in PROPOSAL_MOVES.items() if "lpmp_staff" in move.roles}

    assert ours == set(ACTS)
    assert {n for n, m in CANDIDATE_MOVES.items() if not m.roles & {"dinas_regency"}} == {
        "pass", "fail", "drop", "determine",
    }  # fmt: skip


def test_the_dinas_learns_the_results_by_letter(world):
    proposal = sent(world)
    good, bad = world.group(proposal, imbas=0), in_quota(world.group(proposal, imbas=0))
    verified(good, world.staff)
    verified(bad, world.staff, Result.NOT_FIT)

    lists.send_back(proposal.pk, "Satu sekolah perlu diganti", replace_until=date(2020, 4, 14), by=world.staff)

    proposal.refresh_from_db()
    letter = Letter.objects.get(kind="result_notice")
    assert (proposal.state, proposal.replace_until) == ("returned", date(2020, 4, 14))
    assert letter.recipient == world.dinas_kampar
    assert "14 April 2020" in letter.content["request"]
    assert letter in Letter.objects.visible_to(world.operator)


def test_sending_back_needs_a_reason_and_a_date_that_is_still_to_come(world):
    proposal = sent(world)

    with pytest.raises(NotAllowed, match="9 April 2020 sudah lewat"):
        lists.send_back(proposal.pk, "Ganti", replace_until=TODAY - timedelta(1), by=world.staff)
    with pytest.raises(Incomplete, match="Tulis alasannya"):
        lists.send_back(proposal.pk, " ", replace_until=TODAY, by=world.staff)
    assert not Letter.objects.exists()


def test_in_the_next_round_only_new_schools_wait(world):
    proposal = sent(world)
    model = world.group(proposal, imbas=1)
    far = model.imbas.get()
    verified(model, world.staff, **{f"met_{far.pk}_fit": "no", f"note_{far.pk}_fit": "Jauh"})
    Candidate.objects.filter(pk=far.pk).update(state="replaced")
    make_candidate(proposal, make_school(world.kampar), part="imbas", model=model, round=2, replaces=far)
    type(proposal).objects.filter(pk=proposal.pk).update(state="submitted", round=2)

    lists.receive(proposal.pk, by=world.staff)

    model.refresh_from_db()
    sheet = Verification.objects.get(candidate=model)
    assert (model.state, sheet.finished_at) == ("verified", None)
    assert verbs(proposal)[-2:] == ["proposal.received", "verification.reopened"]
    verified_again = complete(model) | {"venue": "Aula"}
    save_sheet(model.pk, verified_again, version=1, by=world.staff)


def test_a_finished_sheet_without_news_stays_finished(world):
    proposal = sent(world)
    model = world.group(proposal, imbas=1)
    verified(model, world.staff)
    type(proposal).objects.filter(pk=proposal.pk).update(state="submitted")

    lists.receive(proposal.pk, by=world.staff)

    assert Verification.objects.get(candidate=model).finished_at is not None


def test_a_list_is_closed_jointly_when_every_school_has_a_result(world):
    proposal = sent(world)
    done, waiting = world.group(proposal, imbas=1), world.group(proposal, imbas=1)
    verified(done, world.staff)
    with pytest.raises(Incomplete) as missing:
        lists.close_jointly(proposal.pk, by=world.staff)
    assert [text for text, _ in missing.value.gaps] == [f"{waiting.school} belum mempunyai hasil verifikasi."]
    verified(waiting, world.staff, Result.NOT_FIT)

    lists.close_jointly(proposal.pk, by=world.staff)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.closed_by) == ("closed_jointly", world.staff)
    assert Letter.objects.get(kind="result_notice").content["request"] == ""


def test_a_reopened_sheet_keeps_the_list_open(world):
    proposal = sent(world)
    model = world.group(proposal, imbas=0)
    verified(model, world.staff)
    reopen(model.pk, "Periksa lagi", by=world.staff)

    with pytest.raises(Incomplete) as missing:
        lists.close_jointly(proposal.pk, by=world.staff)

    assert missing.value.gaps[0][0] == f"Lembar {model.school} dibuka kembali dan belum selesai."


@pytest.mark.parametrize(("day", "allowed"), [(date(2020, 4, 15), False), (date(2020, 4, 16), True)])
def test_the_closing_right_begins_after_the_middle_of_month_four(world, today, day, allowed):
    proposal = sent(world)
    verified(world.group(proposal, imbas=0), world.staff)
    today["day"] = day

    if allowed:
        assert lists.close_by_lpmp(proposal.pk, "Dinas tidak menjawab", by=world.staff).state == "closed_by_lpmp"
    else:
        with pytest.raises(NotAllowed, match="mulai 16 April 2020"):
            lists.close_by_lpmp(proposal.pk, "Dinas tidak menjawab", by=world.staff)


def test_the_date_of_one_kabkota_goes_before_the_general_one(world, today):
    due(world, date(2020, 5, 10), place=world.kampar)
    kampar, siak = sent(world), sent(world, world.dinas_siak)
    today["day"] = date(2020, 5, 10)

    assert lists.may_close_from(kampar) == date(2020, 5, 11)
    assert lists.close_by_lpmp(siak.pk, "Dinas tidak menjawab", by=world.staff)
    with pytest.raises(NotAllowed, match="mulai 11 Mei 2020"):
        lists.close_by_lpmp(kampar.pk, "Dinas tidak menjawab", by=world.staff)


def test_without_a_deadline_there_is_no_closing_right(world, today):
    world.program.stages.all().delete()
    today["day"] = date(2020, 12, 31)

    with pytest.raises(NotAllowed, match="setelah batas verifikasi ditetapkan"):
        lists.close_by_lpmp(sent(world).pk, "Buntu", by=world.staff)


def test_closing_alone_needs_a_reason(world, today):
    today["day"] = date(2020, 4, 20)

    with pytest.raises(Incomplete, match="Tulis alasannya"):
        lists.close_by_lpmp(sent(world).pk, "", by=world.staff)


def test_what_was_not_sent_again_drops_out_and_frees_its_place(world, today):
    proposal = sent(world, state="returned", returned_at=timezone.now(), returned_by=world.staff)
    unsent = in_quota(world.group(proposal, imbas=1, round=2))
    unsent.imbas.update(round=2)
    today["day"] = date(2020, 4, 16)

    lists.close_by_lpmp(proposal.pk, "Batas terlewati", by=world.staff)

    unsent.refresh_from_db()
    assert (unsent.state, unsent.share) == ("withdrawn", None)
    assert unsent.result_reason == "Belum dikirim ulang ketika daftar ditutup oleh LPMP."
    assert set(QuotaShare.objects.values_list("taken", flat=True)) == {0}


def test_in_a_closed_list_nothing_is_assigned_or_written(world):
    proposal = sent(world)
    model = world.group(proposal, imbas=0)
    verified(model, world.staff)
    lists.close_jointly(proposal.pk, by=world.staff)

    for act in (
        lambda: assign(model.pk, world.verifier.pk, by=world.staff),
        lambda: reopen(model.pk, "Keliru", by=world.staff),
        lambda: save_sheet(model.pk, complete(model), version=1, by=world.staff),
    ):
        with pytest.raises(NotAllowed, match="«Ditutup bersama»"):
            act()


def test_only_the_lpmp_is_shown_where_its_moves_lead(world):
    proposal = sent(world)

    assert set(lists.list_links(proposal, world.staff)) == set(ACTS)
    assert lists.list_links(proposal, world.operator) == {}
