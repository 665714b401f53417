"""Does a file sent in pieces arrive whole, once, and only for its owner, whatever the network does?"""

import hashlib
import json
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core import arrivals, arrived
from core.errors import NotAllowed
from core.models import Upload
from core.tasks import tidy
from core.uploads import BadUpload

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
CONTENT = bytes(range(256)) * 40
SHA256 = hashlib.sha256(CONTENT).hexdigest()
HALF = len(CONTENT) // 2


@pytest.fixture
def sender(client, world):
    """A browser of the school head that speaks as the script does."""
    client.force_login(world.school_head)
    client.get("/")
    return client


def begun(sender, **more):
    asked = {"purpose": "scan", "name": "pindaian.pdf", "size": len(CONTENT), "sha256": SHA256} | more
    return sender.post(reverse("core:upload_begin"), json.dumps(asked), content_type="application/json",
                       headers={"Accept": "application/json"})  # fmt: skip


def put(sender, upload_id, offset, piece):
    return sender.patch(reverse("core:upload", args=[upload_id]), piece, content_type="application/octet-stream",
                        headers={"Accept": "application/json", "Upload-Offset": str(offset)})  # fmt: skip


def state(sender, upload_id):
    answer = sender.head(reverse("core:upload", args=[upload_id]))
    return answer.status_code, answer.headers.get("Upload-Offset"), answer.headers.get("Upload-Length")


def sent(by, content=CONTENT, purpose="scan"):
    upload = arrivals.begin(purpose, "pindaian.pdf", len(content), by=by)
    return arrivals.append(upload.pk, 0, content, by=by)


def test_a_file_arrives_piece_by_piece(sender, world):
    first = begun(sender)
    upload_id = first.json()["id"]

    half = put(sender, upload_id, 0, CONTENT[:HALF])
    between = state(sender, upload_id)
    whole = put(sender, upload_id, HALF, CONTENT[HALF:])

    assert (first.status_code, half.json()["offset"], between) == (201, HALF, (200, str(HALF), str(len(CONTENT))))
    assert whole.json() == {
        "id": upload_id, "name": "pindaian.pdf", "size": len(CONTENT), "offset": len(CONTENT), "whole": True,
        "used": False,
    }  # fmt: skip
    assert Upload.objects.get().sha256 == SHA256
    assert arrived.received(upload_id, by=world.school_head, purpose="scan").read() == CONTENT


@pytest.mark.parametrize(("offset", "piece"), [(0, CONTENT[:HALF]), (HALF + 5, CONTENT[:9]), (3, b"x")])
def test_a_piece_sent_twice_or_out_of_order_changes_nothing(sender, offset, piece):
    upload_id = begun(sender).json()["id"]
    put(sender, upload_id, 0, CONTENT[:HALF])

    answer = put(sender, upload_id, offset, piece)

    assert (answer.status_code, answer.json()["offset"]) == (409, HALF)
    assert put(sender, upload_id, HALF, CONTENT[HALF:]).json()["whole"] is True


def test_the_same_file_is_continued_from_another_tab(sender):
    upload_id = begun(sender).json()["id"]
    put(sender, upload_id, 0, CONTENT[:HALF])

    other = begun(sender)

    assert (other.json()["id"], other.json()["offset"]) == (upload_id, HALF)


def test_files_without_hash_are_never_taken_for_each_other(sender):
    assert begun(sender, sha256="").json()["id"] != begun(sender, sha256="").json()["id"]


def test_only_the_owner_knows_of_an_upload(sender, world, client):
    upload_id = begun(sender).json()["id"]
    client.force_login(world.admin)

    answers = [client.get(reverse("core:upload", args=[upload_id])), put(client, upload_id, 0, b"x"),
               client.delete(reverse("core:upload", args=[upload_id]))]  # fmt: skip

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Upload.objects.get().received == 0


def test_somebody_not_signed_in_begins_nothing(client, db):
    answer = begun(client)

    assert (answer.status_code, Upload.objects.count()) == (302, 0)


REFUSED = {
    "nothing": ({"size": 0}, "kosong"),
    "no number": ({"size": "12"}, "kosong"),
    "larger than words": ({"size": 10**1000}, "terlalu besar"),
    "too large": ({"size": 11 * 1024 * 1024}, "11,5 MB; paling besar 10 MB"),
    "another purpose": ({"purpose": "film"}, "tidak dikenal"),
}


@pytest.mark.parametrize(("asked", "word"), REFUSED.values(), ids=REFUSED.keys())
def test_what_could_never_be_taken_is_refused_before_it_is_sent(sender, asked, word):
    answer = begun(sender, **asked)

    assert (answer.status_code, word in answer.json()["reason"]) == (422, True)
    assert Upload.objects.count() == 0


def test_a_form_is_no_announcement(sender):
    answer = sender.post(reverse("core:upload_begin"), {"purpose": "scan"}, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["reason"]) == (422, "Permintaan unggahan tidak terbaca.")


def test_a_name_that_is_no_text_is_made_one(sender):
    assert begun(sender, name="pindai\ud800.pdf").json()["name"] == "pindai?.pdf"


@pytest.mark.parametrize("body", ["", "{", "[1]", "7", "[" * 4000])
def test_a_question_that_is_none_is_refused(sender, body):
    answer = sender.post(reverse("core:upload_begin"), body, content_type="application/json",
                         headers={"Accept": "application/json"})  # fmt: skip

    assert (answer.status_code, answer.json()["reason"]) == (422, "Permintaan unggahan tidak terbaca.")


def test_a_form_in_place_of_a_question_is_refused(sender):
    answer = sender.post(reverse("core:upload_begin"), {"name": "foto.jpg"}, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["reason"]) == (422, "Permintaan unggahan tidak terbaca.")


