"""Which templates did this run draw? One that no test draws may be broken for months, and fails the whole run."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered

from tests.services import TOP

TEMPLATES = TOP / "templates"


class Rendered:
    """Listens in every process of the run; the first one adds up what they heard."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        template_rendered.connect(self.hear)

    def hear(self, template: Any, **kwargs: Any) -> None:
        """Templates made of a string in a test have no name."""
        if isinstance(template.name, str):
            self.names.add(template.name)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Leave the names where the first process finds them; it comes last, when the others have gone."""
        folder = Path(os.environ["IMBAS_TEST_RUN"], "rendered")
        folder.mkdir(exist_ok=True)
        Path(folder, str(os.getpid())).write_text("\n".join(sorted(self.names)))
        if hasattr(session.config, "workerinput") or session.exitstatus or not is_whole(session.config):
            return
        self.missing = never_drawn(folder)
        if self.missing:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    missing: tuple[str, ...] = ()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.missing:
            terminalreporter.section("templates that no test drew", red=True)
            terminalreporter.write_line("\n".join(self.missing))


def is_whole(config: pytest.Config) -> bool:
    """Whether every test was asked for; a part of them cannot draw everything."""
    asked = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return asked and not (config.option.keyword or config.option.markexpr or config.option.lf)


def never_drawn(folder: Path) -> tuple[str, ...]:
    """The templates in the tree that stand in none of the lists."""
    drawn = {name for path in folder.iterdir() for name in path.read_text().split("\n")}
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    return tuple(sorted(there - drawn))
