"""Do letters keep their words and their numbers, whoever writes them at once?"""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.errors import Conflict, Incomplete, NotAllowed
from core.models import Event, Job
from documents import services
from documents.letters import head_of, letterhead
from documents.models import Letter, LetterDraft, NumberSequence
from documents.rules import LetterState
from documents.services.rendering import render
from programs.letters import f021
from tests.cast import make_person, make_school
from tests.documents.hands import signed

WORDS = {
    "opening": "Bersama ini kami mengusulkan.", "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": "",
    "criteria_lead": "Kriteria:", "criteria": [], "support": "", "closing": "Demikian usulan ini kami sampaikan.",
    "copies": [], "letter_of": "Surat", "table_title": ["DAFTAR", "KABUPATEN KAMPAR"],
    "rows": [], "sums": {"models": 0, "imbas": 0, "by_level": "", "over_quota": 0},
    "signer": {"on_behalf": "", "title": "Kepala", "name": "Dra. Kepala Contoh", "rank": "", "nip": ""},
}  # fmt: skip


def words(world, **fields):
    defaults = {
        "kind": "f021", "subject": world.program, "title": "Usulan Calon Sekolah Model", "content": WORDS,
        "issuer": world.dinas_kampar, "letter_date": date(2020, 3, 27), "within": world.program,
    }  # fmt: skip
    return LetterDraft(**(defaults | fields))


@pytest.mark.embedded
def test_issue_freezes_numbers_and_queues(world):
    letter = services.issue(words(world), by=world.operator)

    letter.refresh_from_db()
    assert (letter.state, letter.number_seq, letter.number) == (LetterState.ISSUED, 1, "1/DISDIK/KR/2020")
    assert letter.content["letterhead"]["name"] == world.dinas_kampar.name
    assert [(job.kind, job.subject_id) for job in Job.objects.all()] == [("documents.render", letter.pk)]
    assert [event.verb for event in Event.objects.all()] == ["letter.issued"]


@pytest.mark.embedded
def test_numbers_run_per_issuer_year_and_class(world):
    orders = [
        {}, {}, {"kind": "official_record"}, {"letter_date": date(2021, 1, 2)}, {"issuer": world.dinas_siak}, {},
    ]  # fmt: skip

    letters = [services.issue(words(world, **order), by=world.staff) for order in orders]

    assert [letter.number_seq for letter in letters] == [1, 2, 1, 1, 1, 3]


@pytest.mark.embedded
def test_own_number_of_an_office_takes_none_from_the_sequence(world):
    own = services.issue(words(world, number="421.2/1187/DPKO/2020"), by=world.operator)

    taken = services.issue(words(world), by=world.operator)

    assert (own.number, own.number_seq) == ("421.2/1187/DPKO/2020", None)
    assert taken.number_seq == 1


@pytest.mark.embedded
def test_a_failed_transaction_gives_its_number_back(world):
    with transaction.atomic():
        services.issue(words(world), by=world.operator)
        transaction.set_rollback(True)

    assert services.issue(words(world), by=world.operator).number_seq == 1


@pytest.mark.embedded
def test_a_cancelled_number_is_never_given_again(world):
    first = services.issue(words(world), by=world.operator)
    services.cancel(first.pk, by=world.operator, reason="Salah tujuan.")

    second = services.issue(words(world), by=world.operator)

    first.refresh_from_db()
    assert (first.state, first.number, first.cancel_reason) == ("cancelled", "1/DISDIK/KR/2020", "Salah tujuan.")
    assert second.number_seq == 2


@pytest.mark.embedded
def test_a_draft_takes_its_number_when_it_is_issued(world):
    draft = services.draft(words(world), by=world.operator)
    assert (draft.number, Job.objects.count()) == ("", 0)

    issued = services.issue_draft(draft.pk, by=world.operator)

    assert (issued.pk, issued.number_seq, Job.objects.count()) == (draft.pk, 1, 1)
    assert [event.verb for event in Event.objects.order_by("pk")] == ["letter.drafted", "letter.issued"]


def test_life_of_a_letter_keeps_who_and_when(world):
    letter = services.issue(words(world, issuer=world.lpmp), by=world.staff)

    signed(letter, world.head)
    services.send(letter.pk, by=world.staff)
    services.archive(letter.pk, by=world.admin)

    letter.refresh_from_db()
    assert (letter.state, letter.signed_by, letter.sent_by, letter.archived_by) == (
        LetterState.ARCHIVED, world.head, world.staff, world.admin,
    )  # fmt: skip
    assert [e.verb for e in Event.objects.about(world.program)][:3] == [
        "letter.archived",
        "letter.sent",
        "letter.signed",
    ]


