"""What does a page cost? SQL and bytes in this process, time and memory through the real server."""

import json
import subprocess
import sys
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import server
from bench.registry import Figures
from tests.services import TOP

WARM_UP = 16


def measure_page(path: str, *, user: Any = None, requests: int = 160) -> Figures:
    """The page at ``path`` as ``user`` (nobody when None), with 1 and with 8 clients, ``requests`` times each."""
    port, pid = server.start()
    browser = Client(headers={"Host": "localhost"})
    if user is not None:
        browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    figures = cost_of(browser, path)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    ask(port, path, cookie, clients=2, requests=WARM_UP)
    figures.p50, figures.p95, _ = ask(port, path, cookie, clients=1, requests=requests)
    figures.p50_8, figures.p95_8, figures.per_second = ask(port, path, cookie, clients=8, requests=requests)
    figures.memory_mb = server.memory_mb(pid)
    return figures


def cost_of(browser: Client, path: str) -> Figures:
    """SQL and bytes of one answer. The first is thrown away: it fills caches."""
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        plain = browser.get(path)
        sql = len(queries)  # the next request empties the list
    if plain.status_code != 200:
        raise RuntimeError(f"{path} answered {plain.status_code}")
    packed = browser.get(path, headers={"Accept-Encoding": "gzip"})
    return Figures(sql=sql, bytes=len(plain.content), gzip_bytes=len(packed.content))


def ask(port: int, path: str, cookie: str, *, clients: int, requests: int) -> tuple[float, float, float]:
    """p50 and p95 in milliseconds, and answers a second."""
    task = {"port": port, "path": path, "cookie": cookie, "clients": clients, "requests": requests}
    command = [sys.executable, "-m", "bench.client", json.dumps(task)]
    found = json.loads(subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout)
    if found["faults"]:
        raise RuntimeError(f"{path}: {len(found['faults'])} answers were not 200, the first: {found['faults'][0]}")
    hundredths = quantiles(found["answers"], n=100, method="inclusive")
    rate = len(found["answers"]) / found["seconds"]
    return round(hundredths[49] * 1000, 1), round(hundredths[94] * 1000, 1), round(rate, 1)
