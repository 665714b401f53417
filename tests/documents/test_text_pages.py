"""Do the pages of texts show, keep and refuse what they should, to whom they should?"""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from documents import services
from documents.kinds import kinds
from documents.models import LetterText
from documents.texts import standing
from programs import letters
from tests.documents import samples
from tests.documents.test_texts import NEW, publish, save

HOSTILE = "<script>alert(1)</script> {{{{ x }}}}"


def where(world, name="text", *more, kind="f021"):
    return reverse(f"documents:{name}", args=[world.lpmp.pk, kind, *more])


def typed(world, kind="f021", **changed):
    now = standing(kinds()[kind], world.lpmp)
    return now.working | {"seen": now.seen, "note": "", "act": "save"} | changed


@pytest.fixture
def staff(client, world):
    client.force_login(world.staff)
    return client


def test_the_list_tells_what_is_in_force_and_who_is_writing(staff, world):
    publish(world, closing=NEW)
    save(world, "decree", basis="Undang-Undang Dasar;")

    page = staff.get(reverse("documents:texts")).content.decode()
    drafted = staff.get(reverse("documents:texts"), {"keadaan": "konsep"}).content.decode()

    assert "Versi 1" in page
    assert "Formulir 02.1" in page
    assert ("Surat keputusan" in drafted, "Formulir 02.1" in drafted) == (True, False)


def test_the_list_is_downloaded_as_shown(staff, world):
    publish(world, closing=NEW)

    answer = staff.get(reverse("documents:texts"), {"q": "02.1", "unduh": "xlsx"})

    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[0] == ("Jenis surat", "Berlaku", "Diterbitkan", "Oleh", "Konsep")
    assert [row[:2] for row in rows[1:]] == [("Formulir 02.1 Usulan calon sekolah", 1)]


def test_a_search_that_finds_nothing_says_so(staff, world):
    assert "Tidak ada jenis surat" in staff.get(reverse("documents:texts"), {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("versions", [1, 20])
def test_pages_cost_the_same_for_any_number_of_versions(staff, world, versions, django_assert_max_num_queries):
    for n in range(versions):
        publish(world, closing=f"Penutup {n}.")
    for address, most in [(reverse("documents:texts"), 9), (where(world), 10)]:
        staff.get(address)
        with django_assert_max_num_queries(most):
            staff.get(address)


def test_a_draft_is_saved_with_its_faults_shown(staff, world):
    answer = staff.post(where(world, "text_edit"), typed(world, closing="{tahn} dan {"), follow=True)

    page = answer.content.decode()
    assert LetterText.objects.get().blocks["closing"] == "{tahn} dan {"
    assert "Konsep tersimpan. Ada 2 hal yang perlu diperbaiki sebelum terbit." in page
    assert "baris 1, kolom 1: sisipan {tahn} tidak dikenal. Mungkin maksudnya {tahun}." in page
    assert 'href="#id_closing"' in page


def test_publishing_what_is_broken_keeps_it_and_lists_every_fault(staff, world):
    answer = staff.post(where(world, "text_edit"), typed(world, closing="{tahn}", act="publish"), follow=True)

    page = answer.content.decode()
    assert "Teks belum dapat diterbitkan" in page
    assert "{tahn}" in page
    assert LetterText.objects.get().version is None


def test_the_button_of_the_draft_refuses_with_links(staff, world):
    saved = save(world, closing="{tahn}")

    answer = staff.post(where(world, "text_publish"), {"seen": saved.seen})

    assert answer.status_code == 409
    assert f"{where(world, 'text_edit')}#id_closing" in answer.content.decode()


def test_saving_and_publishing_in_one_press(staff, world):
    said = typed(world, closing=NEW, note="lebih singkat", act="publish")

    page = staff.post(where(world, "text_edit"), said, follow=True).content.decode()

    assert "Versi 1 terbit" in page
    assert "lebih singkat" in page
    assert LetterText.objects.get().version == 1


def test_a_preview_keeps_nothing(staff, world):
    page = staff.post(where(world, "text_edit"), typed(world, closing="Coba {daerah}.", act="preview"))

    assert "Coba Kabupaten Contoh." in page.content.decode()
    assert LetterText.objects.count() == 0


def test_the_live_preview_shows_the_letter_and_every_fault(staff, world):
    page = staff.post(where(world, "text_preview"), typed(world, closing=f"{HOSTILE} {{tahn}}")).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }} {tahn}" in page
    assert "<script>" not in page
    assert "Mungkin maksudnya {tahun}." in page
    assert "<html" not in page


