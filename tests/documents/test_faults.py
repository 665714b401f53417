"""Is nothing lost, and somebody told, when people, disks and workers get in each other's way?"""

import io
import threading
from functools import partial

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from core.errors import Conflict, NotAllowed
from core.jobs import claim_next, run, run_all_due
from core.models import Event, Job
from core.storing import NotStored
from documents import services
from documents.models import Dossier, IncomingLetter, Scan, Signature
from documents.services.dossier import ask_dossier
from schools.models import ImportBatch
from tests.documents import samples
from tests.documents.hands import pictures, printed, scanned, signed, taken_in
from tests.documents.test_incoming import entered
from tests.documents.test_logos import png
from tests.documents.test_services import words
from tests.files import pdf
from tests.schools.test_imports import SATU


@pytest.fixture
def storage(settings):
    """Exchange the storage in the middle of a test."""

    def use(name=""):
        backend = f"tests.storages.{name}" if name else "django.core.files.storage.FileSystemStorage"
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend}}

    return use


def issued(world, **fields):
    return services.issue(words(world, **({"issuer": world.lpmp} | fields)), by=world.staff)


def at_once(*acts):
    """Every act in a thread of its own, begun at the same moment: what each returned or raised."""
    start, outcomes = threading.Barrier(len(acts)), []

    def do(act):
        try:
            start.wait()
            outcomes.append(act())
        except Exception as fault:  # noqa: BLE001 -- the test reads it
            outcomes.append(fault)
        finally:
            connection.close()

    people = [threading.Thread(target=do, args=[act]) for act in acts]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return outcomes


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_no", range(5))
def test_of_two_who_cancel_and_sign_at_once_one_wins_and_the_other_is_told(world, round_no):
    letter = issued(world)

    outcomes = at_once(
        lambda: signed(letter, world.head),
        lambda: services.cancel(letter.pk, by=world.staff, reason="Salah tujuan.", seen="issued"),
    )

    letter.refresh_from_db()
    told = [outcome for outcome in outcomes if isinstance(outcome, Conflict | NotAllowed)]
    assert (len(outcomes), len(told), [one for one in outcomes if isinstance(one, Exception)]) == (2, 1, told)
    assert f"statusnya sekarang «{letter.get_state_display()}»" in str(told[0])
    assert (letter.signed_at is None) == (letter.state == "cancelled")
    assert Event.objects.filter(verb__in=["letter.signed", "letter.cancelled"]).count() == 1


def test_who_cancels_from_an_old_page_sees_that_it_was_signed(client, world):
    letter = issued(world)
    client.force_login(world.staff)
    page = client.get(letter.get_absolute_url()).content.decode()
    signed(letter, world.head)

    answer = client.post(reverse("documents:cancel", args=[letter.pk]), {"reason": "Salah.", "seen": "issued"})

    letter.refresh_from_db()
    assert 'name="seen" value="issued"' in page
    assert (answer.status_code, letter.state) == (409, "signed")
    assert "Ditandatangani" in answer.content.decode()


def test_a_full_storage_costs_no_letter_its_number_or_words(client, world, media, storage):
    letter = issued(world)
    storage("FullStorage")
    run_all_due()
    job = Job.objects.get(kind="documents.render")
    client.force_login(world.staff)
    page = client.get(reverse("documents:pdf", args=[letter.pk])).content.decode()
    half = list(media.rglob("*.pdf"))

    storage()
    client.post(reverse("documents:retry", args=[letter.pk]))
    run_all_due()

    letter.refresh_from_db()
    assert (job.state, job.attempts, half) == ("failed", 1, [])
    assert "Penyimpanan berkas penuh" in page
    assert (letter.number_seq, letter.content["opening"]) == (1, words(world).content["opening"])
    assert letter.file.size == letter.octets


