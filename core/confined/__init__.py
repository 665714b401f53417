"""How does a library written in C open a file of unknown origin? In its own process, with little memory and time."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = 30


class Overrun(Exception):
    """The process died, ran out of memory or out of time; whoever asked is unharmed."""


def run(script: str, content: bytes, *arguments: str, folder: Path = HERE) -> bytes:
    """What the script of the folder says about ``content``. ``Overrun`` when it cannot, for whatever reason."""
    command = [sys.executable, "-I", str(folder / f"{script}.py"), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- our own script; what is foreign goes in as content only
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Overrun(f"{script} took longer than {SECONDS} seconds") from late
    if done.returncode:
        raise Overrun(f"{script} ended with {done.returncode}: {done.stderr[-300:].decode(errors='replace')}")
    return done.stdout