@pytest.mark.parametrize(
    ("offset", "piece", "word"),
    [("", b"x", "tempatnya"), ("-1", b"x", "tempatnya"), (0, b"", "kosong"), (0, bytes(2**20 + 1), "terlalu besar"),
     (0, CONTENT + b"x", "melampaui")],
    ids=["no place", "below nothing", "empty", "too large", "too long"],
)  # fmt: skip
def test_a_piece_that_is_none_changes_nothing(sender, offset, piece, word):
    upload_id = begun(sender).json()["id"]

    answer = put(sender, upload_id, offset, piece)

    assert (answer.status_code, word in answer.json()["reason"]) == (422, True)
    assert state(sender, upload_id) == (200, "0", str(len(CONTENT)))


def test_a_file_damaged_on_its_way_begins_anew(sender):
    upload_id = begun(sender).json()["id"]

    damaged = put(sender, upload_id, 0, CONTENT[:-1] + b"!")
    again = put(sender, upload_id, 0, CONTENT)

    assert (damaged.json()["offset"], damaged.json()["whole"], again.json()["whole"]) == (0, False, True)


def test_a_disk_that_lost_a_piece_is_told_from_where(sender):
    upload_id = begun(sender).json()["id"]
    put(sender, upload_id, 0, CONTENT[:HALF])
    arrivals.path_of(Upload.objects.get()).write_bytes(CONTENT[:10])

    answer = put(sender, upload_id, HALF, CONTENT[HALF:])
    again = put(sender, upload_id, 10, CONTENT[10:])

    assert (answer.status_code, answer.json()["offset"], again.json()["whole"]) == (409, 10, True)


def test_a_full_disk_keeps_what_has_arrived_and_says_so(sender, media):
    upload_id = begun(sender).json()["id"]
    (media / "titipan").mkdir(parents=True)
    arrivals.path_of(Upload.objects.get()).mkdir()

    answer = put(sender, upload_id, 0, CONTENT)

    assert (answer.status_code, "beri tahu admin" in answer.json()["reason"].lower()) == (507, True)
    assert Upload.objects.get().received == 0


def test_a_file_the_disk_lost_after_it_was_whole_is_asked_for_again(world):
    upload = sent(world.school_head)
    arrivals.path_of(upload).unlink()

    with pytest.raises(BadUpload, match="Pilih berkasnya sekali lagi"):
        arrived.received(upload.pk, by=world.school_head, purpose="scan")


def test_half_a_file_of_another_purpose_or_person_is_not_taken(world):
    half = arrivals.begin("scan", "a.pdf", 10, by=world.school_head)
    photo = sent(world.school_head, purpose="photo")

    for number, words in ((half.pk, "baru terkirim 0%"), (photo.pk, "sekali lagi"), ("../1", "sekali lagi")):
        with pytest.raises(BadUpload, match=words):
            arrived.received(number, by=world.school_head, purpose="scan")
    with pytest.raises(BadUpload, match="sekali lagi"):
        arrived.received(photo.pk, by=world.admin, purpose="photo")


def test_nobody_fills_the_disk(world, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST_PENDING", 2)
    first = sent(world.school_head)
    sent(world.school_head)

    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        arrivals.begin("scan", "c.pdf", 9, by=world.school_head)
    arrived.mark_used([first.pk, "x", None, 99999], by=world.school_head)

    assert arrivals.begin("scan", "c.pdf", 9, by=world.school_head).received == 0


def test_too_many_octets_wait_for_no_form(world, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST_OCTETS", len(CONTENT) + 5)
    sent(world.school_head)

    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        arrivals.begin("scan", "c.pdf", 9, by=world.school_head)


def test_what_nobody_came_back_for_is_thrown_away(world, media, django_capture_on_commit_callbacks):
    old, new = sent(world.school_head), sent(world.admin)
    Upload.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    (media / "titipan/999999.bagian").write_bytes(b"of no row")

    with django_capture_on_commit_callbacks(execute=True):
        gone = tidy()

    assert (gone, [path.name for path in (media / "titipan").iterdir()]) == (1, [f"{new.pk}.bagian"])


def test_a_forgotten_upload_is_gone(sender, django_capture_on_commit_callbacks):
    upload_id = begun(sender).json()["id"]
    put(sender, upload_id, 0, CONTENT)
    path = arrivals.path_of(Upload.objects.get())

    with django_capture_on_commit_callbacks(execute=True):
        answer = sender.delete(reverse("core:upload", args=[upload_id]))

    assert (answer.status_code, path.exists(), state(sender, upload_id)[0]) == (204, False, 404)


@pytest.mark.parametrize(
    "wrong",
    [{"size": 0}, {"received": 11}, {"received": 10}, {"sha256": "0" * 64}, {"used_at": timezone.now()}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_database_refuses_what_cannot_be(world, wrong):
    row = {"owner": world.admin, "purpose": "scan", "name": "a", "size": 10, "expires_at": timezone.now()} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(**row)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_tabs_with_the_same_piece_write_it_once(world):
    upload = arrivals.begin("scan", "a.pdf", len(CONTENT), SHA256, by=world.school_head)
    answers = []

    def tab():
        try:
            answers.append(arrivals.append(upload.pk, 0, CONTENT, by=world.school_head).received)
        except arrivals.OutOfStep as wrong:
            answers.append(f"go on at {wrong.offset}")
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab) for _ in range(2)]
    [one.start() for one in tabs]
    [one.join() for one in tabs]

    assert sorted(answers, key=str) == [len(CONTENT), f"go on at {len(CONTENT)}"]
    assert arrivals.path_of(upload).read_bytes() == CONTENT
