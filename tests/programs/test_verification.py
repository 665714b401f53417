"""Does a sheet always save, finish only when complete, and move the schools as it says?"""

import pytest

from accounts.models import Membership
from accounts.rules import Role
from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.models import Event
from documents.models import Letter
from programs.checking import ImbasCheck
from programs.models import Candidate, Finding, QuotaShare, Verification
from programs.rules import CandidateState, Result
from programs.services.verification import finish, reopen, save_sheet
from programs.services.verification_sheet import values_of
from tests.programs.sheets import complete, given, in_quota, sent, verified

pytestmark = pytest.mark.embedded


@pytest.fixture
def model(world):
    found = in_quota(world.group(sent(world), imbas=2))
    given(found, world.verifier)
    return found


def states(model):
    model.refresh_from_db()
    return [model.state, *model.imbas.order_by("pk").values_list("state", flat=True)]


def taken(model):
    return QuotaShare.objects.get(quota__place=model.school.regency, level=model.school.level).taken


def test_a_draft_saves_whatever_is_missing(world, model):
    values = values_of(model, None) | {"condition": "Ruang kelas cukup"}

    sheet = save_sheet(model.pk, values, version=0, by=world.verifier)

    assert values_of(model, sheet) == values
    assert (sheet.version, sheet.changed_by, sheet.finished_at) == (1, world.verifier, None)


def test_everything_that_was_typed_comes_back(world, model):
    imbas = model.imbas.first()
    values = complete(model, match_name="keep", found_name="SDN 8", why_name="SK belum terbit", flagship="Literasi")
    values |= {f"met_{imbas.pk}_{ImbasCheck.FIT}": "no", f"note_{imbas.pk}_fit": "Jauh"}

    sheet = save_sheet(model.pk, values, version=0, by=world.verifier)

    assert values_of(model, Verification.objects.get(pk=sheet.pk)) == values
    assert sheet.dapodik["name"] == {
        "match": "keep", "school": "SDN 8", "why": "SK belum terbit", "label": "Nama sekolah",
        "dapodik": model.school.name,
    }  # fmt: skip


def test_what_was_registered_is_kept_as_it_was_when_it_was_matched(world, model):
    save_sheet(model.pk, complete(model), version=0, by=world.verifier)
    model.school.name = "SD NEGERI BERGANTI NAMA"
    model.school.save()

    sheet = save_sheet(model.pk, complete(model, venue="Aula"), version=1, by=world.verifier)

    assert sheet.dapodik["name"]["dapodik"] != "SD NEGERI BERGANTI NAMA"


def test_saving_the_same_again_writes_nothing(world, model):
    save_sheet(model.pk, complete(model), version=0, by=world.verifier)

    again = save_sheet(model.pk, complete(model), version=1, by=world.verifier)

    assert again.version == 1
    assert Event.objects.filter(verb="verification.saved").count() == 1


def test_a_stale_save_is_told_what_is_there_now(world, model):
    save_sheet(model.pk, complete(model), version=0, by=world.verifier)

    with pytest.raises(Stale) as clash:
        save_sheet(model.pk, complete(model, venue="Aula"), version=0, by=world.staff)

    assert clash.value.current.venue == "Ruang guru"


@pytest.mark.parametrize("role", ["head", "operator", "national", "school_head"])
def test_who_may_not_write_is_told(world, model, role):
    model.school.memberships.create(user=world.school_head, role=Role.SCHOOL_HEAD)

    with pytest.raises((NotAllowed, Candidate.DoesNotExist)):
        save_sheet(model.pk, complete(model), version=0, by=getattr(world, role))


def test_a_verifier_writes_only_on_what_is_assigned(world, model):
    with pytest.raises(Candidate.DoesNotExist):
        save_sheet(world.group(model.proposal).pk, {}, version=0, by=world.verifier)


def test_the_staff_writes_for_a_verifier_but_not_on_its_own_school(world, model):
    assert save_sheet(model.pk, complete(model), version=0, by=world.staff).changed_by == world.staff
    Membership.objects.create(user=world.staff, role=Role.TPMPS, school=model.imbas.first().school)

    with pytest.raises(NotAllowed, match="bertugas di sekolah dalam kelompok ini. Anda tidak boleh memverifikasinya"):
        save_sheet(model.pk, complete(model, venue="Aula"), version=1, by=world.staff)


def test_a_stake_that_came_later_stops_the_verifier_too(world, model):
    Membership.objects.create(user=world.verifier, role=Role.DINAS_REGENCY, place=world.kampar, since="2021-01-01")

    with pytest.raises(NotAllowed, match="dinas yang mengusulkan"):
        finish(model.pk, by=world.verifier)


def test_finishing_lists_everything_that_is_missing(world, model):
    save_sheet(model.pk, values_of(model, None) | {"methods": ["visit"], "result": "fit"}, version=0, by=world.verifier)

    with pytest.raises(Incomplete) as missing:
        finish(model.pk, by=world.verifier)

    texts = [text for text, _ in missing.value.gaps]
    assert "Belum ada foto kunjungan." in texts
    assert "Kriteria «Belum memenuhi SNP» belum dinilai." in texts
    assert sum("belum dinilai" in text for text in texts) == 3 + 2 * 3
    assert missing.value.gaps[0][1].endswith("?periksa=1#id_visited_on")
    assert states(model) == ["proposed"] * 3


