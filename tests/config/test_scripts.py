"""Do the commands behind make say in one line what stands in their way, and leave nothing behind?"""

import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import TOP
from tests.worker import wait_for


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A script with nothing of this test run in its environment but what it is given."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [TOP / "scripts" / script, *arguments]
    return subprocess.run(command, env=keep | environment, capture_output=True, text=True, timeout=300)


def test_a_port_in_use_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = run("run", PORT=port, IMBAS_VAR=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr == (
        f"run: port {port} is not free (Address already in use); choose another: make run PORT=8001\n"
    )


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("run", "run: already running on this data; stop the other one first\n"),
        ("demo", "demo: stop 'make run' first (Ctrl-C)\n"),
    ],
)
def test_data_in_use_is_left_alone(tmp_path, script, said):
    with (tmp_path / "running").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        done = run(script, IMBAS_VAR=str(tmp_path))

    assert (done.returncode, done.stderr) == (1, said)


def test_the_demo_throws_away_only_the_embedded_default(tmp_path):
    done = run("demo", IMBAS_VAR=str(tmp_path), DATABASE_URL="postgres:///imbas")

    assert done.returncode == 1
    assert done.stderr == "demo: DATABASE_URL is set; only the embedded default may be thrown away\n"


def test_who_may_not_install_is_told_what_to_ask_for(tmp_path):
    for name, answer in (("dpkg-query", "false"), ("id", "echo 1000")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n")
        (tmp_path / name).chmod(0o755)

    done = run("setup", "test", PATH=f"{tmp_path}:{os.environ['PATH']}")

    assert done.returncode == 1
    assert done.stderr.startswith("setup: missing Debian packages; run: sudo apt-get install")
    assert {"libpango-1.0-0", "chromium", "postgresql"} <= set(done.stderr.split())


def test_a_second_setup_has_nothing_to_do():
    done = run("setup", "test")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_server_does_not_outlive_a_run_that_was_killed(tmp_path):
    folder = tmp_path / "server"
    folder.mkdir()
    code = f"from tests.services import guard; from pathlib import Path; guard(Path({str(folder)!r}), ['sleep', '60'])"
    killed = f"{code}; print('started', flush=True); import time; time.sleep(60)"

    with subprocess.Popen([sys.executable, "-c", killed], cwd=TOP, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"started\n"
        process.kill()

    assert wait_for(lambda: not folder.exists())


def test_variables_are_read_as_systemd_reads_them(tmp_path):
    variables = Path(tmp_path, "imbas.env")
    variables.write_text('# A=no\nA=a&b $(date) "c"\nB="two words"\nC=\'$(c)\'\nD=\n\nE=x="y"')

    done = run("as-imbas", "bash", "-c", 'echo "$A|$B|$C|$D|$E"', IMBAS_ENV=str(variables))

    assert done.stdout == 'a&b $(date) "c"|two words|$(c)||x="y"\n'
