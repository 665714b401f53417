"""What happens when an office adds, changes, removes and replaces schools?"""

import pytest
from django.core.files.base import ContentFile

from core.errors import Conflict, NotAllowed, Stale
from core.models import Event
from programs.models import Candidate, Commitment, PastScan, QuotaShare
from programs.reports.proposal_search import model_choices
from programs.rules import CandidateState
from programs.services.candidates import change_candidate, remove_candidate, replace_candidate, set_criteria
from programs.services.commitments import upload_scan
from programs.services.completeness import gaps_of
from programs.services.entry import add_imbas, add_model
from tests.cast import make_candidate, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def taken(world, level="SD"):
    return QuotaShare.objects.get(quota__place=world.kampar, level=level).taken


def fail(candidate, reason="Sudah memenuhi SNP"):
    candidate.state, candidate.result_reason = CandidateState.FAILED, reason
    candidate.save()
    return candidate


@pytest.fixture
def proposal(world):
    return world.proposal()


@pytest.fixture
def returned(world):
    return world.proposal(state="returned", returned_at=world.program.opened_at, returned_by=world.staff)


def test_a_model_takes_a_place_and_brings_imbas_schools_and_commitments(world, proposal):
    near = world.schools(2)

    model = add_model(proposal.pk, world.school.pk, by=world.operator, imbas=[s.pk for s in near], supported=True)

    assert (taken(world), model.share.level, model.imbas.count()) == (1, "SD", 2)
    assert Commitment.objects.count() == 3
    assert Event.objects.filter(verb="candidate.added").count() == 3
    assert [c.supported for c in model.imbas.all()] == [True, True]


def test_a_model_outside_the_quota_takes_no_place(world, proposal):
    model = add_model(proposal.pk, world.school.pk, by=world.operator, funding="over_quota")

    assert (model.share, model.funding, taken(world)) == (None, "over_quota", 0)


def test_a_full_quota_refuses_and_nothing_is_left_behind(world, proposal):
    QuotaShare.objects.update(taken=2)

    with pytest.raises(Conflict, match="sudah penuh"):
        add_model(proposal.pk, world.school.pk, by=world.operator)

    assert Candidate.objects.count() == 0


def test_all_or_nothing_when_one_imbas_school_is_barred(world, proposal):
    wrong = make_school(world.kampar, "SMP")

    with pytest.raises(Conflict, match="berbeda dari sekolah modelnya"):
        add_model(proposal.pk, world.school.pk, by=world.operator, imbas=[wrong.pk])

    assert (Candidate.objects.count(), taken(world)) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quality": "5"}, "Sudah memenuhi SNP"),
        ({"level": "SMA"}, "dinas provinsi"),
        ({"is_open": False}, "beroperasi"),
    ],
)
def test_a_barred_school_is_refused_with_the_reason(world, proposal, fields, words):
    school = make_school(world.kampar, **fields)

    with pytest.raises(Conflict, match=words):
        add_model(proposal.pk, school.pk, by=world.operator)


def test_a_school_of_another_kabkota_is_refused(world, proposal):
    with pytest.raises(Conflict, match="di luar wilayah Anda"):
        add_model(proposal.pk, make_school(world.siak).pk, by=world.operator)


def test_no_school_stands_twice_in_a_year(world, proposal):
    model = world.group(proposal, imbas=1)

    with pytest.raises(Conflict, match="Sudah diusulkan tahun ini sebagai imbas dari"):
        add_model(proposal.pk, model.imbas.get().school_id, by=world.operator)


def test_a_sent_proposal_takes_no_more_schools(world):
    sent = world.proposal(state="in_verification")

    with pytest.raises(NotAllowed, match="Dalam verifikasi"):
        add_model(sent.pk, world.school.pk, by=world.operator)


def test_a_closed_year_takes_no_more_schools(world, proposal):
    world.program.state, world.program.closed_at, world.program.closed_by = (
        "closed",
        world.program.opened_at,
        world.admin,
    )
    world.program.save()

    with pytest.raises(NotAllowed, match="sudah ditutup"):
        add_model(proposal.pk, world.school.pk, by=world.operator)


def test_staff_may_look_but_not_add(world, proposal):
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        add_model(proposal.pk, world.school.pk, by=world.staff)


def test_a_province_proposes_sma_from_every_kabkota(world):
    proposal = world.proposal(office=world.dinas_riau)
    school = make_school(world.siak, "SMA")

    model = add_model(proposal.pk, school.pk, by=world.operator_province)

    assert model.share.quota.place == world.siak


