"""Is there one decree for what was looked at, never more than the quota, quickly and only by the head?"""

import threading
import time
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from core.errors import Conflict, NotAllowed
from core.models import Event
from documents.models import Letter
from programs.models import Candidate, Decree, Participation, QuotaShare
from programs.reports.determination import empty_places, places_beside_quota, ready_offices, warnings
from programs.rules import Funding
from programs.services.determination import determine, ready
from schools.models import School
from tests.cast import make_candidate, make_school
from tests.programs.sheets import in_quota, sent

pytestmark = pytest.mark.embedded
DAY = date(2020, 4, 27)


def closed(world, office=None, models=2, imbas=5, **fields):
    """A closed list whose schools are all found fit, in quota."""
    proposal = sent(world, office, state="closed_jointly", closed_at=timezone.now(), closed_by=world.staff)
    for _ in range(models):
        model = world.group(proposal, imbas=imbas, state="verified", **fields)
        model.imbas.update(state="verified")
        if model.funding == Funding.IN_QUOTA:
            in_quota(model)
    return proposal


def decide(world, *proposals, by=None, **changes):
    expected = {one.office_id: ready(world.program, [one.office_id]).count() for one in proposals}
    given = {"offices": list(expected), "determined_on": DAY, "expected": expected} | changes
    return determine(world.program.pk, by=by or world.head, **given)


def test_schools_become_participants_by_one_decree(world):
    proposal = closed(world)

    decree = decide(world, proposal)

    assert (decree.letter.number_seq, decree.letter.letter_date, decree.determined_by) == (1, DAY, world.head)
    models = Participation.objects.filter(part="model", model=None, decree=decree)
    assert models.count() == 2
    assert sorted(model.imbas.count() for model in models) == [5, 5]
    assert set(Candidate.objects.values_list("state", flat=True)) == {"determined"}
    verbs = Event.objects.about(proposal).values_list("verb", flat=True)
    assert list(verbs) == ["candidate.determined"] * 12
    made = Event.objects.get(verb="decree.made")
    assert (made.data["models"], made.data["imbas"]) == (2, 10)


@pytest.mark.parametrize("role", ["admin", "staff", "operator", "verifier", "national", "school_head"])
def test_only_the_head_determines(world, role):
    with pytest.raises(NotAllowed, match="tidak berwenang menetapkan"):
        decide(world, closed(world), by=getattr(world, role))


def test_only_closed_lists_and_passed_schools_are_ready(world):
    proposal = closed(world, models=1, imbas=1)
    failed = world.group(proposal, imbas=1, state="failed", result_reason="SNP")
    failed.imbas.update(state="verified")
    open_list = sent(world, world.dinas_siak)
    world.group(open_list, imbas=1, state="verified")

    assert {one.proposal_id for one in ready(world.program)} == {proposal.pk}
    assert ready(world.program).count() == 2
    assert [row["proposal"] for row in ready_offices(world.program)] == [proposal]
    found = warnings(world.program)
    assert "Dinas Kab. Siak: daftar dalam verifikasi, belum ditutup; ditetapkan pada tahap berikutnya." in found
    assert any(text.startswith("Belum mengirim usulan: ") and "Dinas Kab. Siak" not in text for text in found)
    assert "1 sekolah model mempunyai kurang dari 5 imbas, 1 tanpa alasan tertulis." in found
    assert "1 sekolah imbas layak tidak ikut ditetapkan karena sekolah modelnya tidak layak." in found


def test_later_lists_get_a_second_decree(world):
    first = decide(world, closed(world, models=1))
    second = decide(world, closed(world, world.dinas_siak, models=1))

    assert [first.letter.number_seq, second.letter.number_seq] == [1, 2]
    assert first.participations.count() == second.participations.count() == 6


def test_an_imbas_school_that_passed_later_joins_its_determined_model(world):
    proposal = closed(world, models=1, imbas=1)
    decide(world, proposal)
    model = Candidate.objects.get(part="model")
    late = make_candidate(proposal, make_school(world.kampar), part="imbas", model=model, state="verified")

    decide(world, proposal)

    assert Participation.objects.get(candidate=late).model.candidate == model