def test_moves_out_of_turn_or_by_others_are_refused(world):
    letter = services.issue(words(world, issuer=world.lpmp, recipient=world.dinas_kampar), by=world.staff)

    with pytest.raises(NotAllowed, match="statusnya sekarang"):
        services.archive(letter.pk, by=world.staff)
    with pytest.raises(NotAllowed, match="pihak lain"):
        services.cancel(letter.pk, by=world.operator, reason="Bukan milik kami.")
    with pytest.raises(Letter.DoesNotExist):
        services.send(letter.pk, by=world.operator_siak)
    with pytest.raises(Incomplete):
        services.cancel(letter.pk, by=world.staff, reason="  ")


def test_an_office_without_a_head_is_asked_for_one(world):
    world.dinas_kampar.head_name = ""
    world.dinas_kampar.save()

    with pytest.raises(Incomplete) as refused:
        f021(world.proposal())

    assert refused.value.gaps[0][0] == f"Lengkapi nama kepala {world.dinas_kampar.name}"
    assert head_of(world.lpmp)["nip"] == "19640101 198903 1 001"


def test_render_twice_makes_one_file_and_one_event(world, media):
    letter = services.issue(words(world), by=world.operator)
    job = Job.objects.get()

    render(job)
    render(job)

    letter.refresh_from_db()
    assert [str(path.relative_to(media)) for path in media.rglob("*.pdf")] == [letter.file.name]
    assert Event.objects.filter(verb="letter.rendered").count() == 1


def test_a_file_left_by_a_dead_worker_is_replaced(world, media):
    letter = services.issue(words(world), by=world.operator)
    half = media / f"surat/2020/03/{letter.code}.pdf"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"%PDF-1.7 half")

    render(Job.objects.get())

    letter.refresh_from_db()
    assert (len(list(media.rglob("*.pdf"))), half.stat().st_size) == (1, letter.octets)


def test_only_a_failed_pdf_is_tried_again(world):
    letter = services.issue(words(world), by=world.operator)

    with pytest.raises(Conflict):
        services.retry_pdf(letter.pk, by=world.operator)


def test_a_letter_of_the_past_has_its_number_and_gets_its_pdf_when_somebody_asks(world):
    before = timezone.now() - timedelta(days=400)
    letter = services.of_the_past(words(world), by=world.operator, at=before, code="ABCDEFGH")
    letter.save()
    queued = Job.objects.count()

    services.retry_pdf(letter.pk, by=world.operator)

    assert (letter.number, letter.issued_at, letter.state) == ("1/DISDIK/KR/2020", before, "issued")
    assert (queued, [job.subject_id for job in Job.objects.all()]) == (0, [letter.pk])
    with pytest.raises(Conflict):
        services.retry_pdf(letter.pk, by=world.operator)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers(world):
    start, numbers, faults = threading.Barrier(20), [], []

    def write():
        try:
            start.wait()
            numbers.append(services.issue(words(world), by=world.operator).number_seq)
        except Exception as fault:  # noqa: BLE001 -- a thread must not die unheard
            faults.append(fault)
        finally:
            connection.close()

    people = [threading.Thread(target=write) for _ in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert (faults, sorted(numbers)) == ([], list(range(1, 21)))
    assert NumberSequence.objects.get().last == 20


def test_drafts_are_seen_by_their_own_side_only(world):
    services.draft(words(world, issuer=world.lpmp, school=world.school, recipient=world.dinas_kampar), by=world.staff)
    readers = [world.staff, world.operator, world.school_head, world.national]

    seen = [Letter.objects.visible_to(reader).count() for reader in readers]

    assert seen == [1, 0, 0, 0]


def test_who_sees_an_issued_letter(world):
    letter = services.issue(
        words(world, issuer=world.lpmp, school=world.school, recipient=world.dinas_kampar), by=world.staff
    )
    readers = {
        "staff": world.staff, "receiver": world.operator, "school": world.school_head, "national": world.national,
        "neighbour": world.operator_siak, "verifier": world.verifier, "tpmpd": make_person("tpmpd", world.kampar),
    }  # fmt: skip

    seen = {name for name, reader in readers.items() if letter in Letter.objects.visible_to(reader)}

    assert seen == {"staff", "receiver", "school", "national"}


def test_a_private_school_writes_under_its_own_name_and_no_government_s(world):
    public, private = make_school(world.kampar), make_school(world.kampar, status="S", phone="0762")

    above = [letterhead(None, school)["upper"] for school in (public, private)]

    assert above == [["PEMERINTAH KABUPATEN KAMPAR", world.dinas_kampar.name.upper()], []]
    assert letterhead(None, private)["contact"] == f"NPSN {private.npsn}"
