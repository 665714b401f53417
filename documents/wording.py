"""What may an editable text of a letter say, what is wrong with one, and what words come of it?

A text is plain: paragraphs or lines, and names in braces that stand for what the letter knows. ``{{`` and ``}}`` are
the braces themselves. Nothing in it is ever run, by Python or by a template.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, NamedTuple

TOKENS = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<name>[^{}]*)\}|(?P<stray>[{}])|(?P<text>[^{}]+)")
NAME = re.compile(r"[a-z][a-z0-9_]*")
# Control characters, and marks that turn the direction of writing: what is read must be what is stored.
UNSEEN = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
MOST_CHARACTERS = 10_000
ORDINALS = [
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
]


class Shape(StrEnum):
    TEXT = "text"  # paragraphs, parted by an empty line
    LINES = "lines"  # every line a point of a list
    POINTS = "points"  # the same, numbered KESATU, KEDUA, …


@dataclass(frozen=True)
class Placeholder:
    """A name in braces: what it gives, and an example that the preview shows."""

    name: str
    says: str
    example: str

    @property
    def typed(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Block:
    """One piece of a letter that staff may word themselves; ``default`` is version 0."""

    name: str
    label: str
    default: str
    placeholders: tuple[Placeholder, ...] = ()
    needs: tuple[str, ...] = ()  # names that must not be dropped
    shape: Shape = Shape.TEXT
    into: str = ""  # the key in the content of the letter, where it is not ``name``; blocks of one key are joined
    when: str = ""  # the value of this name decides whether the block stands in a letter
    help: str = ""
    is_optional: bool = False
    longest: int = 1500
    most_lines: int = 15

    @property
    def key(self) -> str:
        return self.into or self.name

    @property
    def is_list(self) -> bool:
        return self.shape != Shape.TEXT


class Fault(NamedTuple):
    """Why a text cannot be published. Line and column count from 1; 0 where the whole block is meant."""

    block: str
    label: str
    reason: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        where = f", baris {self.line} kolom {self.column}" if self.line else ""
        return f"{self.label}{where}: {self.reason}"


class Token(NamedTuple):
    """A piece of a text: ``name`` is None for words, ``stray`` for a brace without its partner."""

    raw: str
    at: int
    name: str | None = None
    is_stray: bool = False


def tidy(text: str) -> str:
    """The text as it is kept: one kind of line end, no invisible characters, nothing blank at its ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in UNSEEN.sub(" ", lines).split("\n")).strip()


def tokens(text: str) -> Iterator[Token]:
    """Every character of the text, in pieces."""
    for match in TOKENS.finditer(text):
        kind = match.lastgroup
        if kind == "brace":
            yield Token(match[0][0], match.start())
        else:
            yield Token(match[0], match.start(), match["name"] if kind == "name" else None, kind == "stray")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The words. What is no known name stays as it was typed; values are never read again."""
    return "".join(
        token.raw if token.name is None else str(values.get(token.name, token.raw)) for token in tokens(text)
    )


def faults_of(block: Block, text: str) -> list[Fault]:
    """Everything that is wrong with the text of one block, in the order of the text."""
    if not text.strip():
        return [] if block.is_optional else [Fault(block.name, block.label, "tidak boleh kosong.")]
    known = [one.name for one in block.placeholders]
    found = [_fault(block, text, token.at, reason) for token in tokens(text) if (reason := _reason(token, known))]
    named = {token.name for token in tokens(text)}
    found += [
        Fault(block.name, block.label, f"sisipan {{{name}}} wajib ada, tetapi belum ditulis.")
        for name in block.needs if name not in named
    ]  # fmt: skip
    return found + _too_much(block, text)


def _fault(block: Block, text: str, at: int, reason: str) -> Fault:
    before = text[:at]
    return Fault(block.name, block.label, reason, before.count("\n") + 1, at - before.rfind("\n"))


def _reason(token: Token, known: list[str]) -> str:
    if token.is_stray:
        return f"kurung kurawal {token.raw} tidak berpasangan. Untuk menulis kurungnya sendiri, tulis {token.raw * 2}."
    if token.name is None or token.name in known:
        return ""
    if not known:
        return f"sisipan {_short(token.raw)} tidak dikenal; teks ini tidak memakai sisipan."
    near = get_close_matches(token.name.strip().lower(), known, n=1, cutoff=0.5)
    hint = f"Mungkin maksudnya {{{near[0]}}}." if near else f"Yang dikenal: {', '.join(f'{{{one}}}' for one in known)}."
    if NAME.fullmatch(token.name):
        return f"sisipan {_short(token.raw)} tidak dikenal. {hint}"
    return f"{_short(token.raw)} bukan sisipan: di dalam kurung hanya boleh ada namanya. {hint}"


def _short(raw: str) -> str:
    return raw if len(raw) <= 40 else f"{raw[:37]}…}}"


def _too_much(block: Block, text: str) -> list[Fault]:
    found = []
    if len(text) > block.longest:
        reason = f"{len(text)} huruf; paling banyak {block.longest}."
        found.append(Fault(block.name, block.label, reason))
    if block.is_list and len(lines_of(text)) > block.most_lines:
        reason = f"{len(lines_of(text))} butir; paling banyak {block.most_lines}."
        found.append(Fault(block.name, block.label, reason))
    return found


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def all_faults(blocks: Iterable[Block], texts: Mapping[str, str]) -> list[Fault]:
    """What keeps these texts from being published. A block nobody has worded has its default, which has no fault."""
    return [fault for block in blocks for fault in faults_of(block, texts.get(block.name, block.default))]


def compose(blocks: Iterable[Block], texts: Mapping[str, str], values: Mapping[str, str]) -> dict[str, Any]:
    """The words of every block under its key of the content. A value that a block may ask for must be there."""
    content: dict[str, Any] = {}
    numbered = set()
    for block in blocks:
        content.setdefault(block.key, [] if block.is_list else "")
        if block.shape == Shape.POINTS:
            numbered.add(block.key)
        if block.when and not values[block.when]:
            continue
        known = {one.name: values[one.name] for one in block.placeholders}
        _add(content, block, texts.get(block.name, block.default), known)
    return content | {key: [[_ordinal(n), text] for n, text in enumerate(content[key])] for key in numbered}


def _ordinal(n: int) -> str:
    """Beyond the tenth only a draft can be; it is shown, and refused when it is to be published."""
    return ORDINALS[n] if n < len(ORDINALS) else str(n + 1)


def _add(content: dict[str, Any], block: Block, text: str, known: Mapping[str, str]) -> None:
    if block.is_list:
        content[block.key] += [fill(line, known) for line in lines_of(text)]
    else:
        content[block.key] = f"{content[block.key]} {fill(text, known)}".strip()


def examples(blocks: Iterable[Block]) -> dict[str, str]:
    """What every name stands for in a preview; every block is shown."""
    found = {one.name: one.example for block in blocks for one in block.placeholders}
    return {block.when: "ya" for block in blocks if block.when} | found
