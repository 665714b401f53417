"""Are schools given to verifiers only as they may be, taken back, shared out and given up?"""

import threading

import pytest
from django.db import connection, transaction

from accounts.models import Membership
from accounts.rules import Role
from core.errors import Conflict, Incomplete, NotAllowed
from core.models import Event
from programs.models import Assignment, Candidate, Verification
from programs.services.assignment import assign, assign_many, declare_conflict, release
from programs.services.assignment_evenly import assign_evenly, last_sharing, plan_evenly, undo_sharing
from tests.cast import make_candidate, make_person
from tests.programs.sheets import given, sent, verified, verifiers

pytestmark = pytest.mark.embedded


@pytest.fixture
def kampar(world):
    return sent(world)


def share(world, digest, told):
    """What a thread of its own does: share out evenly, and note a refusal."""
    try:
        assign_evenly(world.program.pk, digest=digest, by=world.staff)
    except Conflict as refusal:
        told.append(str(refusal))
    finally:
        connection.close()


def verbs(*subjects):
    return [event.verb for event in Event.objects.about(*subjects).order_by("pk")]


def test_a_school_is_given_and_both_timelines_tell(world, kampar):
    model = world.group(kampar)

    assign(model.pk, world.verifier.pk, by=world.staff)

    found = Assignment.objects.get()
    assert (found.candidate, found.verifier, found.assigned_by) == (model, world.verifier, world.staff)
    assert verbs(model) == verbs(kampar) == ["verifier.assigned"]


@pytest.mark.parametrize("role", ["operator", "verifier", "national", "school_head"])
def test_only_the_lpmp_gives_takes_and_shares(world, kampar, role):
    model, somebody = world.group(kampar), getattr(world, role)

    for act in (
        lambda: assign(model.pk, world.verifier.pk, by=somebody),
        lambda: release([model.pk], by=somebody),
        lambda: assign_evenly(world.program.pk, digest="", by=somebody),
        lambda: undo_sharing(world.program.pk, by=somebody),
    ):
        with pytest.raises(NotAllowed, match="tidak berwenang menugaskan verifikator"):
            act()


def test_only_a_verifier_of_the_province_is_given_a_school(world, kampar):
    model = world.group(kampar)

    with pytest.raises(NotAllowed, match="bukan verifikator"):
        assign(model.pk, world.operator_siak.pk, by=world.staff)


def test_many_are_given_at_once_and_the_rest_is_explained(world, kampar):
    free, taken, draft = (
        world.group(kampar, imbas=1),
        world.group(kampar, 1),
        world.group(world.proposal(world.dinas_siak), 1),
    )
    given(taken, world.verifier)

    outcome = assign_many([free.pk, taken.pk, draft.pk], world.verifier.pk, by=world.staff)

    assert outcome.done == [free]
    assert [reason for _, reason in outcome.skipped] == [
        f"Sudah ditugaskan kepada {world.verifier}; cabut tugas itu dahulu.", "Usulannya berstatus «Draf».",
    ]  # fmt: skip


def test_imbas_schools_are_not_given_alone(world, kampar):
    imbas = world.group(kampar).imbas.first()

    with pytest.raises(Conflict, match="Pilih sedikitnya satu sekolah"):
        assign_many([imbas.pk], world.verifier.pk, by=world.staff)


@pytest.mark.parametrize("place", ["kampar", "school", "imbas", "workplace", "office"])
def test_nobody_gets_his_own_school_or_office(world, kampar, place):
    model = world.group(kampar, imbas=1)
    user = world.verifier
    match place:
        case "kampar":
            Membership.objects.create(user=user, role=Role.SUPERVISOR, place=world.kampar)
        case "school" | "imbas":
            school = model.school if place == "school" else model.imbas.get().school
            Membership.objects.create(user=user, role=Role.TPMPS, school=school)
        case "workplace":
            user.workplace = model.school.name
            user.save()
        case "office":
            user.workplace = world.dinas_kampar.name
            user.save()

    with pytest.raises(NotAllowed, match="bertugas di|Unit kerja"):
        assign(model.pk, user.pk, by=world.staff)


def test_a_past_membership_is_no_stake(world, kampar):
    model = world.group(kampar, imbas=0)
    Membership.objects.create(
        user=world.verifier, role=Role.TPMPS, school=model.school, since="2018-01-01", until="2019-01-01"
    )

    assert assign(model.pk, world.verifier.pk, by=world.staff) == model


def test_begun_work_can_be_handed_to_another_but_finished_work_stays(world, kampar):
    begun, done = world.group(kampar, imbas=0), world.group(kampar, imbas=0)
    for model in (begun, done):
        given(model, world.verifier)
    Verification.objects.create(candidate=begun, condition="Baik")
    verified(done, world.verifier)

    outcome = release([begun.pk, done.pk], by=world.staff)

    assert outcome.done == [begun]
    assert outcome.skipped == [(done, "Lembar verifikasinya sudah selesai.")]
    assert release([begun.pk], by=world.staff).skipped == [(begun, "Belum ditugaskan kepada siapa pun.")]
    assert Verification.objects.get(candidate=begun).condition == "Baik"


def test_a_declared_conflict_ends_the_task_and_bars_the_person(world, kampar):
    model = world.group(kampar, imbas=0)
    given(model, world.verifier)

    declare_conflict(model.pk, "Adik saya kepala sekolahnya", by=world.verifier)

    assert not Candidate.objects.visible_to(world.verifier).exists()
    assert verbs(kampar) == ["verifier.conflict"]
    with pytest.raises(NotAllowed, match="menyatakan benturan kepentingan"):
        assign(model.pk, world.verifier.pk, by=world.staff)
    assert plan_evenly(world.program).plan.pairs == {}


