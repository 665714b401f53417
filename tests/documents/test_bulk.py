"""Are many letters made in one go, each once, and can that be paused, resumed, retried and stopped?"""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone
from django.utils.text import slugify
from pypdf import PdfReader

from accounts.models import User
from core.errors import Conflict, Incomplete, NotAllowed
from core.jobs import run_all_due
from core.models import Job
from documents.models import Bulk, BulkFile, BulkItem, Letter
from documents.services import binding
from documents.services import bulk as bulk_services
from programs.models import Candidate
from tests.cast import make_candidate

pytestmark = pytest.mark.embedded


@pytest.fixture
def candidates(world):
    """Two models with two imbas schools each, nothing signed."""
    proposal = world.proposal()
    [world.group(proposal, imbas=2) for _ in range(2)]
    return list(proposal.candidates.order_by("pk"))


def order(world, candidates, title="Formulir Kampar"):
    subjects = [(one.pk, one.school.name) for one in candidates]
    return bulk_services.start_bulk("commitments", title, subjects, by=world.operator)


def octets(file):
    with file.open("rb") as stored:
        return stored.read()


def work(bulk):
    """Until nothing is due, though the last look waits a second."""
    run_all_due()
    while Bulk.objects.filter(pk=bulk.pk, state="running").exists():
        Job.objects.filter(state="waiting").update(run_after=timezone.now())
        run_all_due()
    bulk.refresh_from_db()


def test_every_letter_is_made_once_with_its_pdf(world, candidates):
    bulk = order(world, candidates)

    work(bulk)

    assert (bulk.state, bulk.items.counts()["ready"]) == ("done", 6)
    assert Letter.objects.exclude(sha256=None).count() == 6
    assert [item.letter.school_id for item in bulk.items.all()] == [one.school_id for one in candidates]


def test_the_same_order_again_makes_no_second_letter(world, candidates):
    work(order(world, candidates))

    again = order(world, candidates)
    work(again)

    assert (again.items.counts()["ready"], Letter.objects.count()) == (6, 6)


def test_nobody_chosen_or_too_many_is_refused(world, candidates, monkeypatch):
    monkeypatch.setattr(bulk_services, "MOST_LETTERS", 3)

    with pytest.raises(Incomplete):
        order(world, [])
    with pytest.raises(Conflict, match="paling banyak 3 surat"):
        order(world, candidates)
    assert Bulk.objects.count() == 0


def test_a_school_may_not_order(world, candidates):
    with pytest.raises(NotAllowed):
        bulk_services.start_bulk("commitments", "x", [(candidates[0].pk, "x")], by=world.school_head)


def test_paused_makes_no_more_and_resumed_goes_on(world, candidates, monkeypatch):
    monkeypatch.setattr(bulk_services, "PORTION", 2)
    bulk = order(world, candidates)
    bulk_services.make_bulk(Job.objects.get(kind="documents.bulk"))

    bulk_services.pause_bulk(bulk.pk, by=world.operator)
    run_all_due()
    paused = bulk.items.counts()
    bulk_services.resume_bulk(bulk.pk, by=world.operator)
    work(bulk)

    assert (paused["ready"], paused["waiting"]) == (2, 4)
    assert (bulk.state, bulk.items.counts()["ready"]) == ("done", 6)


def test_stopped_leaves_what_was_made(world, candidates, monkeypatch):
    monkeypatch.setattr(bulk_services, "PORTION", 2)
    bulk = order(world, candidates)
    bulk_services.make_bulk(Job.objects.get(kind="documents.bulk"))

    bulk_services.stop_bulk(bulk.pk, by=world.operator)
    run_all_due()

    counts = bulk.items.counts()
    assert (counts["ready"], counts["skipped"], Letter.objects.count()) == (2, 4, 2)
    with pytest.raises(NotAllowed, match="statusnya sekarang «Dihentikan»"):
        bulk_services.resume_bulk(bulk.pk, by=world.operator)


def test_only_what_failed_is_tried_again(world, candidates):
    Candidate.objects.filter(pk=candidates[0].pk).update(state="withdrawn")
    bulk = order(world, candidates)
    work(bulk)
    failed = bulk.items.get(state="failed")
    letters = set(Letter.objects.values_list("pk", flat=True))

    Candidate.objects.filter(pk=candidates[0].pk).update(state="proposed")
    bulk_services.retry_bulk(bulk.pk, by=world.operator)
    work(bulk)

    assert "Ditarik" in failed.error or "berstatus" in failed.error
    assert (bulk.state, bulk.items.counts()["ready"]) == ("done", 6)
    assert len(set(Letter.objects.values_list("pk", flat=True)) - letters) == 1


