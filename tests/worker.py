"""How does a test get a real Celery worker? As a process of its own, which it may kill and start again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.services import TOP

PIECES = ["--concurrency=2", "--pool=prefork", "--without-gossip", "--without-mingle", "--without-heartbeat"]


class Worker:
    """A Celery worker on the test database and the test broker. ``kill`` is kill -9 of the whole family."""

    def __init__(self, log: Path, *, beat: bool = True) -> None:
        self.log, self.beat = log, beat
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Worker":
        """Start and wait until it listens."""
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", *PIECES, "--loglevel=INFO"]
        if self.beat:
            command += ["-B"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=TOP, env=worker_environment(), stdout=log, stderr=log, start_new_session=True
            )
        wait_for(lambda: b" ready." in self.log.read_bytes(), explain=self.read_log)
        return self

    def read_log(self) -> str:
        """What the worker wrote since its last start."""
        return self.log.read_text()

    def kill(self) -> None:
        """As the kernel does when memory is short: no farewell, children included."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=120)
        self.process = None


def worker_environment() -> dict[str, str]:
    """The environment of this process, with the test database and the media folder of this test."""
    name = str(connection.settings_dict["NAME"])
    url = os.environ["DATABASE_URL"]
    if connection.vendor == "postgresql":
        before, _, query = url.partition("?")
        url = f"{before.rpartition('/')[0]}/{name}?{query}"
    else:
        url = f"sqlite:///{name}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "JOB_LEASE_SECONDS": str(settings.JOB_LEASE_SECONDS),
    }


def wait_for(condition: Callable[[], Any], *, seconds: float = 120, explain: Callable[[], str] = str) -> Any:
    """What ``condition`` returns as soon as it is true."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"nothing happened in {seconds} s\n{explain()}")
        time.sleep(0.1)
    return value


def wait_until_quiet() -> None:
    """Until nobody else is in the middle of something in this database: a killed worker's last statement goes on."""
    if connection.vendor == "postgresql":
        wait_for(is_quiet)


def is_quiet() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return cursor.fetchone()[0] == 0
