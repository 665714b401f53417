"""Is what README, docs and Makefile claim about files and commands true?"""

import re
import subprocess
import tomllib
from functools import cache
from importlib import import_module
from itertools import chain
from operator import attrgetter
from pathlib import Path

import pytest

from tests.services import TOP

DOCUMENTS = sorted([TOP / "README.md", *(TOP / "docs").rglob("*.md")])
FOLDERS = "config|core|accounts|schools|documents|programs|portal|templates|static|tests|bench|docs|deploy|scripts"
# What runs write, what other machines hold, and the kind that docs/letters.md makes up as its example.
ELSEWHERE = re.compile(r"^(var|node_modules|\.venv)/|[*<{]|XX|/circular")


@cache
def targets() -> set[str]:
    """What make can be asked for."""
    return set(re.findall(r"^([a-z-]+):", (TOP / "Makefile").read_text(), re.M))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_named_exists(document):
    named = set(re.findall(r"`make ([a-z-]+)|^make ([a-z-]+)", document.read_text(), re.M))

    assert {first or second for first, second in named} <= targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_named_exists(document):
    named = re.findall(rf"(?<![\w/.])((?:{FOLDERS}|\.ci)/[\w./*<{{-]+\w)", document.read_text())

    assert [name for name in named if not ELSEWHERE.search(name) and not exists(name)] == []


def exists(name: str) -> bool:
    """As a path of the project, or as the name a template is included by."""
    return (TOP / name).exists() or (TOP / "templates" / name).exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


def glossary() -> list[str]:
    """Every name the glossary gives as existing, from its module on."""
    return re.findall(
        r"`((?:core|accounts|schools|documents|programs)\.[\w.]+)`", (TOP / "docs/glossary.md").read_text()
    )


@pytest.mark.parametrize("name", glossary())
def test_every_name_in_the_glossary_exists(name):
    module, *path = re.match(r"(\w+\.\w+)\.(.+)", name).groups()

    assert attrgetter(path[0])(import_module(module)) is not None


def test_make_help_explains_every_target():
    shown = subprocess.run(["make", "help"], cwd=TOP, capture_output=True, text=True).stdout

    assert set(re.findall(r"make ([a-z-]+)", shown)) >= targets()


@pytest.mark.parametrize("script", sorted((TOP / "scripts").iterdir()), ids=lambda path: path.name)
def test_every_script_says_what_it_does_and_is_sound(script: Path):
    first, second = script.read_text().splitlines()[:2]

    assert (first, second[:2]) == ("#!/usr/bin/env bash", "# ")
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", script], capture_output=True).stderr == b""


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "package-lock.json"])
def test_lock_files_carry_no_address(name):
    assert re.findall(r"\w+://|find-links|index-url|\"resolved\"", (TOP / name).read_text()) == []


def test_what_is_declared_is_locked():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    declared = [re.match(r"[\w-]+", line)[0] for line in chain(project["dependencies"], *extras)]
    locked = (TOP / "requirements-dev.lock").read_text()

    assert [name for name in declared if not re.search(rf"^{name}==", locked, re.M | re.I)] == []