def test_what_was_not_looked_at_is_not_determined(world):
    proposal = closed(world, models=1)

    with pytest.raises(Conflict, match="yang siap sekarang 6 sekolah"):
        decide(world, proposal, expected={proposal.office_id: 5})
    assert not Decree.objects.exists()
    assert not Letter.objects.exists()


def test_pressing_again_finds_nothing_left(world):
    proposal = closed(world, models=1)
    decide(world, proposal)

    with pytest.raises(Conflict, match="Mungkin baru saja ditetapkan"):
        decide(world, proposal)


def test_determined_models_in_quota_never_exceed_the_quota(world):
    proposal = closed(world, models=2)
    QuotaShare.objects.filter(quota__place=world.kampar, level="SD").update(models_total=2, taken=0)
    extra = world.group(proposal, imbas=0, state="verified", share=Candidate.objects.exclude(share=None)[0].share)

    with pytest.raises(Conflict, match="Kuota SD Kab. Kampar 2, calon 3"):
        decide(world, proposal)

    extra.share = None
    extra.save()
    with pytest.raises(Conflict, match="Belum mempunyai tempat kuota"):
        decide(world, proposal)


def test_over_quota_schools_take_no_place(world):
    proposal = closed(world, models=2)
    world.group(proposal, imbas=0, state="verified", funding=Funding.OVER_QUOTA)

    decide(world, proposal)

    assert Participation.objects.filter(funding="over_quota").count() == 1
    places = places_beside_quota(world.program, world.head)
    kampar = places[0]
    assert (kampar["determined"], kampar["ready"], kampar["over"]) == (2, 0, 1)
    assert empty_places(world.program) == 16 - 2


def test_the_year_must_be_open_and_the_day_must_have_come(world):
    proposal = closed(world)
    with pytest.raises(NotAllowed, match="belum tiba"):
        decide(world, proposal, determined_on=timezone.localdate() + timezone.timedelta(1))
    world.program.state, world.program.closed_at, world.program.closed_by = "closed", timezone.now(), world.admin
    world.program.save()

    with pytest.raises(NotAllowed, match="berstatus «Ditutup»"):
        decide(world, proposal)


def many(world, models=240, imbas=4):
    """A closed list of one office with as many schools as a whole province."""
    proposal = closed(world, models=0)
    schools = School.objects.bulk_create(
        School(npsn=f"{20000000 + n}", name=f"SD {n}", name_key=f"SD {n}", level="SD", status="N", regency=world.kampar)
        for n in range(models * (1 + imbas))
    )
    QuotaShare.objects.filter(quota__place=world.kampar, level="SD").update(models_total=models, taken=models)
    share = QuotaShare.objects.get(quota__place=world.kampar, level="SD")
    common = {"proposal": proposal, "program": world.program, "state": "verified"}
    found = [Candidate(school=school, part="model", share=share, **common) for school in schools[:models]]
    Candidate.objects.bulk_create(found)
    Candidate.objects.bulk_create(
        Candidate(school=school, part="imbas", model=found[n % models], **common)
        for n, school in enumerate(schools[models:])
    )
    return proposal


def test_twelve_hundred_schools_take_few_statements_and_less_than_five_seconds(world, django_assert_max_num_queries):
    proposal = many(world)
    started = time.process_time()

    with django_assert_max_num_queries(60):
        decree = decide(world, proposal)

    assert time.process_time() - started < 5
    assert decree.participations.count() == 1200


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_heads_who_press_at_once_one_makes_the_decree(world):
    proposal = closed(world)
    expected = {proposal.office_id: 12}
    told, ready_to_go = [], threading.Barrier(2)

    def press():
        ready_to_go.wait()
        try:
            decide(world, proposal, expected=expected)
        except Conflict as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Decree.objects.count(), Letter.objects.count(), Participation.objects.count()) == (1, 1, 12)
    assert told == ["Tidak ada calon yang menunggu penetapan. Mungkin baru saja ditetapkan."]
