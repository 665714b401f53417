"""Are merged cells read as people mean them, and are wrong positions named with what they may have meant?"""

import io

import pytest
from openpyxl import Workbook

from core.sheets import read_rows
from schools.models import School
from schools.rules.cells import clean_pair
from tests import files
from tests.cast import make_place, make_school
from tests.schools.test_imports import findings, put_in

pytestmark = pytest.mark.embedded
HEAD = ["NPSN", "Nama Sekolah", "Bentuk", "Status", "Provinsi", "Kabupaten", "Kecamatan", "Lintang", "Bujur"]


def book(rows, merge=()):
    work = Workbook()
    for row in rows:
        work.active.append(row)
    for cells in merge:
        work.active.merge_cells(cells)
    file = io.BytesIO()
    work.save(file)
    return files.upload(file.getvalue(), "gabung.xlsx")


def row(n, kec="Tambang", lat=0.41, lon=101.3, **fields):
    return [f"{10499900 + n}", f"SD CONTOH {n}", "SD", "N", "Riau", "Kab. Kampar", kec, lat, lon]


def test_cells_merged_downwards_are_filled_and_the_column_beside_stays_empty():
    file = book([["a", "b", "c"], ["x", "y", 1], [None, None, 2], [None, None, 3], ["z", None, 4]], ["A2:B4"])

    cells = [found.cells for found in read_rows(file, "xlsx")]

    assert cells == [["a", "b", "c"], ["x", None, 1], ["x", None, 2], ["x", None, 3], ["z", None, 4]]


def test_a_list_with_merged_kabupaten_and_a_merged_head_goes_in(world):
    make_place("district", world.kampar, "Tambang")
    second = [None] * 7 + ["derajat", "derajat"]
    rows = [HEAD, second, row(1), row(2), row(3, kec="Tambang")]
    for later in rows[3:]:
        later[4] = later[5] = later[6] = None

    batch = put_in(book(rows, ["A1:A2", "B1:B2", "E3:E5", "F3:F5", "G3:G5"]))

    schools = School.objects.filter(npsn__startswith="104999")
    assert (batch.new, [str(e) for e in findings(batch, "error")]) == (3, [])
    assert {(s.regency.name, s.district.name) for s in schools} == {("Kampar", "Tambang")}


def test_a_merged_npsn_is_told_as_twice_the_same(world):
    rows = [HEAD, row(1), row(2)]
    rows[2][0] = None

    batch = put_in(book(rows, ["A2:A3"]))

    assert (batch.new, batch.rejected) == (1, 1)
    assert "sudah ada di baris 2" in findings(batch, "error")[0][3]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("101.2867", ".115"), "Mungkin 0.115, 101.287?"),
        (("335210", "101024110"), "Mungkin 0.33521, 101.02411?"),
        ((-197600, 100536100), "Mungkin -0.1976, 100.5361?"),
        (("0.335.210", "101.024.110"), "Mungkin 0.33521, 101.02411?"),
        (("0,335210", "101024110"), "Mungkin 0.33521, 101.02411?"),
        (("91.5", "181.5"), "Koordinat tidak mungkin"),
        (("0", "0"), "nol atau hanya separuh"),
        (("-1", "116"), "bilangan bulat"),
    ],
)
def test_a_position_that_cannot_be_is_left_out_with_what_it_may_have_meant(pair, words):
    position, remark = clean_pair(*pair)

    assert position is None
    assert words in remark


def test_decimal_commas_are_read():
    assert clean_pair("-0,1976", "100,5361") == ((-0.1976, 100.5361), "")


def test_a_lost_minus_sign_near_the_equator_is_found_by_the_neighbours(world):
    """44 km lie between the two, far less than the kab/kota is wide."""
    good = [row(n, lat=0.2 + n / 500, lon=101.3 + n / 500) for n in range(6)]
    wrong = row(7, lat=-0.2012, lon=101.305)

    batch = put_in(book([HEAD, *good, wrong]))

    [(number, column, value, message)] = [f for f in findings(batch, "warning") if "sekecamatan" in f[3]]
    assert (number, column, value) == (8, "Lintang", "-0.2012, 101.305")
    assert "Tanda lintang tampaknya terbalik: 0.2012, 101.305?" in message
    assert School.objects.get(npsn="10499907").latitude == -0.2012


def test_neighbours_on_record_speak_for_a_single_row(world):
    district = make_place("district", world.kampar, "Tambang")
    for n in range(6):
        make_school(world.kampar, district=district, latitude=0.2 + n / 500, longitude=101.3)

    batch = put_in(book([HEAD, row(1, lat=-0.2, lon=101.3)]))

    assert any("terbalik: 0.2, 101.3?" in message for *_, message in findings(batch, "warning"))


def test_a_school_at_the_end_of_a_wide_kecamatan_is_not_doubted(world):
    good = [row(n, lat=0.2 + n / 10, lon=101.3) for n in range(6)]

    batch = put_in(book([HEAD, *good, row(7, lat=0.95, lon=101.3)]))

    assert [f for f in findings(batch, "warning") if "sekecamatan" in f[3]] == []
