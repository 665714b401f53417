"""Where do the servers of a test run come from? A private PostgreSQL and Redis in temporary folders."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
# Without its sweeper, so that no plan depends on when it came by: tests fill tables that it has just counted as empty.
POSTGRES_SPEED = [
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "autovacuum=off",
]  # fmt: skip


class MissingProgram(RuntimeError):
    """A server this run needs is not installed."""


def find_program(name: str, *folders: Path) -> str:
    """Where ``name`` is installed; says what to do when it is not."""
    path = shutil.which(name, path=os.pathsep.join([*map(str, folders), os.environ["PATH"]]))
    if path is None:
        raise MissingProgram(f"{name} is not installed; `make test` installs it, or says how.")
    return path


def newest_postgres() -> Path:
    """Debian keeps the server's programs off the PATH, one folder a version."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    return max(versions, key=lambda path: int(path.parent.name), default=Path("/usr/bin"))


def start_postgres(*, durable: bool = False) -> str:
    """A new, empty PostgreSQL for this process; it stops when the process ends, however it ends. Its URL.

    ``durable`` writes to disk as a real one does: for measurements.
    """
    folder = Path(tempfile.mkdtemp(prefix="imbas-pg-"))
    as_user = unprivileged(folder)
    programs = newest_postgres()
    initdb = [find_program("initdb", programs), "-D", f"{folder}/data", "-U", "imbas", "-A", "trust"]
    run_quietly([*as_user, *initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
    server = [find_program("postgres", programs), "-D", f"{folder}/data", "-k", str(folder), "-h", ""]
    for setting in ["max_connections=200"] if durable else POSTGRES_SPEED:
        server += ["-c", setting]
    guard(folder, [*as_user, *server])
    psql = [
        find_program("psql"),
        "-h",
        str(folder),
        "-U",
        "imbas",
        "-d",
        "postgres",
        "-c",
        "CREATE DATABASE imbas",
    ]
    wait_until("PostgreSQL", folder, lambda: not subprocess.run(psql, capture_output=True).returncode)
    return f"postgres:///imbas?host={folder}&user=imbas"


def unprivileged(folder: Path) -> list[str]:
    """How to run a command in ``folder`` as somebody other than root, whom PostgreSQL refuses to serve."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def start_redis() -> str:
    """A new Redis for this process, on a socket, keeping nothing. Its URL."""
    folder = Path(tempfile.mkdtemp(prefix="imbas-redis-"))
    socket = folder / "redis.sock"
    guard(folder, [find_program("redis-server"), "--port", "0", "--unixsocket", str(socket), "--save", ""])
    wait_until("Redis", folder, socket.exists)
    return f"redis+socket://{socket}"


def guard(folder: Path, command: list[str]) -> None:
    """Start ``command``; it lives as long as this process holds the pipe."""
    guarded = [str(TOP / "scripts/guard"), str(folder), *command]
    guardian = subprocess.Popen(guarded, stdin=subprocess.PIPE, start_new_session=True, cwd=folder)
    atexit.register(release, guardian)


def release(guardian: subprocess.Popen[bytes]) -> None:
    """Let the server go, and wait until it has gone."""
    if guardian.stdin:
        guardian.stdin.close()
    guardian.wait(timeout=120)


def wait_until(name: str, folder: Path, is_ready: Callable[[], bool], seconds: float = 120) -> None:
    """Return when ``is_ready``; otherwise show what the server wrote."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{name} did not start:\n{(folder / 'log').read_text()[-2000:]}")
        time.sleep(0.05)


def run_quietly(command: list[str]) -> None:
    """Run to the end; its words matter only when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
