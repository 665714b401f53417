"""Is what was answered as saved still there when the process that said so is killed (promise 1 of trust)?"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse

from core.models import Event
from programs.models import Verification
from tests.programs.sheets import complete, given, sent
from tests.services import TOP
from tests.worker import wait_for, wait_until_quiet, worker_environment

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
CSRF = "k" * 32
GONE = (OSError, http.client.HTTPException)


class Pages:
    """gunicorn on the database of the test; ``kill`` is kill -9 of all its processes."""

    def __init__(self, client):
        cookies = {settings.SESSION_COOKIE_NAME: client.session.session_key, settings.CSRF_COOKIE_NAME: CSRF}
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py", "--workers", "1"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        self.process = subprocess.Popen(command, cwd=TOP, env=worker_environment(), start_new_session=True)
        wait_for(self.answers)

    def answers(self):
        try:
            return self.post(reverse("accounts:profile"), {})
        except GONE:
            return None

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=120)

    def post(self, path, values):
        """The status of the answer; a killed process gives none."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        body = urlencode(values | {"csrfmiddlewaretoken": CSRF}, doseq=True)
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            link.request("POST", path, body, headers)
            return link.getresponse().status
        finally:
            link.close()


@pytest.fixture
def pages(client, world):
    client.force_login(world.verifier)
    pages = Pages(client)
    yield pages
    pages.kill()
    wait_until_quiet()


def test_no_accepted_save_is_lost_when_the_pages_are_killed(pages, world):
    model = world.group(sent(world), imbas=1)
    given(model, world.verifier)
    values = {name: "" if value is None else value for name, value in complete(model).items()}
    page, tries = reverse("programs:sheet", args=[model.pk]), []

    for seconds in (1, 1.5, 2):
        pages.start()
        save_until_killed(pages, page, values, tries, seconds)
        last = max(n for n, is_accepted in enumerate(tries) if is_accepted)
        assert Verification.objects.get().venue in [f"Ruang {n}" for n in range(last, len(tries))]

    assert sum(tries) <= Event.objects.filter(verb="verification.saved").count() <= len(tries)


def save_until_killed(pages, page, values, tries, seconds):
    """Save again and again until the pages die ``seconds`` after one was accepted; notes whether each try was."""
    death, accepted_before = threading.Timer(seconds, pages.kill), sum(tries)
    while not death.finished.is_set():
        if sum(tries) > accepted_before and death.ident is None:
            death.start()
        version = getattr(Verification.objects.first(), "version", 0)
        try:
            status = pages.post(page, values | {"venue": f"Ruang {len(tries)}", "version": version})
        except GONE:
            if death.ident is None:
                raise
            status = None
        assert status in (302, None)
        tries.append(status == 302)
    death.join()
