"""Does what somebody typed for a key ever reach the database as anything else?"""

import pytest
from django.urls import reverse

from core.keys import key_of, keys_of

pytestmark = pytest.mark.embedded


def test_a_zero_byte_is_answered_before_the_database_is_asked(client, world):
    client.force_login(world.admin)
    zero = "a\x00b"

    answers = [
        client.get("/v/%00"),
        client.get("/cari/", {"q": zero}),
        client.post(reverse("programs:year_close", args=[world.program.pk]), {"reason": zero}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]


@pytest.mark.parametrize("typed", ["", None, "abc", "-1", "1.5", "²", "٣", "9" * 19])
def test_what_is_no_key_names_no_row(typed):
    assert key_of(typed) is None


def test_keys_come_in_their_order_and_the_rest_is_left_out():
    assert keys_of(["3", "x", "1", "²"]) == [3, 1]


def test_a_page_that_is_sent_nonsense_for_a_key_answers(client, world):
    client.force_login(world.operator)
    nonsense = {"program": "abc", "kabkota": "²", "menggantikan": "²"}

    answers = [
        client.post(reverse("programs:proposal_new"), nonsense),
        client.get(reverse("schools:list"), nonsense),
        client.get(reverse("programs:model_new", args=[world.proposal().pk]), nonsense),
    ]

    assert [answer.status_code for answer in answers] == [404, 200, 200]