@pytest.mark.parametrize(("closing", "told"), [(NEW, False), ("Coba.", True)])
def test_the_preview_tells_what_is_not_stored_yet(staff, world, closing, told):
    save(world, "f021", closing=NEW)

    page = staff.post(where(world, "text_preview"), typed(world, closing=closing)).content.decode()

    assert ("Belum tersimpan" in page) is told


def test_the_preview_as_pdf_is_a_marked_draft_with_what_was_typed(staff, world):
    answer = staff.post(where(world, "text_pdf"), typed(world, closing="Penutup percobaan."))

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    assert "Penutup percobaan." in " ".join(text.split())
    assert "Kode verifikasi" not in text


def test_the_preview_has_nobodys_data(staff, world):
    samples.issued(world, "f021")

    page = staff.get(where(world, "text_edit")).content.decode()

    assert "Dra. Kepala Contoh" not in page
    assert "SD NEGERI 001 CONTOH" not in page.replace("SD NEGERI 001 CONTOH (NPSN 10400001)", "")


def test_the_second_of_two_editors_sees_both_texts(staff, world):
    mine = typed(world, closing="Kata saya.")
    save(world, by=world.admin, closing="Kata rekan.")

    page = staff.post(where(world, "text_edit"), mine).content.decode()
    assert LetterText.objects.get().blocks["closing"] == "Kata rekan."
    assert f"{world.admin} menyimpannya" in page
    assert "[dihapus: </span>rekan" in page
    assert "Kata saya.</textarea>" in page

    again = typed(world, closing="Kata saya.")
    assert f'value="{again["seen"]}"' in page
    staff.post(where(world, "text_edit"), again)
    assert LetterText.objects.get().blocks["closing"] == "Kata saya."


def test_versions_are_compared_word_by_word(staff, world):
    publish(world, closing="Satu dua tiga.")
    publish(world, closing="Satu empat tiga.")

    page = staff.get(where(world, "text_version", 2)).content.decode()
    other = staff.get(where(world, "text_version", 2), {"banding": "0"}).content.decode()

    assert '<del><span class="visually-hidden">[dihapus: </span>dua<' in page
    assert '<ins><span class="visually-hidden">[ditambah: </span>empat<' in page
    assert "dua<" not in other
    assert staff.get(where(world, "text_version", 3)).status_code == 404
    assert staff.get(where(world, "text_version", 2), {"banding": "9"}).status_code == 404
    assert staff.get(where(world, "text_version", 2), {"banding": "-1"}).status_code == 404


def test_an_old_version_is_taken_back_and_dropped_again(staff, world):
    publish(world, closing="Pertama.")
    publish(world, closing="Kedua.")

    taken = staff.post(where(world, "text_restore"), {"version": "1", "seen": typed(world)["seen"]}, follow=True)
    assert "Pertama.</textarea>" in taken.content.decode()
    dropped = staff.post(where(world, "text_discard"), {"seen": typed(world)["seen"]}, follow=True)

    assert "Konsep dibuang." in dropped.content.decode()
    assert list(LetterText.objects.values_list("version", flat=True)) == [2, 1]


def test_a_text_beyond_all_measure_is_shown_again_and_not_kept(staff, world):
    page = staff.post(where(world, "text_edit"), typed(world, closing="a" * 10_001)).content.decode()

    assert "a" * 10_001 in page
    assert LetterText.objects.count() == 0


def test_the_letter_tells_its_version_and_leads_the_lpmp_there(client, world):
    publish(world, closing=NEW)
    letter = services.issue(letters.f021(samples.a_proposal(world)), by=world.operator)
    address = reverse("documents:detail", args=[letter.pk])

    client.force_login(world.staff)
    assert f'<a href="{where(world, "text_version", 1)}">Versi 1</a>' in client.get(address).content.decode()
    client.force_login(world.operator)
    page = client.get(address).content.decode()
    assert ("<dd>Versi 1</dd>" in page, "/surat/teks/" in page) == (True, False)


def test_the_head_reads_and_others_do_not_even_that(client, world):
    client.force_login(world.head)
    page = client.get(where(world)).content.decode()
    assert ("Teks yang berlaku" in page, "Ubah teks" in page) == (True, False)
    assert client.get(where(world, "text_edit")).status_code == 403

    client.force_login(world.operator)
    assert client.get(where(world)).status_code == 403
    assert client.get(reverse("documents:texts")).status_code == 403


def test_a_kind_without_texts_has_no_page(staff, world):
    assert staff.get(where(world, kind="tidak_ada")).status_code == 404
