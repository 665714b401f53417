"""What is said about a school that an office considers?"""

import pytest

from programs.rules import Bond, Standing, imbas_remarks, is_barred, model_remarks

FINE = Standing(level="SD", is_open=True, place="Kab. Kampar", in_area=True, quality="3", quality_label="Menuju SNP 3")
NEAR = Bond("SD", is_same_school=False, distance_km=2.1, same_cluster=True, same_package=None)
SD_SMP = ("SD", "SMP")


def said(remarks):
    return [(remark.weight, remark.rule) for remark in remarks]


def test_a_school_below_snp_may_be_model():
    assert said(model_remarks(FINE, SD_SMP)) == [("ok", "R-2.1-02")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"quality": "5"}, ("error", "R-2.1-02")),
        ({"quality": ""}, ("warning", "R-2.2-01")),
        ({"level": "SMA"}, ("error", "R-3.2-03")),
        ({"level": "SLB"}, ("error", "R-3.2-03")),
        ({"in_area": False}, ("error", "R-3.2-01")),
        ({"is_open": False}, ("error", "R-2.1-01")),
        ({"taken_as": "imbas dari SD X (Dinas Kab. Kampar)"}, ("error", "R-2.3-09")),
        ({"active_since": 2019}, ("warning", "R-2.1-03")),
    ],
)
def test_what_speaks_against_a_model(change, expected):
    remarks = model_remarks(FINE._replace(**change), SD_SMP)

    assert said(remarks) == [expected]
    assert is_barred(remarks) == (expected[0] == "error")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("ok", "R-2.3-04")),
        ({"same_cluster": None}, ("ok", "R-2.3-04")),
        ({"same_cluster": False}, ("warning", "R-2.3-04")),
        ({"distance_km": 25.0}, ("ok", "R-2.3-04")),
        ({"distance_km": 25.1}, ("warning", "R-3.2-06")),
        ({"distance_km": None}, ("ok", "R-2.3-04")),
        ({"same_package": False}, ("warning", "R-3.2-07")),
        ({"model_level": "SMP"}, ("error", "R-3.2-11")),
        ({"is_same_school": True}, ("error", "R-2.3-09")),
    ],
)
def test_what_speaks_against_an_imbas_school(change, expected):
    assert said(imbas_remarks(FINE, SD_SMP, NEAR._replace(**change))) == [expected]


def test_an_active_model_of_an_earlier_year_as_imbas_is_a_warning():
    assert said(imbas_remarks(FINE._replace(active_since=2019), SD_SMP, NEAR)) == [("warning", "R-2.1-03")]


def test_an_imbas_school_that_meets_snp_may_be_imbas():
    assert not is_barred(imbas_remarks(FINE._replace(quality="5"), SD_SMP, NEAR))


def test_the_word_is_gugus_for_sd_and_klaster_above():
    apart = NEAR._replace(same_cluster=False)

    assert imbas_remarks(FINE, SD_SMP, apart)[0].text == "Berbeda gugus dengan sekolah modelnya."
    smp = imbas_remarks(FINE._replace(level="SMP"), SD_SMP, apart._replace(model_level="SMP"))
    assert smp[0].text == "Berbeda klaster dengan sekolah modelnya."