def test_an_empty_sheet_cannot_be_finished(world, model):
    with pytest.raises(Incomplete, match="masih kosong"):
        finish(model.pk, by=world.verifier)


def test_fit_schools_pass_with_record_and_history(world, model):
    sheet = verified(model, world.verifier)

    assert states(model) == ["verified"] * 3
    assert (sheet.finished_by, taken(model)) == (world.verifier, 1)
    letter = Letter.objects.get(kind="official_record")
    assert (letter.number_seq, letter.school) == (1, model.school)
    verbs = set(Event.objects.about(model.proposal).values_list("verb", flat=True))
    assert {"verification.finished", "candidate.passed"} <= verbs


@pytest.mark.parametrize("result", [Result.NOT_FIT, Result.NEEDS_REPLACEMENT])
def test_a_failed_model_gives_its_place_back(world, model, result):
    verified(model, world.verifier, result)

    assert states(model) == ["failed", "proposed", "proposed"]
    assert (model.result_reason, model.share, taken(model)) == ("Sudah memenuhi SNP.", None, 0)


def test_an_imbas_school_fails_alone(world, model):
    far = model.imbas.first()

    verified(model, world.verifier, **{f"met_{far.pk}_fit": "no", f"note_{far.pk}_fit": "Tidak ada jalan"})

    assert states(model) == ["verified", "failed", "verified"]
    assert Candidate.objects.get(pk=far.pk).result_reason == "Tidak ada jalan"


def test_a_finished_sheet_is_shut(world, model):
    verified(model, world.verifier)

    with pytest.raises(NotAllowed, match="Lembar ini sudah selesai"):
        save_sheet(model.pk, complete(model, venue="Aula"), version=1, by=world.verifier)
    with pytest.raises(NotAllowed, match="Lembar ini sudah selesai"):
        finish(model.pk, by=world.verifier)


def test_the_staff_reopens_and_the_new_result_counts(world, model):
    verified(model, world.verifier, Result.NOT_FIT)
    reopen(model.pk, "Data rapor mutu keliru", by=world.staff)
    assert states(model)[0] == "failed"

    save_sheet(model.pk, complete(model), version=1, by=world.verifier)
    finish(model.pk, by=world.verifier)

    assert (states(model), taken(model)) == (["verified"] * 3, 1)
    assert Letter.objects.filter(kind="official_record").count() == 2


def test_a_failed_school_passes_only_while_a_place_is_free(world, model):
    verified(model, world.verifier, Result.NOT_FIT)
    QuotaShare.objects.update(taken=2)
    reopen(model.pk, "Keliru", by=world.staff)
    save_sheet(model.pk, complete(model), version=1, by=world.verifier)

    with pytest.raises(Conflict, match="Kuota SD"):
        finish(model.pk, by=world.verifier)

    assert states(model)[0] == "failed"


def test_a_failed_school_that_was_proposed_again_does_not_pass_twice(world, model):
    verified(model, world.verifier, Result.NOT_FIT)
    Candidate.objects.create(proposal=model.proposal, program=model.program, school=model.school, part="model")
    reopen(model.pk, "Keliru", by=world.staff)
    save_sheet(model.pk, complete(model), version=1, by=world.verifier)

    with pytest.raises(Conflict, match="sudah diusulkan lagi"):
        finish(model.pk, by=world.verifier)


def test_reopening_needs_staff_a_reason_and_an_open_list(world, model):
    with pytest.raises(NotAllowed, match="belum selesai"):
        reopen(model.pk, "Keliru", by=world.staff)
    verified(model, world.verifier)
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        reopen(model.pk, "Keliru", by=world.verifier)
    with pytest.raises(Incomplete, match="Tulis alasannya"):
        reopen(model.pk, "", by=world.staff)
    model.proposal.state = "withdrawn"
    model.proposal.save()

    with pytest.raises(NotAllowed, match="daftarnya tidak berubah lagi"):
        reopen(model.pk, "Keliru", by=world.staff)


def test_while_the_list_is_at_the_dinas_drafts_save_but_nothing_finishes(world, model):
    proposal = model.proposal
    proposal.state, proposal.returned_at, proposal.returned_by = "returned", proposal.submitted_at, world.staff
    proposal.save()
    save_sheet(model.pk, complete(model), version=0, by=world.verifier)

    with pytest.raises(NotAllowed, match="setelah dinas mengirim ulang"):
        finish(model.pk, by=world.verifier)


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_a_sheet_is_written_only_during_verification(world, model, state):
    model.proposal.state = state
    model.proposal.save()

    with pytest.raises(NotAllowed, match="Usulannya berstatus|belum dimulai"):
        save_sheet(model.pk, complete(model), version=0, by=world.verifier)


def test_a_withdrawn_school_has_no_sheet(world, model):
    Candidate.objects.filter(pk=model.pk).update(state=CandidateState.WITHDRAWN)

    with pytest.raises(NotAllowed, match="Sekolah ini berstatus «Ditarik»"):
        save_sheet(model.pk, complete(model), version=0, by=world.verifier)


def test_findings_stand_once_per_school_and_criterion(world, model):
    save_sheet(model.pk, complete(model), version=0, by=world.verifier)
    save_sheet(model.pk, complete(model, venue="Aula"), version=1, by=world.verifier)

    assert Finding.objects.count() == 3 + 2 * 3