def test_imbas_schools_stop_at_the_target(world, proposal):
    model = world.group(proposal, imbas=5)

    with pytest.raises(Conflict, match="sudah mempunyai 5 sekolah imbas; sasarannya 5"):
        add_imbas(model.pk, [world.school.pk], by=world.operator)


def test_imbas_schools_know_their_distance(world, proposal):
    model = make_candidate(proposal, make_school(world.kampar, latitude=0.0, longitude=101.0))
    near = make_school(world.kampar, latitude=0.0, longitude=101.1)

    [imbas] = add_imbas(model.pk, [near.pk], by=world.operator)

    assert (float(imbas.distance_km), imbas.same_cluster) == (11.1, None)


def test_an_imbas_school_has_no_imbas_schools(world, proposal):
    imbas = world.group(proposal, imbas=1).imbas.get()

    with pytest.raises(NotAllowed, match="calon sekolah model"):
        add_imbas(imbas.pk, [world.school.pk], by=world.operator)


def test_adding_no_imbas_school_changes_nothing(world, proposal):
    assert add_imbas(world.group(proposal, imbas=0).pk, [], by=world.operator) == []


def test_a_change_names_its_fields_in_the_history(world, proposal):
    model = world.group(proposal, imbas=0)

    change_candidate(model.pk, version=1, by=world.operator, note="Dekat jalan raya", committed=False)

    model.refresh_from_db()
    event = Event.objects.get(verb="candidate.changed")
    assert (model.version, model.note, model.changed_by) == (2, "Dekat jalan raya", world.operator)
    assert event.data["fields"] == "seluruh komponen berkomitmen, keterangan"


def test_the_same_values_are_no_change(world, proposal):
    model = world.group(proposal, imbas=0)

    change_candidate(model.pk, version=1, by=world.operator, note="", committed=True)

    assert Event.objects.count() == 0


def test_a_stale_change_says_so_and_keeps_what_is_saved(world, proposal):
    model = world.group(proposal, imbas=0)
    change_candidate(model.pk, version=1, by=world.operator, note="pertama")

    with pytest.raises(Stale) as refusal:
        change_candidate(model.pk, version=1, by=world.operator, note="kedua")

    assert refusal.value.current.note == "pertama"


def test_a_decided_school_is_not_changed(world, proposal):
    model = world.group(proposal, imbas=0, state="verified")

    with pytest.raises(NotAllowed, match="«Layak»"):
        change_candidate(model.pk, version=1, by=world.operator, note="x")


def test_funding_moves_the_place_and_the_imbas_schools(world, proposal):
    model = add_model(proposal.pk, world.school.pk, by=world.operator, imbas=[world.schools(1)[0].pk])

    change_candidate(model.pk, version=1, by=world.operator, funding="over_quota")
    after_leaving = taken(world)
    change_candidate(model.pk, version=2, by=world.operator, funding="in_quota")

    assert (after_leaving, taken(world), model.imbas.get().funding) == (0, 1, "in_quota")


def test_an_imbas_school_follows_the_funding_of_its_model(world, proposal):
    imbas = world.group(proposal, imbas=1).imbas.get()

    with pytest.raises(NotAllowed, match="mengikuti sekolah modelnya"):
        change_candidate(imbas.pk, version=1, by=world.operator, funding="over_quota")


def test_one_criterion_is_recorded_where_it_lacks(world, proposal):
    world.group(proposal, imbas=2, supported=False)

    assert set_criteria(proposal.pk, "supported", note="Surat bupati 12/2020", by=world.operator) == 1
    assert set_criteria(proposal.pk, "supported", note="lain", by=world.operator) == 0
    assert Candidate.objects.models().get().support_note == "Surat bupati 12/2020"


def test_removing_a_model_frees_its_place_and_takes_its_imbas_schools_along(world, proposal):
    model = add_model(proposal.pk, world.school.pk, by=world.operator, imbas=[s.pk for s in world.schools(2)])

    remove_candidate(model.pk, "Kepala sekolah mundur", by=world.operator)

    assert (Candidate.objects.live().count(), taken(world)) == (0, 0)
    assert add_model(proposal.pk, world.school.pk, by=world.operator).share is not None


def test_a_removed_school_cannot_be_removed_again(world, proposal):
    model = world.group(proposal, imbas=0)
    remove_candidate(model.pk, "Keliru", by=world.operator)

    with pytest.raises(NotAllowed, match="«Ditarik»"):
        remove_candidate(model.pk, "Keliru", by=world.operator)


