"""What happens to the written commitment of a school?"""

import hashlib

import pytest
from django.core.files.base import ContentFile

from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.models import Event
from documents.models import Letter
from programs.models import Candidate, Commitment
from programs.services.commitments import fill_commitment, print_commitment, reject_scan, upload_scan
from tests.cast import make_candidate, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PEOPLE = {"teacher": {"name": "Siti", "nip": ""}, "committee": {"name": "Budi", "nip": ""}}


def paper(words="satu", name="pindaian.pdf"):
    return ContentFile(f"%PDF-1.4 {words}".encode(), name=name)


@pytest.fixture
def candidate(world):
    return make_candidate(world.proposal(), world.school, committed=False)


def test_who_signs_is_saved_with_gaps(world, candidate):
    saved = fill_commitment(candidate.pk, PEOPLE, version=1, by=world.school_head)

    assert (saved.signatories, saved.filled_by, saved.version) == (PEOPLE, world.school_head, 2)


def test_saving_the_same_again_is_no_event(world, candidate):
    fill_commitment(candidate.pk, PEOPLE, version=1, by=world.school_head)
    fill_commitment(candidate.pk, PEOPLE, version=2, by=world.school_head)

    assert Event.objects.filter(verb="commitment.filled").count() == 1


def test_a_stale_save_is_refused(world, candidate):
    fill_commitment(candidate.pk, PEOPLE, version=1, by=world.school_head)

    with pytest.raises(Stale) as refusal:
        fill_commitment(candidate.pk, {}, version=1, by=world.operator)

    assert refusal.value.current.signatories == PEOPLE


def test_a_scan_gets_a_receipt_and_records_the_criterion(world, candidate):
    saved = upload_scan(candidate.pk, paper(), by=world.school_head)

    candidate.refresh_from_db()
    assert saved.receipt == f"KMT-2020-{saved.pk:06d}-1"
    assert saved.scan_sha256 == hashlib.sha256(b"%PDF-1.4 satu").hexdigest()
    assert (candidate.committed, candidate.commitment_note) == (True, f"Formulir bertanda tangan {saved.receipt}")


def test_the_same_scan_again_gives_the_same_receipt(world, candidate):
    first = upload_scan(candidate.pk, paper(), by=world.school_head)
    again = upload_scan(candidate.pk, paper(), by=world.school_head)

    assert first.receipt == again.receipt
    assert Event.objects.filter(verb="commitment.uploaded").count() == 1


def test_a_replaced_scan_is_kept(world, candidate):
    first = upload_scan(candidate.pk, paper("satu"), by=world.school_head)
    second = upload_scan(candidate.pk, paper("dua", "foto.jpg"), by=world.operator)

    old = second.past_scans.get()
    assert (old.receipt, second.receipt[-2:], old.reason) == (first.receipt, "-2", "")
    with old.scan.open() as file:
        assert file.read() == b"%PDF-1.4 satu"
    assert second.scan.name.endswith(".jpg")


def test_a_rejected_scan_is_kept_with_the_reason(world, candidate):
    upload_scan(candidate.pk, paper(), by=world.school_head)

    saved = reject_scan(candidate.pk, "Cap sekolah belum ada", by=world.operator)

    assert (saved.uploaded_at, saved.receipt, saved.past_scans.get().reason) == (None, "", "Cap sekolah belum ada")
    state = Candidate.objects.with_commitment().get(pk=candidate.pk).commitment_state
    assert state == "rejected"


def test_rejecting_needs_a_reason_and_a_scan(world, candidate):
    with pytest.raises(Incomplete, match="alasan"):
        reject_scan(candidate.pk, "", by=world.operator)
    with pytest.raises(Conflict, match="Belum ada pindaian"):
        reject_scan(candidate.pk, "Kabur", by=world.operator)


def test_a_school_does_not_reject(world, candidate):
    with pytest.raises(NotAllowed, match="menolak pindaian"):
        reject_scan(candidate.pk, "Kabur", by=world.school_head)


def test_a_model_school_sees_but_does_not_fill_for_its_imbas_school(world, candidate):
    imbas = make_candidate(candidate.proposal, world.schools(1)[0], "imbas", candidate)

    with pytest.raises(NotAllowed, match="milik sekolah lain"):
        fill_commitment(imbas.pk, PEOPLE, version=1, by=world.school_head)


def test_a_stranger_school_finds_nothing(world, candidate):
    stranger = make_person("school_head", world.schools(1)[0])

    with pytest.raises(Candidate.DoesNotExist):
        upload_scan(candidate.pk, paper(), by=stranger)


@pytest.mark.parametrize("state", ["withdrawn", "replaced", "determined"])
def test_a_settled_candidate_takes_no_scan(world, candidate, state):
    Candidate.objects.filter(pk=candidate.pk).update(state=state)

    with pytest.raises(NotAllowed, match="isinya tidak berubah"):
        upload_scan(candidate.pk, paper(), by=world.school_head)


def test_a_withdrawn_proposal_takes_no_scan(world):
    candidate = make_candidate(world.proposal(state="withdrawn"), world.school)

    with pytest.raises(NotAllowed, match="«Ditarik»"):
        upload_scan(candidate.pk, paper(), by=world.school_head)


@pytest.mark.parametrize("part", ["model", "imbas"])
def test_the_printed_form_carries_the_names_and_is_made_once(world, candidate, part):
    own = candidate if part == "model" else make_candidate(candidate.proposal, world.schools(1)[0], "imbas", candidate)
    fill_commitment(own.pk, PEOPLE, version=1, by=world.operator)

    first = print_commitment(own.pk, by=world.operator)
    again = print_commitment(own.pk, by=world.operator)

    assert (first.kind, again) == ({"model": "f022", "imbas": "f023"}[part], first)
    assert "Budi" in [signer["name"] for signer in first.content["signers"]]


def test_new_names_give_a_new_form(world, candidate):
    first = print_commitment(candidate.pk, by=world.school_head)
    fill_commitment(candidate.pk, PEOPLE, version=1, by=world.school_head)

    assert print_commitment(candidate.pk, by=world.school_head) != first
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "state"),
    [({}, "not_filled"), ({"filled": True}, "not_uploaded"), ({"filled": True, "sent": True}, "complete")],
)
def test_the_state_is_computed_from_what_is_there(world, candidate, fields, state):
    Commitment.objects.create(candidate=candidate)
    if "filled" in fields:
        fill_commitment(candidate.pk, PEOPLE, version=1, by=world.school_head)
    if "sent" in fields:
        upload_scan(candidate.pk, paper(), by=world.school_head)

    assert Candidate.objects.with_commitment().get(pk=candidate.pk).commitment_state == state
