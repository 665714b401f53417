"""Which rows does an address or a form name? Whoever types something else than a key names none."""

from collections.abc import Iterable

LONGEST = 18  # digits of the largest key a database holds, less one


def key_of(text: object) -> int | None:
    """The key that stands there: plain digits, no sign, no other script, not more than a database knows."""
    typed = str(text)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST else None


def keys_of(texts: Iterable[object]) -> list[int]:
    """The keys among these, in their order."""
    return [key for text in texts if (key := key_of(text)) is not None]