def test_a_full_storage_costs_no_agenda_number_and_tells_whoever_uploads(client, world, media, storage):
    storage("FullStorage")
    client.force_login(world.staff)
    data = {
        "received_on": "2020-04-02",
        "sender": "A",
        "title": "B",
        "kind": "letter",
        "manner": "ordinary",
        "version": 0,
    }

    answer = client.post(reverse("documents:incoming_new"), data | {"scan": pdf()})
    storage()

    assert (answer.status_code, IncomingLetter.objects.count(), list(media.rglob("*.pdf"))) == (507, 0, [])
    assert "Penyimpanan berkas penuh" in answer.content.decode()
    assert entered(world).agenda_seq == 1


def test_a_full_storage_fails_a_dossier_with_its_reason_and_it_can_be_tried_again(world, media, storage):
    dossier = ask_dossier("schools.School", world.school.pk, by=world.staff)
    storage("FullStorage")
    run_all_due()
    failed = dossier.job
    left = list(media.rglob("*.zip"))

    storage()
    ask_dossier("schools.School", world.school.pk, by=world.staff)
    run_all_due()

    assert (failed.state, "Penyimpanan berkas penuh" in failed.error, left) == ("failed", True, [])
    assert Dossier.objects.get().made_at is not None


def test_a_worker_that_dies_between_file_and_row_is_followed_by_one_that_does_both(world, media, storage):
    letter = issued(world)
    storage("DeadlyStorage")
    with pytest.raises(SystemExit):
        run(claim_next())
    letter.refresh_from_db()
    left = [path.name for path in media.rglob("*.pdf")]
    half_way = (letter.sha256, Event.objects.filter(verb="letter.rendered").count())

    storage()
    Job.objects.update(claimed_at="2020-01-01T00:00:00Z")
    run_all_due()

    letter.refresh_from_db()
    assert (left, half_way) == ([f"{letter.code}.pdf"], (None, 0))
    assert [path.stat().st_size for path in media.rglob("*.pdf")] == [letter.octets]
    assert Event.objects.filter(verb="letter.rendered").count() == 1


def verify(client, letter, content=None):
    posted = {"file": SimpleUploadedFile("surat.pdf", content)} if content else None
    address = reverse("documents:verify", args=[letter.code])
    return (client.post(address, posted) if posted else client.get(address)).content.decode()


def test_a_letter_somebody_has_changed_is_not_the_same(client, world):
    letter = issued(world)
    run_all_due()
    letter.refresh_from_db()
    with letter.file.open() as file:
        content = file.read()
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.pages.append(document.pages[0])
        document.save(changed)

    assert "Sama.</b>" in verify(client, letter, content)
    assert "Berbeda.</b>" in verify(client, letter, changed.getvalue())
    assert "Berbeda.</b>" in verify(client, letter, content.replace(b"%PDF-1.7", b"%PDF-1.6"))


STEPS = {
    "signed": (signed, "head"),
    "sent": (lambda letter, by: services.send(letter.pk, by=by), "staff"),
    "received": (lambda letter, by: services.receive(letter.pk, by=by), "operator"),
}
WAY = ["issued", *STEPS]


@pytest.mark.parametrize("state", WAY)
def test_a_withdrawn_letter_says_so_and_tells_nothing_of_people_or_reasons(client, world, state):
    letter = issued(world, recipient=world.dinas_kampar)
    for verb, person in list(STEPS.values())[: WAY.index(state)]:
        verb(letter, getattr(world, person))
    services.cancel(letter.pk, by=world.staff, reason=f"Salah menyebut {world.operator.full_name}.")

    text = verify(client, letter)

    assert "telah dibatalkan oleh penerbitnya" in text
    assert all(person.full_name not in text for person in (world.operator, world.staff, world.head))


@pytest.mark.parametrize("move", ["", "initial", "cancel"])
def test_what_was_never_issued_is_unknown(client, world, move):
    draft = services.draft(words(world, issuer=world.lpmp), by=world.staff)
    if move == "initial":
        services.initial(draft.pk, by=world.staff)
    if move == "cancel":
        services.cancel(draft.pk, by=world.staff, reason="Tidak jadi.")

    assert "tidak dikenal" in verify(client, draft)


def test_who_uploads_into_a_full_storage_is_refused_by_the_service_too(world, storage):
    storage("FullStorage")

    with pytest.raises(NotStored):
        entered(world, scan=pdf())


