"""Does one table of moves answer buttons and checks alike?"""

import pytest
from django.template.loader import render_to_string

from core.errors import Incomplete, NotAllowed
from core.moves import Button, buttons, demand_move, demand_reason, move, open_moves

MOVES = {
    "send": move("Kirim", "draft returned", "sent", {"office"}),
    "refuse": move("Tolak", "sent", "returned", {"staff"}, reason=True),
}

pytestmark = pytest.mark.embedded


def test_only_the_moves_of_role_and_state_are_open():
    assert list(open_moves(MOVES, "office", "returned")) == ["send"]
    assert open_moves(MOVES, "office", "sent") == {}


def test_a_refusal_says_whether_role_or_state_is_wrong():
    with pytest.raises(NotAllowed, match="Peran Anda tidak berwenang untuk «Tolak»"):
        demand_move(MOVES, "refuse", "office", "sent", "Dikirim")
    with pytest.raises(NotAllowed, match="statusnya sekarang «Draf»"):
        demand_move(MOVES, "refuse", "staff", "draft", "Draf")


def test_an_open_move_is_handed_out():
    assert demand_move(MOVES, "refuse", "staff", "sent", "Dikirim").target == "returned"


def test_buttons_are_the_open_moves_that_lead_somewhere():
    found = buttons(MOVES, "staff", "sent", {"send": "/kirim/", "refuse": "/tolak/"})

    assert found == [Button("refuse", "Tolak", "/tolak/", reason=True, seen="sent")]
    assert buttons(MOVES, "staff", "sent", {}) == []


def test_a_move_with_a_page_of_its_own_asks_for_the_reason_there():
    found = buttons(MOVES, "staff", "sent", {"refuse": "/tolak/"}, pages=frozenset({"refuse"}))

    assert found == [Button("refuse", "Tolak", "/tolak/", reason=False, is_page=True, seen="sent")]


def test_a_reason_is_demanded_in_so_many_words():
    assert demand_reason("  belum \n lengkap ") == "belum lengkap"
    with pytest.raises(Incomplete, match="Tulis alasannya"):
        demand_reason(" \n")
    with pytest.raises(Incomplete, match="paling panjang 300 huruf; yang ditulis 301"):
        demand_reason("a" * 301)


def test_the_component_works_without_javascript():
    links = {"send": "/kirim/", "refuse": "/tolak/"}
    drawn = buttons(MOVES, "staff", "sent", links) + buttons(MOVES, "office", "draft", links)

    html = render_to_string("components/moves.html", {"buttons": drawn, "csrf_token": "token"})

    assert html.count("<form") == 2
    assert html.count('name="csrfmiddlewaretoken"') == 2
    assert 'name="reason" rows="3" maxlength="300" required' in html
