"""Are dates, numbers and person numbers written as Indonesian letters write them?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core import formats

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "nol"), (11, "sebelas"), (15, "lima belas"), (20, "dua puluh"), (34, "tiga puluh empat"),
        (100, "seratus"), (113, "seratus tiga belas"), (240, "dua ratus empat puluh"), (1000, "seribu"),
        (1960, "seribu sembilan ratus enam puluh"), (2020, "dua ribu dua puluh"), (100_000, "seratus ribu"),
        (1_000_000, "satu juta"), (215_372, "dua ratus lima belas ribu tiga ratus tujuh puluh dua"),
        (12_500_000, "dua belas juta lima ratus ribu"), (-3, "minus tiga"),
    ],
)  # fmt: skip
def test_numbers_in_words(n, words):
    assert formats.in_words(n) == words


def test_dates_are_long_short_and_in_words():
    day = date(2020, 3, 27)

    assert formats.long_date(day) == "27 Maret 2020"
    assert formats.short_date(day) == "27 Mar 2020"
    assert formats.date_in_words(day) == "Jumat tanggal dua puluh tujuh bulan Maret tahun dua ribu dua puluh"
    assert formats.long_date(None) == "–"


def test_moments_are_told_in_the_zone_of_the_office():
    assert formats.moment(datetime(2020, 3, 27, 18, 5, tzinfo=UTC)) == "28 Mar 2020 01.05 WIB"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1417, 0, "1.417"), (3.75, 2, "3,75"), (Decimal("7.4"), 1, "7,4"), (None, 0, "–"), (0, 0, "0")],
)
def test_numbers_have_points_for_thousands_and_a_decimal_comma(value, places, text):
    assert formats.number(value, places) == text


def test_nip_is_shown_in_its_parts():
    assert formats.nip_spaced("195905121983111001") == "19590512 198311 1 001"
    assert formats.nip_spaced("") == "-"


def test_sizes_are_told_in_kb_and_mb():
    assert [formats.size(n) for n in (None, 400, 148_000, 2_400_000)] == ["0 KB", "1 KB", "148 KB", "2,4 MB"]


def test_a_term_in_a_sentence_keeps_its_abbreviations():
    assert formats.in_sentence("Sekolah Pelaksana SPMI Binaan LPMP") == "sekolah pelaksana SPMI binaan LPMP"
