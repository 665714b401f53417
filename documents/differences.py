"""What was taken out of a text, and what put in, word by word?"""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from documents.kinds import LetterKind

WORDS = re.compile(r"\n|[^\S\n]+|\{[^{}\s]*\}|\w+|[^\w\s]")
LONG = 1500


class Piece(NamedTuple):
    """``op``: same, del or ins."""

    op: str
    text: str


class Change(NamedTuple):
    """One block in two versions."""

    label: str
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.op != "same" for piece in self.pieces)


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that are the same and the deleted ones are ``before``; with the inserted ones ``after``."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[Piece] = []
    is_long = max(len(old), len(new)) > LONG  # an exact comparison costs the square of the words
    for op, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=is_long).get_opcodes():
        if op == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece("del", "".join(old[a:b])))
        if d > c:
            found.append(Piece("ins", "".join(new[c:d])))
    return found


def changes(kind: LetterKind, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Every block of the kind, in the order of the letter."""
    return [Change(block.label, word_diff(before[block.name], after[block.name])) for block in kind.blocks]
