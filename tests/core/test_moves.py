"""Does one table of moves answer buttons and checks alike?"""

import pytest

from core.errors import NotAllowed
from core.moves import demand_move, move, open_moves

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
