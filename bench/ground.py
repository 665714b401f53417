"""What does the ground floor cost? The health page, and the queue of the embedded default."""

import os
import time
from pathlib import Path

from kombu import Connection

from bench.calls import measure_call
from bench.pages import measure_page
from bench.registry import Figures, measurement
from config.transport import options
from core.tasks import heartbeat

MESSAGES = 2_000


def a_live_worker() -> None:
    """The health page is 200 only when a worker lives."""
    heartbeat()


@measurement("health page", needs=a_live_worker, at_most={"sql": 3, "p95": 50})
def health_page() -> Figures:
    return measure_page("/healthz")


def send_and_take() -> str:
    folder = Path(os.environ["IMBAS_BENCH_VAR"], "bench-queue")
    url = "folder://localhost//"
    started = time.perf_counter()
    with Connection(url, transport_options=options(url, folder)) as link, link.SimpleQueue("bench") as queue:
        for number in range(MESSAGES):
            queue.put(number)
        for _ in range(MESSAGES):
            queue.get(timeout=5).ack()
    return f"{2 * MESSAGES / (time.perf_counter() - started):.0f} messages/s in and out"


@measurement("2,000 messages through the folder queue", at_most={"seconds": 10})
def folder_queue() -> Figures:
    return measure_call(send_and_take)
