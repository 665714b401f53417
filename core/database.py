"""The one place that knows which database it is: settings that make the two behave alike."""

from typing import Any

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728;"
    ),
}


def connection_options(engine: str) -> dict[str, Any]:
    """What to add to ``DATABASES["default"]`` for ``engine``. One writer at a time on SQLite, no lost locks."""
    if "sqlite" in engine:
        return {"OPTIONS": SQLITE, "CONN_MAX_AGE": 60}
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
