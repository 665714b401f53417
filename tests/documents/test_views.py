"""Do the pages of letters show what they should, to whom they should?"""

import hashlib

import pytest
from django.urls import reverse

from core.jobs import run_all_due
from documents import services
from documents.models import Letter
from documents.rules import LetterState
from tests.documents import samples
from tests.documents.hands import printed
from tests.documents.test_services import words


def page(client, user, name, *args, query=""):
    client.force_login(user)
    return client.get(reverse(f"documents:{name}", args=args) + query)


@pytest.mark.parametrize("kind", ["f021", "f022", "f023", "official_record", "result_notice", "decree"])
def test_letter_page_shows_the_words_of_every_kind(client, world, kind):
    letter = samples.issued(world, kind)

    answer = page(client, world.staff, "detail", letter.pk)

    assert answer.status_code == 200
    assert letter.title in answer.content.decode()
    assert b"Menunggu" in answer.content


def test_a_school_is_spared_the_facts_of_the_archive(client, world):
    letter = samples.issued(world, "f022")
    letter.school = world.school
    letter.save(update_fields=["school"])

    at_school, at_office = (
        dict(page(client, who, "detail", letter.pk).context["facts"]) for who in (world.school_head, world.staff)
    )

    assert {"Retensi", "Teks"} & at_school.keys() == set()
    assert {"Retensi", "Teks"} & at_office.keys() == {"Retensi", "Teks"}


def test_pdf_can_be_had_once_it_is_ready(client, world):
    letter = services.issue(words(world, content=samples.drafts(world)["f021"].content), by=world.operator)
    assert page(client, world.operator, "file", letter.pk).status_code == 404

    run_all_due()
    answer = page(client, world.operator, "file", letter.pk)

    letter.refresh_from_db()
    assert hashlib.sha256(answer.getvalue()).hexdigest() == letter.sha256
    assert answer["Content-Disposition"] == f'attachment; filename="1-disdik-kr-{letter.letter_date.year}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_letter_page_offers_and_makes_the_moves_of_the_role(client, world):
    letter = samples.issued(world, "decree")
    link = reverse("documents:send", args=[letter.pk]).encode()
    assert link not in page(client, world.operator, "detail", letter.pk).content
    assert link in page(client, world.head, "detail", letter.pk).content

    answer = client.post(reverse("documents:send", args=[letter.pk]), follow=True)

    letter.refresh_from_db()
    assert (letter.state, letter.sent_by) == (LetterState.SENT, world.head)
    assert b"tercatat sudah dikirim" in answer.content


def test_cancelling_needs_a_reason(client, world):
    letter = samples.issued(world, "decree")
    client.force_login(world.staff)

    refused = client.post(reverse("documents:cancel", args=[letter.pk]), {"reason": " "})
    client.post(reverse("documents:cancel", args=[letter.pk]), {"reason": "Nama kepala keliru."})

    letter.refresh_from_db()
    assert (refused.status_code, "Tulis alasannya" in refused.content.decode()) == (409, True)
    assert (letter.state, letter.cancel_reason) == (LetterState.CANCELLED, "Nama kepala keliru.")
    assert b"Nama kepala keliru." in page(client, world.staff, "detail", letter.pk).content


@pytest.mark.parametrize("rows", [1, 20])
def test_register_costs_the_same_for_any_number_of_letters(client, world, rows, django_assert_num_queries):
    for _ in range(rows):
        services.issue(words(world, school=world.school), by=world.operator)
    client.force_login(world.operator)
    client.get(reverse("documents:list"))

    with django_assert_num_queries(9):
        answer = client.get(reverse("documents:list"))

    assert len(answer.context["table"].rows) == rows


@pytest.mark.parametrize("word", ["Usulan", "1/DISDIK", "008", "its npsn"])
def test_register_is_searched_by_number_title_and_school(client, world, word):
    services.issue(words(world, school=world.school), by=world.operator)
    word = word.replace("its npsn", world.school.npsn)

    found = page(client, world.operator, "list", query=f"?q={word}").content
    nothing = page(client, world.operator, "list", query="?q=tidakada").content

    assert b"Usulan Calon Sekolah Model" in found
    assert b"Tidak ada surat" in nothing


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=f021", True), ("kind=decree", False), ("q=Kepala+LPMP", True), ("q=Bupati", False),
        ("since=2020-03-27&until=2020-03-27", True), ("since=2020-03-28", False), ("until=2020-03-26", False),
        ("state=issued", True), ("state=cancelled", False), ("year=2020", True),
        ("q=CODE", True), ("q=NUMBER", True), ("q=NUMBER9", False),
    ],
)  # fmt: skip
def test_register_is_searched_by_each_of_its_fields(client, world, query, found):
    letter = services.issue(words(world, kind="f021", addressee="Kepala LPMP Provinsi Riau"), by=world.operator)
    asked = query.replace("CODE", letter.spaced_code).replace("NUMBER", letter.number)

    answer = page(client, world.operator, "list", query=f"?{asked}")

    assert (letter.number.encode() in answer.content.partition(b"<tbody")[2]) == found


