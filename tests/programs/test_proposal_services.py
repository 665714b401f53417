"""What happens to a proposal in the hands of its office?"""

from datetime import date

import pytest

from core.errors import Incomplete, NotAllowed, Stale
from core.models import Event
from core.queries import reference
from documents.models import Letter
from programs.models import Commitment, Proposal, Stage
from programs.services.completeness import due_on, gaps_of, warnings_of
from programs.services.proposals import change_proposal, create_proposal, reopen, submit, withdraw
from schools.models import Institution
from tests.cast import make_candidate, sign_all

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_one_proposal_per_office_and_year(world):
    first = create_proposal(world.program.pk, by=world.operator)
    again = create_proposal(world.program.pk, by=world.operator)

    assert (first, first.office) == (again, world.dinas_kampar)
    assert Event.objects.filter(verb="proposal.created").count() == 1


def test_a_year_that_is_not_open_takes_no_proposal(world):
    world.program.state = "preparing"
    world.program.save()

    with pytest.raises(NotAllowed, match="«Disiapkan»"):
        create_proposal(world.program.pk, by=world.operator)


def test_a_dinas_that_is_no_institution_is_told_so(world):
    Institution.objects.filter(pk=world.dinas_kampar.pk).delete()

    with pytest.raises(NotAllowed, match="belum terdaftar"):
        create_proposal(world.program.pk, by=world.operator)


@pytest.mark.parametrize("role", ["staff", "school_head", "national", "verifier"])
def test_only_a_dinas_begins_a_proposal(world, role):
    with pytest.raises(NotAllowed):
        create_proposal(world.program.pk, by=getattr(world, role))


def test_a_draft_saves_with_gaps(world):
    proposal = world.proposal()

    saved = change_proposal(proposal.pk, version=1, by=world.operator, letter_number="421.2/1", letter_date=None)

    assert (saved.letter_number, saved.version) == ("421.2/1", 2)


def test_a_stale_save_is_refused_with_what_is_saved(world):
    proposal = world.proposal()
    change_proposal(proposal.pk, version=1, by=world.operator, letter_number="A")

    with pytest.raises(Stale) as refusal:
        change_proposal(proposal.pk, version=1, by=world.operator, letter_number="B")

    assert refusal.value.current.letter_number == "A"


def test_a_complete_proposal_is_sent_with_receipt_letter_and_event(world):
    proposal = world.ready()

    sent = submit(proposal.pk, by=world.operator)

    letter = Letter.objects.get(subject=reference(proposal))
    assert (sent.state, sent.round, sent.receipt) == ("submitted", 1, f"USL-2020-{proposal.pk:05d}-1")
    assert (letter.kind, letter.number, letter.state) == ("f021", "421.2/1187/DPK/2020", "issued")
    assert Event.objects.filter(verb="proposal.submitted", data__receipt=sent.receipt).count() == 1


def test_an_empty_proposal_lists_every_gap_with_a_link(world):
    proposal = world.proposal()

    with pytest.raises(Incomplete) as refusal:
        submit(proposal.pk, by=world.operator)

    assert [text for text, link in refusal.value.gaps if link] == [
        "Nomor surat dinas belum diisi.", "Tanggal surat dinas belum diisi.",
        "Bentuk dukungan daerah belum diisi.", "Belum ada sekolah yang diusulkan.",
    ]  # fmt: skip


def test_fewer_imbas_schools_need_a_reason(world):
    proposal = world.ready(imbas=4)
    model = proposal.candidates.models().get()

    before = gaps_of(proposal)
    proposal.candidates.filter(pk=model.pk).update(fewer_reason="Kecamatan hanya memiliki 5 SD")

    assert before == [(f"{model.school.name}: 4 dari 5 sekolah imbas; tambahkan, atau tulis alasannya.",
                       f"/program/calon/{model.pk}/")]  # fmt: skip
    assert gaps_of(proposal) == []