def test_a_failed_pdf_is_tried_again_too(world, candidates):
    bulk = order(world, candidates)
    bulk_services.make_bulk(Job.objects.get(kind="documents.bulk"))
    broken = Job.objects.filter(kind="documents.render").first()
    Job.objects.filter(pk=broken.pk).update(state="failed", error="Penyimpanan penuh", finished_at=timezone.now())
    work(bulk)
    before = bulk.items.counts()

    bulk_services.retry_bulk(bulk.pk, by=world.operator)
    work(bulk)

    assert (before["failed"], before["ready"], bulk.items.counts()["ready"]) == (1, 5, 6)
    with pytest.raises(Conflict, match="Tidak ada surat yang gagal"):
        bulk_services.retry_bulk(bulk.pk, by=world.operator)


def test_an_order_whose_giver_left_waits_for_a_colleague(world, candidates):
    bulk = order(world, candidates)
    world.operator.memberships.update(ended_at=timezone.now(), ended_by=world.admin)

    run_all_due()
    bulk.refresh_from_db()

    assert (bulk.state, Letter.objects.count()) == ("paused", 0)


def test_an_order_whose_giver_was_shut_out_waits_for_a_colleague(world, candidates):
    bulk = order(world, candidates)
    User.objects.filter(pk=world.operator.pk).update(is_active=False)

    run_all_due()
    bulk.refresh_from_db()

    assert (bulk.state, Letter.objects.count()) == ("paused", 0)


def test_ready_letters_are_bound_in_their_order(world, candidates):
    bulk = order(world, list(reversed(candidates)))
    work(bulk)

    for form in ("pdf", "zip"):
        binding.ask_binding(bulk.pk, form, by=world.operator)
    run_all_due()

    bound = {file.form: file for file in bulk.files.all()}
    pages = sum(Letter.objects.values_list("pages", flat=True))
    printed = PdfReader(BytesIO(octets(bound["pdf"].file)))
    firsts = [" ".join(page.extract_text().split()) for page in printed.pages[::2]]
    assert [one.school.npsn in text for one, text in zip(reversed(candidates), firsts, strict=True)] == [True] * 6
    with pikepdf.open(BytesIO(octets(bound["pdf"].file))) as whole:
        assert len(whole.pages) == pages
    with zipfile.ZipFile(BytesIO(octets(bound["zip"].file))) as package:
        first = package.read(package.namelist()[0])
        assert (len(package.namelist()), package.testzip()) == (6, None)
        school = bulk.items.first().letter.school
        assert package.namelist()[0] == f"0001-f023-{school.npsn}-{slugify(school.name)}.pdf"
    assert first == octets(bulk.items.first().letter.file)
    assert {file.letters for file in bound.values()} == {6}


def test_binding_again_replaces_the_file(world, candidates, media):
    bulk = order(world, candidates)
    with pytest.raises(Conflict, match="Belum ada surat yang siap"):
        binding.ask_binding(bulk.pk, "pdf", by=world.operator)
    work(bulk)

    binding.ask_binding(bulk.pk, "pdf", by=world.operator)
    with pytest.raises(Conflict, match="sedang dibuat"):
        binding.ask_binding(bulk.pk, "pdf", by=world.operator)
    run_all_due()
    binding.ask_binding(bulk.pk, "pdf", by=world.operator)
    run_all_due()

    assert (BulkFile.objects.count(), len(list((media / "massal").iterdir()))) == (1, 1)


def test_two_with_the_same_label_and_odd_names_are_two(world):
    proposal = world.proposal()
    model = world.group(proposal, imbas=0)
    odd = make_candidate(proposal, world.school, "imbas", model)
    bulk = bulk_services.start_bulk(
        "commitments", "Aneh", [(model.pk, "<b>&\"'"), (odd.pk, "<b>&\"'")], by=world.operator
    )

    work(bulk)

    assert list(BulkItem.objects.values_list("label", flat=True)) == ["<b>&\"'", "<b>&\"'"]
    assert bulk.items.counts()["ready"] == 2
