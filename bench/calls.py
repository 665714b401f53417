"""What does a piece of work cost? Time, SQL and memory of one function in a process of its own."""

import importlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.registry import Figures
from tests.services import TOP


def measure_call(function: Callable[..., Any], *arguments: Any) -> Figures:
    """``function(*arguments)`` once, in a fresh process. It must stand at the top of its file; arguments go as JSON."""
    task = {"module": function.__module__, "name": function.__qualname__, "arguments": arguments}
    done = subprocess.run(
        [sys.executable, "-m", "bench.calls", json.dumps(task)], cwd=TOP, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{function.__qualname__} failed:\n{done.stderr[-3000:]}")
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """In the fresh process: run it, print the figures. What it returns is shown as a note."""
    import django

    django.setup()
    from django.db import connection

    task = json.loads(sys.argv[1])
    function = getattr(importlib.import_module(task["module"]), task["name"])
    statements = 0

    def count(execute: Any, *rest: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*rest)

    started = time.perf_counter()
    with connection.execute_wrapper(count):
        result = function(*task["arguments"])
    figures = {"seconds": round(time.perf_counter() - started, 2), "sql": statements, "memory_mb": peak_mb()}
    print(json.dumps(figures | {"note": "" if result is None else str(result)}))


def peak_mb() -> float:
    """The most memory this process ever had; of its children, which a pool would have, nothing."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return round(int(found[1]) / 1024, 1) if found else 0.0


if __name__ == "__main__":
    main()
