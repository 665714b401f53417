"""Does everything that comes in get its agenda number once, keep it, and stay inside its office?"""

import hashlib
import threading
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.models import Event
from core.queries import reference
from documents import services
from documents.models import IncomingLetter
from tests.documents.test_services import words
from tests.files import pdf


def values(**fields):
    usual = {
        "received_on": date(2020, 4, 2), "sender": "Dinas Pendidikan Kabupaten Kampar", "number": "421/77/2020",
        "letter_date": date(2020, 4, 1), "title": "Penyampaian kelengkapan", "kind": "letter", "manner": "ordinary",
        "answers": None, "school": None, "subject": "", "disposition": "",
    }  # fmt: skip
    return usual | fields


def entered(world, by=None, scan=None, **fields):
    return services.register(values(**fields), scan, by=by or world.staff)


def typed(**fields):
    usual = {
        "received_on": "2020-04-02", "sender": "Dinas Kampar", "number": "421/77/2020", "letter_date": "2020-04-01",
        "title": "Penyampaian", "kind": "letter", "manner": "ordinary", "disposition": "", "version": "0",
    }  # fmt: skip
    return usual | fields


@pytest.mark.embedded
def test_agenda_numbers_run_per_office_and_year_beside_the_numbers_of_letters(world):
    services.issue(words(world, issuer=world.lpmp), by=world.staff)

    found = [entered(world), entered(world), entered(world, by=world.operator),
             entered(world, received_on=date(2021, 1, 4)), entered(world)]  # fmt: skip

    assert [row.agenda for row in found] == ["1/2020", "2/2020", "1/2020", "1/2021", "3/2020"]
    assert found[2].institution == world.dinas_kampar


@pytest.mark.embedded
def test_a_failure_gives_the_agenda_number_back_and_a_crossed_out_one_is_not_used_again(world):
    with transaction.atomic():
        entered(world)
        transaction.set_rollback(True)
    first = entered(world)

    services.cross_out(first.pk, by=world.staff, reason="Tercatat dua kali.")

    first.refresh_from_db()
    assert (first.agenda, first.cancel_reason, entered(world).agenda) == ("1/2020", "Tercatat dua kali.", "2/2020")
    with pytest.raises(Conflict, match="sudah dicoret"):
        services.cross_out(first.pk, by=world.staff, reason="Lagi.")


@pytest.mark.embedded
def test_an_agenda_is_seen_and_kept_by_its_own_office_only(world):
    row = entered(world)
    people = [world.staff, world.operator, world.operator_province, world.national, world.school_head, world.verifier]

    seen = [IncomingLetter.objects.visible_to(person).count() for person in people]

    assert seen == [1, 0, 0, 0, 0, 0]
    with pytest.raises(IncomingLetter.DoesNotExist):
        services.cross_out(row.pk, by=world.operator, reason="Bukan milik kami.")
    with pytest.raises(NotAllowed):
        entered(world, by=world.school_head)


@pytest.mark.embedded
def test_the_history_of_a_school_does_not_tell_what_came_in_to_an_office(world):
    row = entered(world, school=world.school, manner="secret")

    assert list(Event.objects.about(world.school)) == []
    assert Event.objects.about(row).count() == 1


@pytest.mark.embedded
def test_a_correction_tells_what_and_the_second_of_two_is_stopped(world):
    row = entered(world)

    services.change_incoming(row.pk, values(disposition="Tindak lanjuti."), None, version=1, by=world.head)

    row.refresh_from_db()
    assert (row.disposition, row.version, row.changed_by) == ("Tindak lanjuti.", 2, world.head)
    assert Event.objects.about(row).first().data["fields"] == "disposisi"
    with pytest.raises(Stale):
        services.change_incoming(row.pk, values(title="Lain"), None, version=1, by=world.staff)
    with pytest.raises(Incomplete, match="hanya untuk surat yang diterima tahun 2020"):
        services.change_incoming(row.pk, values(received_on=date(2021, 1, 2)), None, version=2, by=world.staff)


