"""Does a worker's memory stay flat over thousands of letters, and what does binding a thousand of them cost?"""

import re
import tempfile
from pathlib import Path

from bench.calls import measure_call
from bench.documents import an_office, issue
from bench.registry import Figures, measurement
from core.jobs import claim_next, run, run_all_due
from documents.models import Letter
from documents.services.binding import bind_pdf

LONG_RUN, WARM, MOST_GROWTH_MB = 2_000, 100, 10
SHEET = 1_000


def resident_mb() -> float:
    """What this process holds now."""
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def long_run() -> str:
    """2,000 letters in one process: memory after the first hundred, and the most and last after it."""
    issue(LONG_RUN)
    seen = []
    for _ in range(LONG_RUN):
        job = claim_next()
        if job is None:
            break
        run(job)
        seen.append(resident_mb())
    warm, later = seen[WARM - 1], seen[WARM:]
    return (
        f"{max(later) - warm:+.1f} MB after the first {WARM} (from {warm:.0f}, last {later[-1]:.0f}, {len(seen)} done)"
    )


@measurement("memory over 2,000 letters", needs=an_office)
def flat_memory() -> Figures:
    figures = measure_call(long_run)
    growth = re.match(r"[+-][\d.]+", figures.note)
    if growth is None or float(growth[0]) > MOST_GROWTH_MB:
        figures.missed.append(f"{figures.note} > {MOST_GROWTH_MB} MB")
    return figures


def a_thousand_letters() -> None:
    an_office()
    issue(SHEET)
    run_all_due()


def bind_all() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "all.pdf")
        for _ in bind_pdf(list(Letter.objects.exclude(sha256=None)), path):
            pass
        return f"{Letter.objects.exclude(sha256=None).count()} letters, {path.stat().st_size / 1e6:.0f} MB"


@measurement("1,000 letters bound into one PDF", needs=a_thousand_letters, at_most={"seconds": 5, "memory_mb": 200})
def binding() -> Figures:
    return measure_call(bind_all)
