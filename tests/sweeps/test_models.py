"""Do who and when travel together on every model, by a constraint of the database?"""

import pytest
from django.apps import apps

from tests.sweeps.sources import APPS

# Written at creation with a default moment: the person may be the system itself.
BORN_WITH = {"created", "changed", "assigned", "invited", "determined", "received", "uploaded"}


def pairs():
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            names = {field.name for field in model._meta.get_fields()}
            for name in sorted(names):
                stem = name.removesuffix("_at")
                if name.endswith("_at") and f"{stem}_by" in names and model._meta.get_field(name).null:
                    yield pytest.param(model, stem, id=f"{model.__name__}.{stem}")


@pytest.mark.parametrize(("model", "stem"), list(pairs()))
def test_who_and_when_are_together(model, stem):
    pair = {f"{stem}_at__isnull", f"{stem}_by__isnull"}
    found = [c for c in model._meta.constraints if pair <= lookups(getattr(c, "condition", None))]

    assert found != [], f'together("{stem}_at", "{stem}_by", name=…) is missing on {model.__name__}'


def lookups(condition):
    """The lookups a condition is made of, at any depth."""
    if condition is None:
        return set()
    found = set()
    for child in getattr(condition, "children", []):
        found |= {child[0]} if isinstance(child, tuple) else lookups(child)
    return found


def test_moments_that_are_never_empty_are_born_with_their_row():
    never_empty = {
        field.name.removesuffix("_at")
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.name.endswith("_at") and not field.null
    }

    assert never_empty - BORN_WITH <= {"expires", "started", "seen", "updated", "run_after"}
