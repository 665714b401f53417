"""Who answers while we measure? The real gunicorn with the real settings, on loopback."""

import atexit
import http.client
import os
import re
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.core.management import call_command

from tests.services import TOP
from tests.worker import wait_for


@cache
def start() -> tuple[int, int]:
    """Port and process id of a server that answers; it stops with this process."""
    call_command("collectstatic", "--no-input", verbosity=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
    log = Path(os.environ["IMBAS_BENCH_VAR"], "gunicorn.log")
    with log.open("wb") as output:
        server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], cwd=TOP, stdout=output, stderr=output)
    atexit.register(stop, server)
    wait_for(lambda: answers(port), explain=log.read_text)
    return port, server.pid


def stop(server: subprocess.Popen[bytes]) -> None:
    """Let it finish what it answers, then go."""
    server.terminate()
    server.wait(timeout=30)


def answers(port: int) -> bool:
    """Whether somebody answers there."""
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        link.request("GET", "/.well-known/security.txt")
        return link.getresponse().status < 500
    except OSError:
        return False


def memory_mb(pid: int) -> float:
    """The largest memory any process of the server ever had."""
    family = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{one}/status").read_text()) for one in family]
    return round(max(int(peak[1]) for peak in peaks if peak) / 1024, 1)
