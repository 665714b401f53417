"""What is kept of a form that arrives after its session has ended, where, and for how long?

In the browser's own (anonymous) session, for an hour: the fields as typed, no passwords, no files. Only the person
who last signed in on this browser gets them back.
"""

import re
import time
from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import get_random_string

NAME = "typed"
FIELD = "_lanjutan"
OWNER_COOKIE = "orang"
KEEP_SECONDS = 3600
MOST_CHARACTERS = 200_000
MOST_FORMS = 5
NEVER_KEPT = re.compile(r"password|passphrase|sandi|csrf|token|secret", re.IGNORECASE)


def keep(
    session: SessionBase, *, path: str, fields: Iterable[tuple[str, list[str]]], files: list[str], owner: str
) -> bool:
    """Keep the form; False when there is nothing in it, or more than an anonymous session may hold."""
    kept = [[name, value] for name, values in fields if not NEVER_KEPT.search(name) for value in values]
    kept = [pair for pair in kept if pair[0] != FIELD]
    if not kept or sum(len(name) + len(value) for name, value in kept) > MOST_CHARACTERS:
        return False
    forms = dict(list(_fresh(session).items())[1 - MOST_FORMS :])
    form = {"path": path, "fields": kept, "files": files, "owner": owner, "at": time.time()}
    session[NAME] = forms | {get_random_string(12): form}
    return True


def _fresh(session: SessionBase) -> dict[str, dict[str, Any]]:
    oldest = time.time() - KEEP_SECONDS
    return {key: form for key, form in session.get(NAME, {}).items() if form["at"] > oldest}


def kept_for(session: SessionBase, owner: str) -> list[dict[str, Any]]:
    """The forms this person may go on with, oldest first. One whose owner is unknown belongs to who comes."""
    return [{"key": key} | form for key, form in _fresh(session).items() if form["owner"] in ("", owner)]


def drop(session: SessionBase, key: str) -> None:
    """Forget one form."""
    forms = session.get(NAME, {})
    if key in forms:
        session[NAME] = {other: form for other, form in forms.items() if other != key}
