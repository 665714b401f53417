"""Do the books of agenda hold every number of a period, and does the register say how long a letter is kept?"""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from documents import services
from documents.models import Letter
from documents.retention import kept_until
from tests.documents.test_incoming import entered
from tests.documents.test_services import words

SPRING = {"sejak": "2020-03-01", "sampai": "2020-04-30"}


def book(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("documents:agenda"), SPRING | asked)


def issued(world, **fields):
    return services.issue(words(world, **({"issuer": world.lpmp} | fields)), by=world.staff)


def test_the_outgoing_book_holds_withdrawn_numbers_with_their_reason(client, world):
    letters = [issued(world) for _ in range(3)]
    issued(world, letter_date=date(2020, 5, 1))
    issued(world, issuer=world.dinas_siak)
    services.draft(words(world, issuer=world.lpmp), by=world.staff)
    services.cancel(letters[1].pk, by=world.staff, reason="Salah tujuan.")

    page = book(client, world.staff)

    rows = page.context["book"].rows
    assert [row[0] for row in rows] == [1, 2, 3]
    assert rows[1][-2:] == ["Dibatalkan", "Dibatalkan: Salah tujuan."]


def test_the_incoming_book_holds_the_own_offices_letters_of_the_period(client, world):
    entered(world, disposition="Kepada seksi PMS.")
    entered(world, received_on=date(2020, 6, 1))
    entered(world, by=world.operator)

    page = book(client, world.staff, buku="masuk")

    assert [row[0] for row in page.context["book"].rows] == ["1/2020"]
    assert "Kepada seksi PMS." in page.content.decode()


def test_an_empty_month_leads_to_the_last_one_with_letters(client, world):
    client.force_login(world.staff)
    address = reverse("documents:agenda")
    nothing = client.get(address).content.decode()
    issued(world, letter_date=date(2020, 5, 17))

    empty = client.get(address).content.decode()

    assert ["Buka masa terakhir" in page for page in (nothing, empty)] == [False, True]
    assert "?buku=keluar&amp;sejak=2020-05-01" in empty


def test_a_book_is_downloaded_as_a_workbook(client, world):
    issued(world, title="=HYPERLINK()")

    answer = book(client, world.staff, unduh="xlsx")

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    lines = list(sheet.values)
    assert (lines[0][:3], lines[1][4]) == (("No.", "Nomor surat", "Tanggal"), "'=HYPERLINK()")


def test_a_period_that_ends_before_it_begins_is_told(client, world):
    page = book(client, world.staff, sampai="2020-01-01")

    assert "lebih awal daripada tanggal awal" in page.content.decode()
    assert 'value="2020-01-01"' in page.content.decode()
    assert book(client, world.school_head).status_code == 403


@pytest.mark.embedded
def test_the_register_finds_what_was_kept_long_enough_and_deletes_nothing(client, world):
    old = issued(world, letter_date=date(2010, 3, 1))
    issued(world, letter_date=timezone.localdate())
    client.force_login(world.staff)

    page = client.get(reverse("documents:list"), {"retention": "past"})

    assert [row.record.pk for row in page.context["table"].rows] == [old.pk]
    assert Letter.objects.count() == 2


def test_the_page_of_a_letter_says_how_long_it_is_kept_and_what_then(client, world):
    letter = issued(world)
    client.force_login(world.staff)

    text = client.get(letter.get_absolute_url()).content.decode()

    until = kept_until(letter.kind, letter.letter_date)
    assert (until.month, until.day) == (12, 31)
    assert f"sampai 31 Desember {until.year}, lalu" in text
