"""The program's memory: who did what to which thing, written in the same transaction."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from core.models import Event
from core.queries import reference

if TYPE_CHECKING:
    from accounts.models import User


@cache
def verbs() -> dict[str, str]:
    """The closed list of verbs with their Indonesian sentence, as each app declares it in ``apps.py``."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        found |= getattr(config, "verbs", {})
    return found


def record(
    verb: str, subject: models.Model, *, by: "User | None" = None, within: models.Model | None = None, **data: Any
) -> Event:
    """Write one event. ``within`` is the page whose timeline shows it too.

    An unknown verb is a programming error, not a new kind of history.
    """
    event = _event(verb, subject, within, data, by, by.acting_name if by else "Imbas")
    event.save()
    return event


def record_many(
    verb: str,
    facts: Iterable[tuple[models.Model, models.Model | None, dict[str, Any]]],
    *,
    by: "User | None" = None,
) -> int:
    """The same verb for many subjects at once, as (subject, within, data); how many events were written."""
    name = by.acting_name if by else "Imbas"
    found = [_event(verb, subject, within, data, by, name) for subject, within, data in facts]
    return len(Event.objects.bulk_create(found, batch_size=1000))


def _event(
    verb: str, subject: models.Model, within: models.Model | None, data: dict, by: "User | None", name: str
) -> Event:
    if verb not in verbs():
        raise ValueError(f"{verb} is not a declared verb")
    return Event(
        verb=verb,
        actor=by,
        actor_name=name,
        subject=reference(subject),
        within=reference(within) if within else "",
        data={"subject": str(subject), **data},
    )


class _Blank(dict):
    def __missing__(self, key: str) -> str:
        return "–"


def sentence(event: Event) -> str:
    """What happened, in words: "Usulan dikirim oleh Nurhayati (Staf LPMP)"."""
    words = verbs().get(event.verb, event.verb)
    return words.format_map(_Blank(event.data, actor=event.actor_name))