def test_register_downloads_words_and_not_chips(client, world):
    services.issue(words(world), by=world.operator)

    answer = page(client, world.operator, "list", query="?unduh=csv")

    line = b"".join(answer.streaming_content).decode().splitlines()[1]
    assert line.split(";")[2] == "Formulir 02.1 Usulan calon sekolah: Usulan Calon Sekolah Model"
    assert line.split(";")[-2:] == ["Terbit", "Menunggu"]


def test_piece_about_the_pdf_asks_again_until_it_is_ready(client, world):
    letter = samples.issued(world, "f022")
    waiting = page(client, world.staff, "pdf", letter.pk)
    run_all_due()

    ready = page(client, world.staff, "pdf", letter.pk)

    assert b'hx-trigger="every 2s"' in waiting.content
    assert b"hx-trigger" not in ready.content
    assert b"Unduh" in ready.content


def test_failed_pdf_says_why_and_can_be_tried_again(client, world, monkeypatch):
    letter = services.issue(words(world, content={"opening": "Tanpa tabel."}), by=world.operator)
    Letter.objects.filter(pk=letter.pk).update(template_version=99)
    for _ in range(5):
        letter_jobs().update(run_after="2020-01-01T00:00:00Z")
        run_all_due()
    failed = page(client, world.operator, "pdf", letter.pk)

    client.post(reverse("documents:retry", args=[letter.pk]))

    assert b"f021_v99.html" in failed.content
    assert b"Coba lagi" in failed.content
    assert b"Menunggu" in client.get(reverse("documents:pdf", args=[letter.pk])).content


def letter_jobs():
    from core.models import Job

    return Job.objects.filter(kind="documents.render")


def test_everybody_may_check_a_code_and_learns_nothing_personal(client, world):
    letter = samples.issued(world, "decree")
    run_all_due()

    answer = client.get(reverse("documents:verify", args=[letter.spaced_code.lower()]))

    text = answer.content.decode()
    letter.refresh_from_db()
    assert answer.status_code == 200
    assert all(word in text for word in (letter.number, letter.sha256, world.lpmp.name, "Surat keputusan penetapan"))
    assert world.lpmp.head_name not in text
    assert "19640101" not in text


def test_posted_pdf_is_compared(client, world, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    letter = samples.issued(world, "f022")
    run_all_due()
    letter.refresh_from_db()
    address = reverse("documents:verify", args=[letter.code])
    with letter.file.open() as file:
        content = file.read()

    same = client.post(address, {"file": SimpleUploadedFile("a.pdf", content)})
    other = client.post(address, {"file": SimpleUploadedFile("a.pdf", content + b" ")})
    pasted = client.post(address, {"sha256": letter.sha256.upper()})
    nothing = client.post(address, {})

    assert "Sama.</b>" in same.content.decode()
    assert "Berbeda.</b>" in other.content.decode()
    assert "Sama.</b>" in pasted.content.decode()
    assert "Pilih berkas PDF" in nothing.content.decode()


def test_a_true_copy_of_a_cancelled_letter_is_not_called_good(client, world):
    letter = printed(samples.issued(world, "result_notice"))
    services.cancel(letter.pk, by=world.staff, reason="Keliru.")

    page = client.post(reverse("documents:verify", args=[letter.code]), {"sha256": letter.sha256}).content.decode()

    assert ("Sama, tetapi surat ini telah dibatalkan." in page, "alert-success" in page) == (True, False)


def test_a_letter_is_called_by_title_and_number(world):
    letter = samples.issued(world, "result_notice")

    assert str(letter) == f"{letter.title} Nomor {letter.number}"


def test_unknown_code_and_draft_are_not_known(client, world):
    draft = services.draft(words(world), by=world.operator)

    answers = [client.get(reverse("documents:verify", args=[code])) for code in ("AAAAAAAA", draft.code)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert b"tidak dikenal" in answers[1].content


@pytest.mark.parametrize("typed", ["k7qm-4tx2", "K7QM 4TX2", "K7QM4TX2/2/3", "https://imbas.example.go.id/v/K7QM4TX2"])
def test_the_code_is_found_in_whatever_stands_on_the_paper(client, db, typed):
    answer = client.get(reverse("documents:verify_search"), {"kode": typed})

    assert answer.url == reverse("documents:verify", args=["K7QM4TX2"])


def test_a_code_of_slashes_asks_again(client, db):
    assert client.get(reverse("documents:verify_search"), {"kode": "//"}).status_code == 200


def test_code_is_typed_and_asked_too_often(client, world, settings):
    """More than twice the limit: even when the minute turns in between, one of the two minutes is too full."""
    from django.core.cache import cache

    cache.clear()
    settings.VERIFY_PER_MINUTE = 3
    letter = samples.issued(world, "f022")
    typed = client.get(reverse("documents:verify_search"), {"kode": f" {letter.spaced_code.lower()} "})

    answers = [client.get(typed.url).status_code for _ in range(2 * 3 + 1)]

    cache.clear()
    assert typed.url == reverse("documents:verify", args=[letter.code])
    assert (answers[0], set(answers)) == (200, {200, 429})
