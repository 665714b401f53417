"""How fast is it? ``python -m bench [NAME...]`` measures, prints a table and writes var/bench.json.

Ends with 1 when a budget is missed."""

import json
import os
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

if TYPE_CHECKING:
    from bench.registry import Figures, Measurement

COLUMNS = {
    "sql": "SQL", "bytes": "bytes", "gzip_bytes": "gzip", "p50": "p50 1", "p95": "p95 1", "p50_8": "p50 8",
    "p95_8": "p95 8", "per_second": "req/s 8", "seconds": "s", "memory_mb": "MB",
}  # fmt: skip


def main(wanted: list[str]) -> int:
    """Measure everything, or what has one of ``wanted`` in its name. One that fails does not end the others."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.registry import find_all

    call_command("migrate", verbosity=0)
    chosen = [one for one in find_all().values() if not wanted or any(word in one.name for word in wanted)]
    built: set[object] = set()
    found = []
    print_heading(width := max((len(one.name) for one in chosen), default=4))
    for one in chosen:
        found.append(measure(one, built))
        print_row(found[-1], width)
    write(found)
    return any(figures.missed for figures in found)


def measure(one: "Measurement", built: set[object]) -> "Figures":
    """Build the data, in an empty database, unless the measurement before did; then measure."""
    from django.core.management import call_command

    from bench.registry import Figures
    from core.bulk import refresh_statistics

    try:
        if one.needs and one.needs not in built:
            call_command("flush", interactive=False, verbosity=0)
            built.clear()
            one.needs()
            refresh_statistics()
            built.add(one.needs)
        return one.judge(one.run())
    except Exception as error:  # noqa: BLE001 -- a fault is a finding like others
        return replace(Figures(name=one.name), missed=[f"failed: {error}"])


def print_heading(width: int) -> None:
    print("milliseconds with 1 and with 8 clients; bytes of the HTML, plain and compressed\n")
    print("measurement".ljust(width), *(title.rjust(9) for title in COLUMNS.values()))


def print_row(figures: "Figures", width: int) -> None:
    cells = ["" if getattr(figures, name) is None else f"{getattr(figures, name):g}" for name in COLUMNS]
    notes = [figures.note, *(f"MISSED {miss}" for miss in figures.missed)]
    print(figures.name.ljust(width), *(cell.rjust(9) for cell in cells), "; ".join(filter(None, notes)), flush=True)


def write(found: list["Figures"]) -> None:
    """Beside the data of `make run`, for whoever compares two days."""
    path = Path(__file__).resolve().parent.parent / "var/bench.json"
    path.parent.mkdir(exist_ok=True)
    report = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "cores": os.cpu_count()}
    path.write_text(json.dumps(report | {"figures": [asdict(figures) for figures in found]}, indent=2) + "\n")
    print(f"\nwritten to {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