def test_a_conflict_needs_a_reason_a_task_and_an_open_sheet(world, kampar):
    model = world.group(kampar, imbas=0)
    with pytest.raises(NotAllowed, match="tidak ditugaskan kepada Anda"):
        declare_conflict(model.pk, "Kerabat", by=world.staff)
    given(model, world.verifier)
    with pytest.raises(Incomplete, match="Tulis alasannya"):
        declare_conflict(model.pk, " ", by=world.verifier)
    verified(model, world.verifier)

    with pytest.raises(NotAllowed, match="sudah selesai"):
        declare_conflict(model.pk, "Kerabat", by=world.verifier)


def test_what_was_looked_at_is_what_is_applied(world, kampar):
    models = [world.group(kampar, imbas=0) for _ in range(5)]
    verifiers(world, 1)
    plan = plan_evenly(world.program).plan

    applied = assign_evenly(world.program.pk, digest=plan.digest, by=world.staff)

    assert applied.pairs == plan.pairs
    assert sorted(plan.loads.values()) == [2, 3]
    assert dict(Assignment.objects.values_list("candidate", "verifier")) == plan.pairs
    assert all(verbs(model) == ["verifier.assigned"] for model in models)
    assert verbs(world.program) == ["verifier.shared"]


def test_a_plan_that_is_out_of_date_is_not_applied(world, kampar):
    world.group(kampar, imbas=0)
    plan = plan_evenly(world.program).plan
    world.group(kampar, imbas=0)

    with pytest.raises(Conflict, match="sudah berubah sejak pratinjau"):
        assign_evenly(world.program.pk, digest=plan.digest, by=world.staff)


def test_sharing_again_gives_only_what_is_new(world, kampar):
    old = world.group(kampar, imbas=0)
    assign_evenly(world.program.pk, digest=plan_evenly(world.program).plan.digest, by=world.staff)
    new = world.group(kampar, imbas=0)

    plan = plan_evenly(world.program).plan
    assign_evenly(world.program.pk, digest=plan.digest, by=world.staff)

    assert list(plan.pairs) == [new.pk]
    assert Assignment.objects.filter(candidate=old).count() == 1
    with pytest.raises(Conflict, match="Tidak ada sekolah yang dapat dibagikan"):
        assign_evenly(world.program.pk, digest=plan_evenly(world.program).plan.digest, by=world.staff)


def test_a_ceiling_leaves_the_rest_with_a_reason(world, kampar):
    models = [world.group(kampar, imbas=0) for _ in range(3)]

    plan = plan_evenly(world.program, ceiling=2).plan

    assert len(plan.pairs) == 2
    assert plan.skipped == {models[2].pk: "Semua verifikator yang boleh sudah mencapai beban paling banyak."}


def test_undoing_takes_back_what_nobody_has_begun(world, kampar):
    begun, untouched = world.group(kampar, imbas=0), world.group(kampar, imbas=0)
    assign_evenly(world.program.pk, digest=plan_evenly(world.program).plan.digest, by=world.staff)
    Verification.objects.create(candidate=begun)

    assert undo_sharing(world.program.pk, by=world.staff) == 1

    assert list(Assignment.objects.values_list("candidate", flat=True)) == [begun.pk]
    assert list(plan_evenly(world.program).plan.pairs) == [untouched.pk]
    with pytest.raises(Conflict, match="Tidak ada pembagian yang dapat dibatalkan"):
        undo_sharing(world.program.pk, by=world.staff)


def test_without_a_sharing_there_is_nothing_to_undo(world):
    assert last_sharing(world.program).count() == 0


def test_a_verifier_sees_his_groups_and_their_lists_only(world, kampar):
    mine, other = world.group(kampar, imbas=1), world.group(sent(world, world.dinas_siak), imbas=1)
    given(mine, world.verifier)
    given(other, make_person(Role.VERIFIER, world.province))

    assert set(Candidate.objects.visible_to(world.verifier)) == {mine, *mine.imbas.all()}
    assert list(type(kampar).objects.visible_to(world.verifier)) == [kampar]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_apply_at_once_one_is_told(world):
    kampar = sent(world)
    for _ in range(4):
        world.group(kampar, imbas=0)
    digest = plan_evenly(world.program).plan.digest
    told = []
    threads = [threading.Thread(target=share, args=(world, digest, told)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Assignment.objects.count() == 4
    assert len(told) == 1


def test_a_school_reads_its_history_without_who_is_kin_to_it(client, world):
    model = make_candidate(sent(world), world.school)
    assign(model.pk, world.verifier.pk, by=world.staff)
    declare_conflict(model.pk, "Adik saya kepala sekolahnya", by=world.verifier)

    pages = {}
    for person in (world.school_head, world.staff):
        client.force_login(person)
        pages[person] = client.get(model.get_absolute_url()).content.decode()

    assert ["Adik saya" in page for page in pages.values()] == [False, True]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sharing_waits_for_who_gives_a_school_by_hand(world):
    model = world.group(sent(world), imbas=0)
    other, digest, told = verifiers(world, 1)[0], plan_evenly(world.program).plan.digest, []

    with transaction.atomic():
        assign(model.pk, other.pk, by=world.staff)
        sharing = threading.Thread(target=share, args=(world, digest, told))
        sharing.start()
        sharing.join(timeout=1)
    sharing.join()

    assert [one.verifier for one in Assignment.objects.all()] == [other]
    assert len(told) == 1


def test_a_school_proposed_twice_over_the_years_is_one_group_each(world, kampar):
    model = world.group(kampar, imbas=0)
    late = make_candidate(kampar, world.schools(1)[0], part="imbas", model=model)

    assert plan_evenly(world.program).groups[model.pk].schools == {model.school_id, late.school_id}
