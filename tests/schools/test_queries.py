"""Do searches find what people type, and do the nearest schools come first?"""

import pytest

from schools.models import School
from schools.rules import distance_km
from tests.cast import make_school

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def test_nearest_come_by_distance_without_oneself_and_other_levels(world):
    here = make_school(world.kampar, latitude=0.5, longitude=101.0)
    far = make_school(world.siak, latitude=1.4, longitude=101.0)
    near = make_school(world.kampar, latitude=0.51, longitude=101.0)
    make_school(world.kampar, "SMP", latitude=0.5, longitude=101.0)
    make_school(world.kampar, latitude=0.5, longitude=101.0, is_open=False)
    School.objects.filter(pk=world.school.pk).update(latitude=None, longitude=None)

    found = School.objects.nearest(here, count=5, level="SD")

    assert [(school.pk, round(school.distance, 3)) for school in found] == [
        (near.pk, round(distance_km(0.5, 101, 0.51, 101), 3)),
        (far.pk, round(distance_km(0.5, 101, 1.4, 101), 3)),
    ]


def test_nearest_of_a_close_ring_is_cut_at_the_count(world):
    here = make_school(world.kampar, latitude=0.5, longitude=101.0)
    for n in range(4):
        make_school(world.kampar, latitude=0.5 + n / 1000, longitude=101.0)

    found = School.objects.nearest(here, count=2)

    assert [round(school.distance, 2) for school in found] == [0.0, 0.11]


def test_nearest_smk_shares_a_package(world):
    here = make_school(world.kampar, "SMK", latitude=0.5, longitude=101.0)
    make_school(world.kampar, "SMK", latitude=0.5, longitude=101.0, packages=["Tata Boga"])
    same = make_school(world.kampar, "SMK", latitude=0.6, longitude=101.0, packages=["Akuntansi", "Teknik Mesin"])

    found = School.objects.nearest(here, level="SMK", packages=["Teknik Mesin"])

    assert list(found) == [same]


def test_school_off_the_map_has_no_nearest(world):
    lost = make_school(world.kampar, latitude=None, longitude=None)

    assert list(School.objects.nearest(lost)) == []


@pytest.mark.parametrize("words", ["sdn 8 lubuk", "SD Negeri 008", "sakai 8 sdn"])
def test_school_is_found_by_any_spelling_of_its_name(world, words):
    make_school(world.kampar, name="SD NEGERI 018 LUBUK BATU")

    assert list(School.objects.named(words)) == [world.school]


def test_school_is_found_by_its_npsn(world):
    assert list(School.objects.named(world.school.npsn[:7])) == [world.school]
