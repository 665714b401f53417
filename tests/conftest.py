"""What may every test count on? Its own media folder, a worker when it asks, Chromium, no network."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from playwright.sync_api import expect
from pytest_socket import socket_allow_hosts

from tests import cast
from tests.cast import world  # noqa: F401 -- a fixture of every test
from tests.rendered import Rendered
from tests.services import find_program
from tests.worker import Worker, wait_until_quiet

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# How long a page may take to say what a journey waits for: a busy machine is slow, and that is no defect.
PATIENCE = 60_000


def pytest_configure(config: pytest.Config) -> None:
    """Note in every process which templates are drawn; every run tries the same values and takes its time."""
    config.pluginmanager.register(Rendered(), "rendered-templates")
    expect.set_options(timeout=PATIENCE)
    hypothesis.register_profile(
        "repeatable", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis.load_profile("repeatable")


def pytest_runtest_setup() -> None:
    """Servers of this machine only: no test reaches the world. Names, numbers and counters begin anew."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    cast.begin_anew()
    cache.clear()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Uploads and letters of one test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def last_answers(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a page asked for when its test ended is answered before the rows are thrown away."""
    yield
    if "live_server" in request.fixturenames:
        wait_until_quiet()


@pytest.fixture
def celery_worker_process(transactional_db: None, tmp_path: Path, media: Path) -> Iterator[Worker]:
    """A real worker with beat on the test's database and broker; for tests marked ``worker``."""
    from config.celery import app

    app.control.purge()
    worker = Worker(tmp_path / "worker.log").start()
    yield worker
    worker.kill()
    wait_until_quiet()


@pytest.fixture(scope="session")
def playwright(playwright: Any) -> Iterator[Any]:
    """While playwright's loop runs, Django opens a connection of its own, which nobody could close afterwards."""
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, and not a word to the outside."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    return browser_type_launch_args | {
        "executable_path": find_program("chromium"), "args": CHROMIUM, "timeout": 2 * PATIENCE,
    }  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """An Indonesian browser in the time zone of the office."""
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture
def context(context: Any) -> Iterator[Any]:
    """A browser in which an outside request, a script error or a refusal by the CSP fails the journey."""
    complaints: list[str] = []
    context.on("request", lambda request: complaints.append(request.url) if is_outside(request.url) else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda message: complaints.append(message.text) if is_fault(message) else None)
    yield context
    assert complaints == []


def is_outside(url: str) -> bool:
    """Whether a request left this machine."""
    return not url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:"))


def is_fault(message: Any) -> bool:
    """Whether the browser complains of the page; an answer like 403 is the page's own business."""
    return message.type == "error" and "the server responded with a status of" not in message.text
