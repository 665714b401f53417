"""How does the embedded default queue messages without a server? As files that appear whole or not at all.

Kombu's own ``filesystem://`` writes a message where readers already look, so a reader can take half of it.
Here a message is written aside and renamed into place, and taken by renaming it away: one reader succeeds.
"""

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu import transport
from kombu.transport import virtual
from kombu.utils.json import dumps, loads


class Channel(virtual.Channel):
    """One folder per queue, one file per message; the name sorts by time of sending."""

    def _folder(self, queue: str) -> Path:
        """The queue's folder, with room aside for what is being written and what is being read."""
        folder = Path(self.connection.client.transport_options["folder"]) / queue
        for part in (folder / "ready", folder / "aside"):
            part.mkdir(parents=True, exist_ok=True)
        return folder

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        folder, name = self._folder(queue), f"{time.time_ns():020}-{uuid.uuid4().hex}"
        (folder / "aside" / name).write_text(dumps(message))
        (folder / "aside" / name).rename(folder / "ready" / name)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        folder = self._folder(queue)
        for name in sorted(os.listdir(folder / "ready")):
            try:
                taken = (folder / "ready" / name).rename(folder / "aside" / f"{name}-taken")
            except FileNotFoundError:
                continue  # another reader was quicker
            message = loads(taken.read_text())
            taken.unlink()
            return message
        raise Empty

    def _size(self, queue: str) -> int:
        return len(os.listdir(self._folder(queue) / "ready"))

    def _purge(self, queue: str) -> int:
        messages = list((self._folder(queue) / "ready").iterdir())
        for message in messages:
            message.unlink(missing_ok=True)
        return len(messages)


class Transport(virtual.Transport):
    """``folder://``: for one machine, and for work whose truth is a row in the database."""

    Channel = Channel
    global_state = virtual.BrokerState()
    polling_interval = 0.25
    default_port = None
    driver_type = driver_name = "folder"

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        self.state = self.global_state

    def driver_version(self) -> str:
        return "1"


FAIL_FAST = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
REDIS = {"socket_connect_timeout": 1, "socket_timeout": 2, "visibility_timeout": 900}


def options(url: str, folder: Path) -> dict[str, Any]:
    """What the broker at ``url`` needs. One that is down costs a page a second, not a storm of retries."""
    if url.startswith("folder:"):
        return FAIL_FAST | {"folder": str(folder)}
    return FAIL_FAST | (REDIS if url.startswith("redis") else {})


def register() -> None:
    """Teach kombu the ``folder`` scheme."""
    transport.TRANSPORT_ALIASES["folder"] = "config.transport:Transport"
