"""Does an imbas school move to another model school in one step, with all that belongs to it and no stale paper?"""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core.errors import Conflict, NotAllowed
from core.models import Event
from programs.models import Candidate, PastScan, Proposal
from programs.rules import CommitmentState
from programs.services.commitments import print_commitment, upload_scan
from programs.services.moving_imbas import move_imbas, targets_of
from tests.cast import make_candidate, make_school
from tests.programs.sheets import sent

pytestmark = pytest.mark.embedded


@pytest.fixture
def proposal(world):
    return world.proposal()


@pytest.fixture
def imbas(world, proposal):
    return world.group(proposal, imbas=1).imbas.select_related("proposal", "school", "model").get()


@pytest.fixture
def other(world, proposal):
    return world.group(proposal, imbas=0, funding="over_quota")


def scanned(imbas, world):
    return upload_scan(imbas.pk, ContentFile(b"%PDF-1.4 ttd", "ttd.pdf"), by=world.operator)


def state_of(imbas):
    return Candidate.objects.filter(pk=imbas.pk).with_commitment().get().commitment_state


def test_it_moves_with_funding_and_distance_and_history_says_from_where_to_where(world, imbas, other):
    old = imbas.model.school.name

    anew = move_imbas(imbas.pk, other.pk, by=world.operator)

    imbas.refresh_from_db()
    assert (imbas.model, imbas.funding, imbas.version, anew) == (other, "over_quota", 2, False)
    assert imbas.distance_km is not None
    event = Event.objects.get(verb="candidate.moved")
    assert (event.data["old"], event.data["model"]) == (old, other.school.name)
    assert event.within == f"programs.Proposal:{imbas.proposal_id}"


def test_a_signed_commitment_names_the_old_model_and_is_asked_for_anew(world, imbas, other):
    commitment = scanned(imbas, world)
    commitment.signatories = {"committee": "Pak Komite"}
    commitment.save()
    old = imbas.model.school.name

    assert move_imbas(imbas.pk, other.pk, by=world.operator) is True

    commitment.refresh_from_db()
    past = PastScan.objects.get()
    assert (commitment.uploaded_at, commitment.signatories) == (None, {"committee": "Pak Komite"})
    assert past.reason.startswith(f"Pernyataannya menyebut {old}")
    assert state_of(imbas) == CommitmentState.REJECTED
    assert Event.objects.filter(verb="commitment.voided").exists()


def test_a_criterion_proved_by_that_paper_falls_with_it_and_another_proof_stands(world, imbas, other):
    Candidate.objects.filter(pk=imbas.pk).update(committed=False)
    scanned(imbas, world)
    twin = make_candidate(imbas.proposal, make_school(world.kampar), "imbas", imbas.model, commitment_note="Rapat 3/2")
    scanned(twin, world)

    move_imbas(imbas.pk, other.pk, by=world.operator)
    move_imbas(twin.pk, other.pk, by=world.operator)

    imbas.refresh_from_db()
    twin.refresh_from_db()
    assert (imbas.committed, imbas.commitment_note) == (False, "")
    assert (twin.committed, twin.commitment_note) == (True, "Rapat 3/2")


def test_a_printed_form_is_printed_anew_with_the_new_model(world, imbas, other):
    print_commitment(imbas.pk, by=world.operator)

    assert move_imbas(imbas.pk, other.pk, by=world.operator) is True

    letter = print_commitment(imbas.pk, by=world.operator)
    assert other.school.name in str(letter.content)


def test_a_full_model_takes_no_more(world, imbas):
    full = world.group(imbas.proposal, imbas=5)

    with pytest.raises(Conflict, match="sudah mempunyai 5 sekolah imbas"):
        move_imbas(imbas.pk, full.pk, by=world.operator)


def test_another_level_another_proposal_and_a_failed_model_are_no_targets(world, imbas):
    wrong = [
        world.group(imbas.proposal, imbas=0, level="SMP"), world.group(world.proposal(world.dinas_siak), imbas=0),
        world.group(imbas.proposal, imbas=0, state="failed", result_reason="Sudah SNP"), imbas.model,
    ]  # fmt: skip

    assert targets_of(imbas) == []
    for model in wrong:
        with pytest.raises(Conflict, match="tidak ada dalam usulan ini"):
            move_imbas(imbas.pk, model.pk, by=world.operator)


def test_who_may_not_and_when_not(world, imbas, other):
    with pytest.raises(Candidate.DoesNotExist):
        move_imbas(imbas.pk, other.pk, by=world.operator_siak)
    with pytest.raises(NotAllowed):
        move_imbas(imbas.pk, other.pk, by=world.staff)
    with pytest.raises(NotAllowed, match="Hanya sekolah imbas"):
        move_imbas(other.pk, imbas.model.pk, by=world.operator)
    Candidate.objects.filter(pk=imbas.pk).update(state="verified")
    with pytest.raises(NotAllowed, match="berstatus «Layak»"):
        move_imbas(imbas.pk, other.pk, by=world.operator)


def test_after_the_return_only_what_lost_its_model_moves(world):
    proposal = sent(world)
    imbas, other = world.group(proposal, imbas=1).imbas.get(), world.group(proposal, imbas=0)
    Proposal.objects.filter(pk=proposal.pk).update(
        state="returned", returned_at=proposal.submitted_at, returned_by=world.staff
    )
    with pytest.raises(NotAllowed, match="Setelah dikembalikan"):
        move_imbas(imbas.pk, other.pk, by=world.operator)
    Candidate.objects.filter(pk=imbas.model_id).update(state="failed", result_reason="Sudah SNP")

    move_imbas(imbas.pk, other.pk, by=world.operator)

    imbas.refresh_from_db()
    assert imbas.model == other


def test_the_page_offers_the_nearest_first_and_says_what_must_be_signed_again(client, world, imbas, other):
    scanned(imbas, world)
    client.force_login(world.operator)
    link = reverse("programs:candidate_move", args=[imbas.pk])
    assert link in client.get(imbas.get_absolute_url()).content.decode()
    assert "harus dibuat dan ditandatangani lagi" in client.get(link).content.decode()
    assert "Pilih sekolah modelnya" in client.post(link, {}).content.decode()

    page = client.post(link, {"model": other.pk}, follow=True).content.decode()

    assert f"{imbas.school.name} dipindahkan." in page
    assert "Formulir 02.3 menyebut sekolah model lama" in page
