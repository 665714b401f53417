"""Is a download what the screen shows, and harmless in a spreadsheet?"""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.lists import csv_lines, download, harmless, xlsx_file

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize("value", ["=1+1", "+62812", "-5 km", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_would_run_is_disarmed(value):
    assert harmless(value) == f"'{value}"


@pytest.mark.parametrize(("value", "shown"), [(3, 3), (2.5, 2.5), (-4, -4), (None, ""), (True, "Ya"), ("SD", "SD")])
def test_other_values_stay_as_they_are(value, shown):
    assert harmless(value) == shown


def test_csv_carries_the_mark_excel_needs():
    assert "".join(csv_lines([["Nama", "NPSN"], ["SD «A»", "10400001"]])) == "\ufeffNama;NPSN\r\nSD «A»;10400001\r\n"


def test_xlsx_is_read_back_as_written():
    with xlsx_file([["Nama"], ["=HYPERLINK(1)"]]) as file:
        sheet = load_workbook(file).active

    assert [cell.value for cell in sheet["A"]] == ["Nama", "'=HYPERLINK(1)"]
    assert sheet["A1"].font.bold


def test_download_is_named_after_list_and_day(db):
    response = download([["a"], ["1"]], "usulan", "xlsx")

    assert response["Content-Disposition"].startswith('attachment; filename="usulan-20')
    assert load_workbook(io.BytesIO(response.getvalue())).active["A2"].value == "1"
    response.close()


@pytest.mark.django_db
def test_a_download_forgets_the_rows_it_has_written():
    from core.lists import _Flow
    from schools.models import Place

    Place.objects.bulk_create(Place(kind="nation", name=f"Negara {n}", code="") for n in range(3))
    rows = Place.objects.order_by("pk")

    assert [row.name for row in _Flow(rows)] == ["Negara 0", "Negara 1", "Negara 2"]
    assert rows._result_cache is None


@pytest.mark.django_db
def test_a_workbook_nobody_would_wait_for_is_refused_with_another_way(client, world, monkeypatch):
    monkeypatch.setattr("core.lists.MOST_IN_XLSX", 2)
    world.schools(2)
    client.force_login(world.staff)

    refused = client.get(reverse("schools:list"), {"unduh": "xlsx"})
    csv = client.get(reverse("schools:list"), {"unduh": "csv"})

    assert refused.status_code == 409
    assert "unduh sebagai CSV" in refused.content.decode()
    assert b"".join(csv.streaming_content).count(b"\r\n") == 4
