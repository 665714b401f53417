"""Who sits where on a journey: a browser of its own for each person, and a worker that may come later."""

import pytest

from tests.journeys.steps import DESK, enter
from tests.worker import Worker, wait_until_quiet


@pytest.fixture
def seat(browser, live_server):
    """Sign somebody in, each in a browser of their own."""
    contexts = []

    def sit(person, size=DESK, *, script=True):
        context = browser.new_context(viewport=size, locale="id-ID", java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        enter(page, live_server.url, person)
        return page

    yield sit
    for context in contexts:
        context.close()


@pytest.fixture
def late_worker(transactional_db, tmp_path, media):
    """A real Celery worker that has not come to work yet: ``start()`` it when the page has shown that it waits."""
    from config.celery import app

    app.control.purge()
    worker = Worker(tmp_path / "worker.log")
    yield worker
    worker.kill()
    wait_until_quiet()
