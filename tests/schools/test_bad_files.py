"""Is every bad upload answered on the page, with its words, and nothing lost, kept or executed?"""

import pytest
from django.urls import reverse

from core import jobs
from core.models import Job
from schools.models import ImportBatch, School
from tests import files
from tests.schools.lists import JENDELA, SATU, jendela

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]

# Refused at the door: the form shows why beside the file.
AT_THE_DOOR = {
    "empty": (lambda: files.upload(b"", "a.csv"), "kosong"),
    "broken": (lambda: files.upload(b"PK\x03\x04 terpotong", "a.xlsx"), "rusak"),
    "password": (files.ole, "kata sandi"),
    "old excel": (lambda: files.ole("a.xls", locked=False), "(.xls)"),
    "macro": (lambda: files.workbook(name="a.xlsm", extra=[("xl/vbaProject.bin", b"x")]), "makro"),
    "bomb": (files.bomb, "mengembang"),
    "renamed html": (lambda: files.upload(b"<html><table>", "a.xls"), "HTML"),
    "renamed photo": (lambda: files.picture(name="a.xlsx"), "JPEG"),
    "renamed excel": (lambda: files.workbook(name="a.csv"), "berakhiran"),
    "program": (lambda: files.upload(b"MZ\x90", "a.csv"), "program"),
}
# Let in, and refused by the check: the page of the import says why.
BY_THE_CHECK = {
    "pupils": (lambda: files.workbook([("No", "Nama", "NISN"), (1, "Budi", "0012345678")]), "data pribadi"),
    "staff": (lambda: files.upload(b"Nama;NIK;NPSN\nSiti;14;1\n", "guru.csv"), "data pribadi"),
    "no header": (lambda: files.upload(b"a,b\n1,2\n", "a.csv"), "Baris judul tidak ditemukan"),
    "no sheet": (lambda: files.workbook(extra=[("xl/worksheets/sheet1.xml", b"<rusak")]), "rusak"),
}


@pytest.mark.parametrize(("make", "word"), AT_THE_DOOR.values(), ids=AT_THE_DOOR.keys())
def test_a_bad_file_is_refused_at_the_door(client, world, make, word):
    client.force_login(world.staff, backend="accounts.backends.UsernameOrEmail")

    page = client.post(reverse("schools:import_new"), {"file": make(), "regency": world.kampar.pk})

    text = page.content.decode()
    assert (page.status_code, word in text, ImportBatch.objects.count()) == (200, True, 0)
    assert f'value="{world.kampar.pk}" selected' in text


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("make", "word"), BY_THE_CHECK.values(), ids=BY_THE_CHECK.keys())
def test_a_wrong_list_is_refused_by_the_check(client, world, make, word):
    client.force_login(world.staff, backend="accounts.backends.UsernameOrEmail")
    schools = School.objects.count()
    client.post(reverse("schools:import_new"), {"file": make()})

    jobs.run_all_due()

    batch = ImportBatch.objects.get()
    page = client.get(batch.get_absolute_url()).content.decode()
    assert (batch.state, word in page, School.objects.count()) == ("refused", True, schools)
    assert Job.objects.get().attempts == 1


def test_a_formula_in_a_cell_stays_text_and_is_harmless_in_the_export(client, world):
    client.force_login(world.staff, backend="accounts.backends.UsernameOrEmail")
    row = SATU.replace("SMP NEGERI 2 CONTOH HULU", '"=HYPERLINK(""http://jahat"",""SMP"")"')
    client.post(reverse("schools:import_new"), {"file": jendela(row)})
    jobs.run_all_due()
    client.post(reverse("schools:import_commit", args=[ImportBatch.objects.get().pk]))
    jobs.run_all_due()

    export = client.get(reverse("schools:list"), {"unduh": "csv", "q": "10499901"})

    assert School.objects.get(npsn="10499901").name.startswith("=HYPERLINK")
    assert "'=HYPERLINK" in b"".join(export.streaming_content).decode()


def test_a_sheet_that_claims_a_million_rows_ends_with_its_values(world):
    from core.sheets import read_rows

    file = files.workbook([("NPSN", "Nama"), *[(None, None)] * 3000, ("10400001", "Jauh")])

    rows = list(read_rows(file, "xlsx"))

    assert [row.number for row in rows] == [1]


def test_windows_text_with_semicolons_and_broken_ends_is_read(world):
    from schools.services import examine

    text = "\r\n".join([JENDELA.replace(",", ";"), SATU.replace(",", ";").replace("CONTOH HULU", "CÔTE")])

    tally = examine(ImportBatch(file=files.upload(text.encode("cp1252"), "excel.csv")))

    assert (tally.new, tally.rejected) == (1, 0)
