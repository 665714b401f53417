"""Which addresses exist? All of them, read from the resolver, so that tomorrow's route is swept tomorrow."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Address(NamedTuple):
    """One route: its name, its path with placeholders, and the view."""

    name: str
    route: str
    view: object

    @property
    def kwargs(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    def fill(self, values: dict[str, object]) -> str:
        """The path for these rows."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), self.route)

    @property
    def is_public(self) -> bool:
        return not getattr(self.view, "login_required", True)


def _walk(patterns: list[URLPattern | URLResolver], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield Address(f"{space}{pattern.name}", here, pattern.callback)


def every_address() -> list[Address]:
    """All routes of the application, in the order of the resolver."""
    return list(_walk(get_resolver().url_patterns, "", ""))
