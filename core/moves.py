"""How a workflow is written down: one table of moves that feeds buttons, checks, documents and tests."""

from collections.abc import Mapping
from typing import NamedTuple

from core.errors import Conflict, Incomplete, NotAllowed


class Move(NamedTuple):
    """One arrow of a workflow. ``label`` is the button; roles are codes of ``accounts.rules.Role``."""

    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    reason: bool = False  # the person must say why


Moves = Mapping[str, Move]
REASON_LENGTH = 300


class Button(NamedTuple):
    """One move as a page offers it. ``is_page``: a link to a page that asks for more, instead of a form."""

    name: str
    label: str
    link: str
    reason: bool = False
    is_page: bool = False
    seen: str = ""  # the state in which the page offered it: who comes too late is told


def move(label: str, sources: str, target: str, roles: set[str] | frozenset[str], *, reason: bool = False) -> Move:
    """``sources`` are state codes separated by blanks, so that a table reads like a table."""
    return Move(label, frozenset(sources.split()), target, frozenset(roles), reason)


def open_moves(moves: Moves, role: str, state: str) -> dict[str, Move]:
    """The moves this role may make now. Buttons and services both ask here."""
    return {name: m for name, m in moves.items() if state in m.sources and role in m.roles}


def demand_move(moves: Moves, name: str, role: str, state: str, state_label: str) -> Move:
    """The move, or ``NotAllowed`` with the reason: wrong role, or wrong state."""
    found = moves[name]
    if role not in found.roles:
        raise NotAllowed(f"Peran Anda tidak berwenang untuk «{found.label}».")
    if state not in found.sources:
        raise NotAllowed(f"«{found.label}» tidak dapat dilakukan: statusnya sekarang «{state_label}».")
    return found


def buttons(
    moves: Moves, role: str, state: str, links: Mapping[str, str], *, pages: frozenset[str] = frozenset()
) -> list[Button]:
    """What ``components/moves.html`` draws: the open moves that have a link, in the order of the table.

    ``links`` says where each move is sent; a move named in ``pages`` is opened as a page of its own first.
    """
    return [
        Button(name, found.label, links[name], found.reason and name not in pages, name in pages, state)
        for name, found in open_moves(moves, role, state).items()
        if name in links
    ]


def demand_unmoved(seen: str, state: str, state_label: str) -> None:
    """``Conflict`` when the thing has moved since the person looked at it. Who saw nothing is not asked."""
    if seen and seen != state:
        raise Conflict(f"Orang lain lebih dahulu: statusnya sekarang «{state_label}». Periksa, lalu putuskan lagi.")


def demand_reason(reason: str) -> str:
    """The reason without surrounding blanks, or ``Incomplete``: history must be able to say why."""
    words = " ".join(reason.split())
    if not words:
        raise Incomplete("Tulis alasannya: langkah ini tercatat bersama alasannya.", [])
    if len(words) > REASON_LENGTH:
        raise Incomplete(f"Alasan paling panjang {REASON_LENGTH} huruf; yang ditulis {len(words)}.", [])
    return words
