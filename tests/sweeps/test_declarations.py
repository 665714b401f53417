"""Is everything that is declared used, and everything that is used declared? Verbs, rights, jobs, moves, names."""

import re

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from accounts.rules import RIGHTS
from core.events import verbs
from core.jobs import handlers
from portal.menu import ENTRIES
from tests.sweeps.addresses import every_address
from tests.sweeps.sources import SOURCES, TEMPLATES, short

CODE = {short(path): path.read_text() for path in SOURCES}
SERVICES = {name: text for name, text in CODE.items() if "services" in name or name == "core/jobs.py"}
PAGES = {short(path): path.read_text() for path in TEMPLATES}
NAMES = {address.name for address in every_address()}
RECORDED = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")


def test_every_declared_verb_is_recorded_somewhere():
    said = {verb for text in SERVICES.values() for verb in RECORDED.findall(text)}

    assert set(verbs()) - said == set()


def test_every_recorded_verb_is_declared():
    recorded = {
        (name, verb)
        for name, text in SERVICES.items()
        for verb in re.findall(r"""\brecord\(\s*["']([^"'{]+)["']""", text)
    }

    assert {(name, verb) for name, verb in recorded if verb not in verbs()} == set()


@pytest.mark.parametrize("kind", sorted(handlers()))
def test_every_kind_of_work_has_a_handler_that_imports(kind):
    assert callable(import_string(handlers()[kind]))


def workflows():
    for config in apps.get_app_configs():
        for name, path in getattr(config, "workflows", {}).items():
            yield pytest.param(path, id=name)


@pytest.mark.parametrize("path", list(workflows()))
def test_every_move_is_made_by_a_service(path):
    table = path.rpartition(".")[2]
    around = " ".join(text for text in SERVICES.values() if table in text or "_take(" in text or "demand_move" in text)

    assert [move for move in import_string(path) if f'"{move}"' not in around] == []


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_every_right_is_asked_for(right):
    """By a service, a view or a template; the table of the menu alone protects nothing."""
    word = right.replace(".", "_")
    asked = [name for name, text in CODE.items() if f'"{right}"' in text and name != "accounts/rules.py"]
    shown = [name for name, text in PAGES.items() if f"may.{word}" in text]

    assert [name for name in asked + shown if name != "portal/menu.py"] != []


def test_every_address_named_in_a_template_exists():
    named = {
        (page, name) for page, text in PAGES.items() for name in re.findall(r"""{%\s*url\s+["']([\w:-]+)["']""", text)
    }

    assert {(page, name) for page, name in named if name not in NAMES} == set()


def test_every_entry_of_the_menu_exists():
    assert {entry.address for entry in ENTRIES} - NAMES == set()


def test_every_address_named_in_the_portal_exists():
    """``address`` is silent while a page is not built; once all stand, none may be misspelt."""
    named = {
        name
        for file, text in CODE.items()
        if file.startswith("portal/")
        for name in re.findall(r"""address\(\s*["']([\w:-]+)["']""", text)
    }

    assert named - NAMES == set()


def test_addresses_without_placeholder_resolve():
    broken = []
    for address in every_address():
        if not address.kwargs:
            try:
                reverse(address.name)
            except NoReverseMatch:
                broken.append(address.name)

    assert broken == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_every_static_file_named_in_a_template_exists(path):
    named = re.findall(r"{% static ['\"]([^'\"]+)['\"]", path.read_text())

    assert [name for name in named if finders.find(name) is None] == []