def test_the_form_registers_with_scan_school_proposal_and_answer(client, world):
    ours = services.issue(words(world, issuer=world.lpmp, recipient=world.dinas_kampar), by=world.staff)
    proposal = world.proposal(
        state="submitted", submitted_at="2020-03-30T00:00Z", submitted_by=world.operator, receipt="TT"
    )
    client.force_login(world.staff)
    data = typed(answers_number=ours.number, npsn=world.school.npsn, subject=reference(proposal))

    answer = client.post(reverse("documents:incoming_new"), data | {"scan": pdf()}, follow=True)

    row = IncomingLetter.objects.get()
    assert (row.answers, row.school, row.subject) == (ours, world.school, reference(proposal))
    assert "nomor agenda 1/2020" in answer.content.decode()
    with row.scan.open() as kept:
        assert hashlib.file_digest(kept, "sha256").hexdigest() == row.scan_sha256
    page = answer.content.decode()
    assert all(text in page for text in (ours.number, world.school.name, str(proposal)))


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client, world):
    client.force_login(world.staff)
    data = typed(received_on="2020-03-01", npsn="00000000", answers_number="9/TAK/ADA", disposition="Segera dibahas")

    page = client.post(reverse("documents:incoming_new"), data | {"scan": SimpleUploadedFile("a.pdf", b"MZ")})

    text = page.content.decode()
    assert IncomingLetter.objects.count() == 0
    assert all(word in text for word in ("Segera dibahas", "00000000", "9/TAK/ADA", "421/77/2020"))
    assert all(word in text for word in ("Tidak ada sekolah", "Tidak ada surat dengan nomor", "tidak mungkin sesudah"))
    assert "Gambar tidak terbaca" in text


def test_a_stale_form_shows_both_values_and_saves_the_second_time(client, world):
    row = entered(world)
    services.change_incoming(row.pk, values(title="Diubah orang lain"), None, version=1, by=world.admin)
    client.force_login(world.staff)
    address = reverse("documents:incoming_edit", args=[row.pk])

    stale = client.post(address, typed(title="Isian saya", version="1"))
    again = client.post(address, typed(title="Isian saya", version="2"))

    row.refresh_from_db()
    text = stale.content.decode()
    assert (stale.status_code, "Diubah orang lain" in text, "Isian saya" in text) == (409, True, True)
    assert 'name="version" value="2"' in text
    assert (again.status_code, row.title) == (302, "Isian saya")


def test_the_scan_is_an_attachment_with_its_own_policy(client, world):
    row = entered(world, scan=pdf())
    bare = entered(world)
    client.force_login(world.staff)

    answer = client.get(reverse("documents:incoming_scan", args=[row.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="surat-masuk-2020-1.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == row.scan_sha256
    assert client.get(reverse("documents:incoming_scan", args=[bare.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 20])
def test_the_agenda_costs_the_same_for_any_number_of_letters(client, world, rows, django_assert_num_queries):
    for _ in range(rows):
        entered(world, school=world.school)
    client.force_login(world.staff)
    client.get(reverse("documents:incoming_list"))

    with django_assert_num_queries(7):
        answer = client.get(reverse("documents:incoming_list"))

    assert len(answer.context["table"].rows) == rows


@pytest.mark.parametrize("word", ["421/77", "Kampar", "kelengkapan", "008", "1/2020"])
def test_the_agenda_is_searched_and_empty_pages_say_so(client, world, word):
    entered(world, school=world.school)
    client.force_login(world.staff)

    found = client.get(reverse("documents:incoming_list"), {"q": word})
    nothing = client.get(reverse("documents:incoming_list"), {"q": "tidakada"})

    assert b"Penyampaian kelengkapan" in found.content
    assert b"Tidak ada surat masuk" in nothing.content


def test_the_agenda_is_exported_as_shown(client, world):
    entered(world, sender="=1+1")
    client.force_login(world.staff)

    answer = client.get(reverse("documents:incoming_list"), {"unduh": "csv"})

    line = b"".join(answer.streaming_content).decode().splitlines()[1]
    assert line.split(";")[:4] == ["1/2020", "2020-04-02", "'=1+1", "421/77/2020 2020-04-01"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_ten_agenda_numbers(world):
    start, numbers, faults = threading.Barrier(10), [], []

    def write():
        try:
            start.wait()
            numbers.append(entered(world).agenda_seq)
        except Exception as fault:  # noqa: BLE001 -- a thread must not die unheard
            faults.append(fault)
        finally:
            connection.close()

    people = [threading.Thread(target=write) for _ in range(10)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert (faults, sorted(numbers)) == ([], list(range(1, 11)))
