"""Does a sheet name exactly what is missing, and nothing that is not asked for?"""

from datetime import date

import pytest

from programs.checking import MATCHED, Asked, findings_asked, gaps, registered
from schools.models import School

pytestmark = pytest.mark.embedded
ASKED = Asked(model=1, imbas=[(2, "SD 2")], photos=1)


def full(**changes):
    values = {
        "methods": ["visit", "dapodik", "survey", "fgd"], "visited_on": date(2020, 4, 1), "venue": "Sekolah",
        "condition": "Baik", "commitment": "Ya", "flagship": "", "management": "", "motivation": "",
        "witness_name": "Rosmawati", "witness_position": "Pengawas", "result": "fit", "reason": "",
    }  # fmt: skip
    for key in MATCHED:
        values |= {f"match_{key}": "same", f"found_{key}": "", f"why_{key}": ""}
    for school, criterion in findings_asked(ASKED):
        values |= {f"met_{school}_{criterion}": "yes", f"note_{school}_{criterion}": ""}
    return values | changes


def fields(asked=ASKED, **changes):
    return [name for _, name in gaps(full(**changes), asked)]


def test_a_complete_sheet_misses_nothing_and_the_essay_is_free():
    assert gaps(full(), ASKED) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"methods": []}, ["methods"]),
        ({"visited_on": None}, ["visited_on"]),
        ({"visited_on": date(2099, 1, 1)}, ["visited_on"]),
        ({"venue": ""}, ["venue"]),
        ({"condition": ""}, ["condition"]),
        ({"commitment": ""}, ["commitment"]),
        ({"commitment": "", "methods": ["survey"]}, []),
        ({"condition": "", "methods": ["fgd"]}, []),
        ({"witness_name": "", "witness_position": ""}, ["witness_name", "witness_position"]),
        ({"match_name": ""}, ["match_name"]),
        ({"match_name": "", "methods": ["survey"]}, []),
        ({"match_name": "accept"}, ["found_name"]),
        ({"match_name": "accept", "found_name": "SDN 8"}, []),
        ({"match_name": "keep", "found_name": "SDN 8"}, ["why_name"]),
        ({"met_1_committed": ""}, ["met_1_committed"]),
        ({"met_1_committed": "no"}, ["note_1_committed", "result"]),
        ({"met_1_committed": "no", "note_1_committed": "Komite menolak", "result": "not_fit", "reason": "x"}, []),
        ({"met_2_reachable": ""}, ["met_2_reachable"]),
        ({"met_2_fit": "no"}, ["note_2_fit"]),
        ({"met_2_fit": "no", "note_2_fit": "Jauh"}, []),
        ({"met_2_fit": "", "result": "not_fit", "reason": "SNP"}, []),
        ({"result": ""}, ["result"]),
        ({"result": "needs_replacement"}, ["reason"]),
    ],
)
def test_each_gap_leads_to_its_field(changes, missing):
    assert fields(**changes) == missing


def test_a_visit_is_shown_by_a_photo():
    assert fields(ASKED._replace(photos=0)) == ["photos"]
    assert fields(ASKED._replace(photos=0), methods=["survey"]) == []


def test_what_is_registered_is_shown_in_words():
    school = School(
        name="SDN 1", address="Jl. Mawar", village="Sungai Pinang", pupils=1200, latitude=0.5, longitude=101
    )

    found = registered(school)

    assert (found["address"], found["pupils"]) == ("Jl. Mawar, Sungai Pinang", "1.200")
    assert found["coordinates"] == "0.500000, 101.000000"
    assert registered(School(name="SDN 2"))["coordinates"] == registered(School())["pupils"] == ""