def test_after_the_return_a_sound_school_stays(world, returned):
    model = world.group(returned, imbas=0)

    with pytest.raises(NotAllowed, match="hanya sekolah yang tidak layak"):
        remove_candidate(model.pk, "Berubah pikiran", by=world.operator)


def test_after_the_return_a_failed_school_and_a_new_one_may_go(world, returned):
    failed = fail(world.group(returned, imbas=0))
    fresh = world.group(returned, imbas=0, round=2)

    remove_candidate(failed.pk, "Tidak diganti", by=world.operator)
    remove_candidate(fresh.pk, "Keliru", by=world.operator)

    assert Candidate.objects.live().count() == 0


def test_after_the_return_no_school_outside_the_quota_is_added(world, returned):
    with pytest.raises(NotAllowed, match="tempat kuota yang masih kosong"):
        add_model(returned.pk, world.school.pk, by=world.operator, funding="over_quota")


def test_after_the_return_a_missing_school_belongs_to_the_next_round(world, returned):
    assert add_model(returned.pk, world.school.pk, by=world.operator).round == 2


def test_a_replacement_keeps_the_imbas_schools(world, returned):
    failed = fail(world.group(returned, imbas=3))

    fresh = replace_candidate(failed.pk, world.school.pk, by=world.operator)

    failed.refresh_from_db()
    assert (failed.state, fresh.replaces, fresh.round, fresh.imbas.count(), taken(world)) == (
        "replaced",
        failed,
        2,
        3,
        1,
    )
    assert {imbas.round for imbas in fresh.imbas.all()} == {1}


def test_what_the_imbas_schools_signed_names_the_old_model_and_is_asked_for_anew(world, returned):
    failed = fail(world.group(returned, imbas=1))
    imbas = failed.imbas.get()
    upload_scan(imbas.pk, ContentFile(b"%PDF-1.4 ttd", "ttd.pdf"), by=world.operator)
    Candidate.objects.filter(pk=imbas.pk).update(state="verified")

    replace_candidate(failed.pk, world.school.pk, by=world.operator)

    assert PastScan.objects.get(commitment__candidate=imbas).reason.startswith(
        f"Pernyataannya menyebut {failed.school}"
    )
    assert f"{imbas.school.name}: Formulir 02.3 bertanda tangan belum diunggah." in dict(gaps_of(returned))
    upload_scan(imbas.pk, ContentFile(b"%PDF-1.4 baru", "baru.pdf"), by=world.operator)
    assert f"{imbas.school.name}: Formulir 02.3 bertanda tangan belum diunggah." not in dict(gaps_of(returned))


def test_a_replacement_of_another_level_would_tear_the_imbas_schools_off(world, returned):
    failed = fail(world.group(returned, imbas=1))

    with pytest.raises(Conflict, match="Pengganti harus berjenjang SD"):
        replace_candidate(failed.pk, make_school(world.kampar, "SMP").pk, by=world.operator)


def test_the_search_for_a_replacement_says_at_once_that_the_level_is_another(world, returned):
    failed = fail(world.group(returned, imbas=1))
    other = make_school(world.kampar, "SMP")

    found = model_choices(returned, world.operator, other.npsn, failed)

    assert (found[0].is_barred, found[0].remarks[-1].rule) == (True, "R-3.2-11")
    assert not model_choices(returned, world.operator, world.school.npsn, failed)[0].is_barred


def test_a_failed_imbas_school_is_replaced_under_its_model(world, returned):
    model = world.group(returned, imbas=1, state="verified")
    failed = fail(model.imbas.get())

    fresh = replace_candidate(failed.pk, world.school.pk, by=world.operator)

    assert (fresh.model, fresh.replaces, fresh.part) == (model, failed, "imbas")


def test_the_model_is_replaced_before_its_imbas_school(world, returned):
    model = world.group(returned, imbas=1)
    failed = fail(model.imbas.get())
    fail(model)

    with pytest.raises(Conflict, match="Ganti dahulu sekolah modelnya"):
        replace_candidate(failed.pk, world.school.pk, by=world.operator)


def test_a_school_that_did_not_fail_is_not_replaced(world, returned):
    with pytest.raises(NotAllowed, match="«Diusulkan»"):
        replace_candidate(world.group(returned).pk, world.school.pk, by=world.operator)


def test_another_office_sees_nothing_to_change(world, proposal):
    model = world.group(proposal)

    with pytest.raises(Candidate.DoesNotExist):
        change_candidate(model.pk, version=1, by=world.operator_siak, note="x")