def test_every_criterion_and_every_signed_form_is_asked_for(world):
    proposal = world.ready(imbas=5)
    proposal.candidates.update(supported=False)
    Commitment.objects.update(uploaded_at=None, uploaded_by=None)

    texts = [text for text, _ in gaps_of(proposal)]

    assert len([t for t in texts if "kriteria belum dicatat (didukung pemerintah daerah)" in t]) == 6
    assert len([t for t in texts if "Formulir 02.2" in t]) == 1
    assert len([t for t in texts if "Formulir 02.3" in t]) == 5


def test_an_imbas_school_may_meet_snp(world):
    proposal = world.ready()
    proposal.candidates.imbas().update(not_yet_snp=False)

    assert gaps_of(proposal) == []


def test_sending_twice_is_refused_the_second_time(world):
    proposal = world.ready()
    submit(proposal.pk, by=world.operator)

    with pytest.raises(NotAllowed, match="«Dikirim»"):
        submit(proposal.pk, by=world.operator)


def test_sending_after_a_return_begins_the_next_round(world):
    proposal = world.ready(state="returned", returned_at=world.program.opened_at, returned_by=world.staff, sendings=1)

    sent = submit(proposal.pk, by=world.operator)

    assert (sent.round, sent.receipt[-2:]) == (2, "-2")


def test_a_school_decided_earlier_is_not_asked_again(world):
    proposal = world.ready(state="returned", returned_at=world.program.opened_at, returned_by=world.staff)
    verified = make_candidate(proposal, world.school, state="verified", fewer_reason="cukup")
    Commitment.objects.filter(candidate=verified).delete()

    assert gaps_of(proposal) == []


def test_deadlines_only_warn(world):
    proposal = world.ready()

    assert warnings_of(proposal)[0] == "Batas pengusulan 31 Maret 2020 sudah lewat. Usulan tetap dapat dikirim."
    assert submit(proposal.pk, by=world.operator).state == "submitted"


def test_a_kabkota_may_have_its_own_deadline(world):
    own = {"starts_on": date(2020, 2, 1), "due_on": date(2020, 4, 10), "reason": "Banjir"}
    Stage.objects.create(program=world.program, kind="proposal", place=world.kampar, **own)

    assert due_on(world.proposal()) == date(2020, 4, 10)
    assert due_on(world.proposal(office=world.dinas_siak)) == date(2020, 3, 31)


def test_warnings_name_free_places_failed_schools_and_other_clusters(world):
    proposal = world.ready(state="returned", returned_at=world.program.opened_at, returned_by=world.staff)
    proposal.candidates.imbas().update(same_cluster=False)
    make_candidate(proposal, world.school, state="failed", result_reason="SNP")

    assert warnings_of(proposal)[1:] == [
        "Masih ada 4 tempat kuota yang belum terisi.", "1 sekolah tidak layak belum diganti.",
        "5 sekolah imbas berbeda gugus/klaster dengan sekolah modelnya.",
    ]  # fmt: skip


def test_a_withdrawn_proposal_keeps_its_schools_and_goes_on(world):
    proposal = world.ready()
    submit(proposal.pk, by=world.operator)

    withdraw(proposal.pk, "Ada sekolah yang mundur", by=world.operator)
    again = reopen(proposal.pk, by=world.operator)

    assert (again.state, again.candidates.live().count()) == ("draft", 6)
    assert submit(proposal.pk, by=world.operator).receipt.endswith("-2")


def test_withdrawing_needs_a_reason(world):
    with pytest.raises(Incomplete, match="alasan"):
        withdraw(world.proposal().pk, "  ", by=world.operator)


def test_verification_has_begun_so_it_stays(world):
    with pytest.raises(NotAllowed, match="«Dalam verifikasi»"):
        withdraw(world.proposal(state="in_verification").pk, "Keliru", by=world.operator)


def test_another_office_finds_no_proposal(world):
    proposal = world.ready()
    sign_all(proposal, world.operator)

    with pytest.raises(Proposal.DoesNotExist):
        submit(proposal.pk, by=world.operator_siak)
