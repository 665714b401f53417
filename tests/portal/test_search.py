"""Does the search find what the person may see, and nothing else, at a constant cost?"""

import pytest

from tests.cast import make_school

pytestmark = pytest.mark.embedded


@pytest.fixture
def found(client, django_assert_max_num_queries):
    def search(person, words):
        client.force_login(person, backend="accounts.backends.UsernameOrEmail")
        client.get("/bantuan/")
        with django_assert_max_num_queries(10):
            return client.get("/cari/", {"q": words}).content.decode()

    return search


def test_a_school_is_found_by_any_spelling_of_its_name(world, found):
    assert "SD NEGERI 008 LUBUK SAKAI" in found(world.staff, "sdn 8 lubuk")


def test_a_school_is_found_by_its_number(world, found):
    assert "SD NEGERI 008 LUBUK SAKAI" in found(world.staff, world.school.npsn)


def test_a_school_outside_is_not_found(world, found):
    assert "LUBUK SAKAI" not in found(world.operator_siak, "lubuk sakai").replace('value="lubuk sakai"', "")


def test_a_proposal_is_found_by_its_office(world, found):
    proposal = world.proposal(state="draft")

    assert f'href="/program/usulan/{proposal.pk}/"' in found(world.staff, "kampar")


def test_more_than_ten_are_said_to_be_more(world, found):
    for _ in range(12):
        make_school(world.kampar)

    assert '<a href="/sekolah/?q=contoh">lihat semuanya di daftar</a>' in found(world.staff, "contoh")


def test_one_letter_is_too_few(world, found):
    assert "Tulis sedikitnya 2 huruf" in found(world.staff, "a")


def test_nothing_found_says_what_to_try(world, found):
    assert "Tidak ada yang ditemukan" in found(world.staff, "zzzzzz")