def test_a_full_storage_signs_nothing_and_the_sheets_wait(client, world, media, storage):
    letter = printed(samples.issued(world, "decree"))
    taken_in(scanned(pictures(letter)), world.staff)
    client.force_login(world.staff)
    address = reverse("documents:confirm_scan", args=[letter.pk])
    storage("FullStorage")
    refused = client.post(address)
    letter.refresh_from_db()
    half = (letter.state, Signature.objects.count(), list(media.rglob("tandatangan/**/*.pdf")))

    storage()
    client.post(address)

    letter.refresh_from_db()
    assert (refused.status_code, "Penyimpanan berkas penuh" in refused.content.decode()) == (507, True)
    assert half == ("issued", 0, [])
    assert letter.state == "signed"


def test_a_full_storage_takes_no_scan(client, world, media, storage):
    client.force_login(world.staff)
    storage("FullStorage")

    answer = client.post(reverse("documents:scans"), {"files": [pdf()]}, follow=True)

    assert "Penyimpanan berkas penuh" in answer.content.decode()
    assert (Scan.objects.count(), list(media.rglob("*.pdf"))) == (0, [])


def test_a_full_storage_issues_no_letter_without_its_logo(world, storage):
    """The frozen copy of the logo cannot be kept: better no letter and no number than a letter without it."""
    world.lpmp.logo.save("lambang.png", ContentFile(png()))
    storage("FullStorage")

    with pytest.raises(NotStored):
        issued(world)

    storage()
    letter = issued(world)
    assert (letter.number_seq, bool(letter.content["letterhead"]["logo"])) == (1, True)


def test_a_full_storage_is_told_to_whoever_brings_a_list_of_schools(client, world, media, storage):
    client.force_login(world.admin)
    storage("FullStorage")

    answer = client.post(reverse("schools:import_new"), {"file": SimpleUploadedFile("a.csv", SATU.encode())})

    assert (answer.status_code, ImportBatch.objects.count(), list(media.rglob("*.csv"))) == (507, 0, [])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_of_whom_half_fail_every_number_is_used_once(world):
    def write(fails):
        with transaction.atomic():
            letter = issued(world)
            if fails:
                raise ValueError
        return letter.number_seq

    outcomes = at_once(*[partial(write, n % 2) for n in range(20)])

    assert sorted(one for one in outcomes if isinstance(one, int)) == list(range(1, 11))
    assert [type(one) for one in outcomes if not isinstance(one, int)] == [ValueError] * 10


def people_in(value):
    """Names, NIP and phones of whoever a letter names, wherever they stand."""
    if isinstance(value, list):
        return {word for inner in value for word in people_in(inner)}
    if not isinstance(value, dict):
        return set()
    own = {str(value.get("name", "")), str(value.get("nip", ""))} if "nip" in value else set()
    return own.union(*(people_in(inner) for inner in value.values())) - {""}


def test_nobody_is_named_to_everybody_whatever_the_kind(client, world):
    letters = [services.issue(draft, by=world.staff) for draft in samples.drafts(world).values()]
    secret = {word for letter in letters for word in people_in(letter.content)}
    secret |= {world.lpmp.head_name, world.dinas_kampar.head_name, world.verifier.full_name, "081234567890"}

    pages = {letter.kind: verify(client, letter) for letter in letters}

    assert len(secret) > 5
    assert [(kind, word) for kind, page in pages.items() for word in secret if len(word) > 4 and word in page] == []
    assert all(letter.kind_name in pages[letter.kind] for letter in letters)


def test_a_withdrawn_letter_that_was_signed_shows_both(client, world):
    letter = signed(printed(issued(world)), world.head)
    services.cancel(letter.pk, by=world.staff, reason="Keliru.")
    with letter.file.open() as file:
        content = file.read()

    page = verify(client, letter, content)

    assert ("telah dibatalkan oleh penerbitnya" in page, "Tanda tangan basah" in page) == (True, True)
    assert letter.signatures.get().sha256 in page
    assert "Keliru" not in page
