"""What can be measured? Every function under ``@measurement`` in a file of this folder."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field

import bench


@dataclass
class Figures:
    """What one measurement found. What was not measured stays None; milliseconds unless the name says otherwise."""

    name: str = ""
    sql: int | None = None
    bytes: int | None = None
    gzip_bytes: int | None = None
    p50: float | None = None
    p95: float | None = None
    p50_8: float | None = None
    p95_8: float | None = None
    per_second: float | None = None
    seconds: float | None = None
    memory_mb: float | None = None
    note: str = ""
    missed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Measurement:
    """A named measurement, the data it needs, and the budget it has to keep."""

    name: str
    run: Callable[[], Figures]
    needs: Callable[[], object] | None
    at_most: dict[str, float]
    at_least: dict[str, float]

    def judge(self, figures: Figures) -> Figures:
        """Name the figures and note which of the budget they miss."""
        figures.name = self.name
        for name, limit in self.at_most.items():
            if getattr(figures, name) > limit:
                figures.missed.append(f"{name} {getattr(figures, name):g} > {limit:g}")
        for name, limit in self.at_least.items():
            if getattr(figures, name) < limit:
                figures.missed.append(f"{name} {getattr(figures, name):g} < {limit:g}")
        return figures


MEASUREMENTS: dict[str, Measurement] = {}


def measurement(
    name: str,
    *,
    needs: Callable[[], object] | None = None,
    at_most: dict[str, float] | None = None,
    at_least: dict[str, float] | None = None,
) -> Callable[[Callable[[], Figures]], Callable[[], Figures]]:
    """Measure the decorated function's subject as ``name``; ``needs`` builds its data, once however many share it."""

    def register(run: Callable[[], Figures]) -> Callable[[], Figures]:
        if name in MEASUREMENTS:
            raise ValueError(f"two measurements are called {name}")
        MEASUREMENTS[name] = Measurement(name, run, needs, at_most or {}, at_least or {})
        return run

    return register


def find_all() -> dict[str, Measurement]:
    """Read every file of this folder, so that its measurements register."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name != "__main__":
            importlib.import_module(f"bench.{module.name}")
    return MEASUREMENTS
