"""Invariants the database keeps for us, in the words of the domain."""

from django.db.models import CheckConstraint, Q


def together(*fields: str, name: str) -> CheckConstraint:
    """All of ``fields`` are set or none is: who did it and when it was done travel together."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name)


def needs(state: str, *fields: str, name: str) -> CheckConstraint:
    """A row may be in ``state`` only when ``fields`` are set."""
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=~Q(state=state) | every, name=name)


def says(field: str, when: Q, *, name: str) -> CheckConstraint:
    """The text ``field`` is not empty wherever ``when`` holds."""
    return CheckConstraint(condition=~when | ~Q(**{field: ""}), name=name)
