"""Is every cell read as people and machines write it, and nothing else?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from schools.rules import NPSN, clean_npsn, name_key
from schools.rules.cells import clean_count, clean_degree, clean_form, clean_pair, clean_status, clean_text, mend
from schools.rules.letterhead import example_number, format_fault
from schools.rules.regions import Code, place_key, read_code, regency_kind

WORDS = some.lists(some.sampled_from(["SD", "SDN", "NEGERI", "N", "001", "1", "SWASTA", "AL-IKHLAS", "  ", "Satap"]))


@given(some.one_of(some.text(), some.integers(), some.floats(), some.none(), some.booleans()))
def test_npsn_is_one_of_three_forms_or_refused(value):
    try:
        found = clean_npsn(value)
    except ValueError:
        return

    assert NPSN.fullmatch(found)
    assert clean_npsn(f" '{found.lower()}\xa0") == found


@given(some.integers(0, 99_999_999))
def test_npsn_as_a_number_gets_its_zeros_back(number):
    assert clean_npsn(number) == clean_npsn(float(number)) == f"{number:08d}"


@given(WORDS.map(" ".join))
def test_key_of_a_key_is_itself_and_forgets_case_and_blanks(name):
    key = name_key(name)

    assert name_key(key) == key == name_key(f"  {name.lower()} .")


@given(some.text())
def test_clean_text_is_settled_after_once(text):
    once = clean_text(text)

    assert clean_text(once) == once
    assert "\n" not in once


@given(some.one_of(some.text(), some.floats(), some.integers(), some.none()))
def test_degree_is_finite_or_refused(value):
    try:
        found = clean_degree(value)
    except ValueError:
        return

    assert found is None or math.isfinite(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("SD NEGERI 001 PASIR", "SDN 1 PASIR"), ("SMPS SATU ATAP", "SMP SWASTA SATAP"), ("SD N 010", "sdn.10")],
)
def test_two_spellings_of_a_school_share_their_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("raw", "text"),
    [("SYAFIÃ\x8d", "SYAFIÍ"), ("A â€“ B", "A – B"), ("  a\t b\xa0 ", "a b"), ("-", ""), (None, ""), (12.0, "12"),
     ("Tidak diisi", ""), ("2147483647", ""), ("1910-01-01", ""), ("CÔTE", "CÔTE"), ("Ã", "Ã")],
)  # fmt: skip
def test_text_is_trimmed_mended_and_freed_of_placeholders(raw, text):
    assert clean_text(raw) == text


def test_mending_leaves_what_makes_no_sense():
    assert mend("ñ 漢") == "ñ 漢"


@pytest.mark.parametrize(
    ("raw", "count", "is_doubtful"),
    [("1.693", 1693, False), (1.693, 1693, True), (1.2, 1200, True), ("350", 350, False), (350.0, 350, False),
     ("1,204", 1204, False), ("-", None, False), ("banyak", None, True), (float("nan"), None, True)],
)  # fmt: skip
def test_thousands_points_are_no_decimals(raw, count, is_doubtful):
    found, remark = clean_count(raw)

    assert (found, bool(remark)) == (count, is_doubtful)


@pytest.mark.parametrize(
    ("pair", "position"),
    [((".1150000", "101.28"), (0.115, 101.28)), (("-,15", "101,28"), (-0.15, 101.28)), ((0.5, 101.2), (0.5, 101.2)),
     (("", ""), None), (("0", "0"), None), (("-1", "116"), None), (("91.5", "181.5"), None)],
)  # fmt: skip
def test_positions_as_they_are_written(pair, position):
    assert clean_pair(*pair)[0] == position


def test_status_and_form_come_from_their_columns():
    assert [clean_status(s) for s in ("NEGERI", "s", 1, "2", "")] == ["N", "S", "N", "S", ""]
    assert [clean_form(f)[1] for f in ("SD Umum", "SMALB", "SPK SMA", "PKBM", "")] == ["SD", "SLB", "SMA", "LAIN", ""]


@pytest.mark.parametrize(
    ("text", "level", "chosen", "code"),
    [
        ("14.01", "regency", "", Code("kemendagri", "14.01")),
        ("90100", "regency", "", Code("kemdikbud", "090100")),
        ("1401", "regency", "", None),
        ("1401", "regency", "bps", Code("bps", "1401")),
        ("1401", "regency", "kemendagri", Code("kemendagri", "14.01")),
        ("140102", "district", "", None),
        ("90109", "district", "kemdikbud", Code("kemdikbud", "090109")),
        ("1401010", "district", "", Code("bps", "1401010")),
        ("Kampar", "regency", "", None),
    ],
)
def test_codes_are_never_guessed(text, level, chosen, code):
    assert read_code(text, level, chosen) == code


def test_places_are_compared_without_prefix_and_spelling():
    assert place_key("KAB. KEPULAUAN MERANTI", "regency") == place_key("Kabupaten Kep. Meranti", "regency")
    assert place_key("Prov. D.K.I. Jakarta", "province") == place_key("DKI JAKARTA", "province")
    assert place_key("Kec.Talaga", "district") == place_key("kek. Talaga", "district") == "TALAGA"
    assert place_key("Kota Bangun", "district") == "KOTABANGUN"
    assert [regency_kind(n) for n in ("Kota Dumai", "kab.Siak", "Siak")] == ["city", "regency", ""]


def test_number_formats_say_what_is_wrong_with_them():
    assert example_number("{seq4}/{unit}/{month_roman}/{year}", "DISDIK") == "0012/DISDIK/III/2020"
    assert "tidak dikenal" in format_fault("{seq}/{tahun}")
    assert "berpasangan" in format_fault("{seq}/{year")
    assert "harus memuat" in format_fault("{unit}/{year}")
