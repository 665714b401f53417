"""What goes into the dossier of a school or a proposal? Each app declares its own parts; this is what a part says."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from accounts.models import User


class Part(NamedTuple):
    """One file of a dossier: words, or a stored file with the SHA-256 it had when it was kept."""

    name: str
    text: str = ""
    stored: str = ""
    sha256: str = ""
    missing: str = ""  # why there is no file although there should be one


Collector = Callable[[Model, "User"], Iterable[Part]]


@cache
def _collectors() -> list[Collector]:
    """As the apps declare them (``dossier_parts`` in apps.py: a dotted path), from the ground floor upwards."""
    configs = [config for config in apps.get_app_configs() if hasattr(config, "dossier_parts")]
    return [import_string(config.dossier_parts) for config in configs]


def parts_of(subject: Model, user: "User") -> Iterator[Part]:
    """Everything about the subject that this person may see; each name once."""
    names: set[str] = set()
    for collect in _collectors():
        for part in collect(subject, user):
            if part.name not in names:
                names.add(part.name)
                yield part


def as_json(value: Any) -> str:
    """Readable by people too; dates and decimals as text."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
