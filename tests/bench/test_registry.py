"""Are budgets judged rightly, and do they name figures that exist?"""

from dataclasses import fields

import pytest

from bench import registry
from bench.registry import Figures, Measurement


def test_a_missed_budget_says_by_how_much():
    one = Measurement("list", Figures, None, at_most={"sql": 12, "p50": 60}, at_least={"per_second": 40})

    judged = one.judge(Figures(sql=13, p50=59.5, per_second=20))

    assert (judged.name, judged.missed) == ("list", ["sql 13 > 12", "per_second 20 < 40"])


def test_two_measurements_never_share_a_name(monkeypatch):
    monkeypatch.setattr(registry, "MEASUREMENTS", {})
    registry.measurement("list")(Figures)

    with pytest.raises(ValueError, match="two measurements are called list"):
        registry.measurement("list")(Figures)


def test_budgets_name_figures():
    names = {field.name for field in fields(Figures)}

    for one in registry.find_all().values():
        assert one.at_most.keys() | one.at_least.keys() <= names, one.name
