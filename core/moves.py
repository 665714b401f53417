"""How a workflow is written down: one table of moves that feeds buttons, checks, documents and tests."""

from collections.abc import Mapping
from typing import NamedTuple

from core.errors import NotAllowed


class Move(NamedTuple):
    """One arrow of a workflow. ``label`` is the button; roles are codes of ``accounts.rules.Role``."""

    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    reason: bool = False  # the person must say why


Moves = Mapping[str, Move]


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
