"""Does the folder queue lose, halve or double a message?"""

import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from config.transport import options, register

MESSAGES = 150
register()


def connect(folder: Path) -> Connection:
    return Connection("folder://localhost//", transport_options=options("folder://localhost//", folder))


def send(folder: Path, sender: int) -> None:
    """Long bodies, so that a message written in place would be caught half-written."""
    with connect(folder) as link, link.SimpleQueue("work") as queue:
        for number in range(MESSAGES):
            queue.put({"id": [sender, number], "body": "x" * 50_000})


def take(folder: Path, taken: "multiprocessing.Queue[object]", is_all_sent: Event) -> None:
    """Until everything was sent and nothing of it is left."""
    with connect(folder) as link, link.SimpleQueue("work") as queue:
        while not is_all_sent.is_set() or queue.qsize():
            try:
                message = queue.get(timeout=1)
            except Empty:
                continue
            taken.put(message.payload["id"])
            message.ack()
    taken.put(None)


def test_every_message_arrives_once_with_several_writers_and_readers(tmp_path):
    context = multiprocessing.get_context("spawn")
    taken, is_all_sent = context.Queue(), context.Event()
    readers = [context.Process(target=take, args=(tmp_path, taken, is_all_sent)) for _ in range(2)]
    writers = [context.Process(target=send, args=(tmp_path, number)) for number in range(3)]

    for process in [*readers, *writers]:
        process.start()
    for process in writers:
        process.join()
    is_all_sent.set()
    seen = []
    while seen.count(None) < len(readers):
        seen.append(taken.get(timeout=120))
    for process in readers:
        process.join()

    arrived = sorted(tuple(item) for item in seen if item)
    assert arrived == [(sender, number) for sender in range(3) for number in range(MESSAGES)]


def test_messages_come_in_the_order_sent(tmp_path):
    with connect(tmp_path) as link, link.SimpleQueue("work") as queue:
        for number in range(5):
            queue.put(number)

        assert [queue.get(timeout=60).payload for _ in range(5)] == [0, 1, 2, 3, 4]


def test_an_unacknowledged_message_comes_back_when_its_reader_closes(tmp_path):
    with connect(tmp_path) as link, link.SimpleQueue("work") as queue:
        queue.put("kept")
        queue.get(timeout=60)

    with connect(tmp_path) as link, link.SimpleQueue("work") as queue:
        assert queue.get(timeout=60).payload == "kept"


def test_a_queue_can_be_counted_and_emptied(tmp_path):
    with connect(tmp_path) as link, link.SimpleQueue("work") as queue:
        queue.put("one")
        queue.put("two")

        assert queue.qsize() == 2
        assert queue.clear() == 2
        assert queue.qsize() == 0


@pytest.mark.parametrize("url", ["redis://localhost/0", "rediss://h/0", "redis+socket:///s", "folder://localhost//"])
def test_publishing_is_never_retried(url):
    assert options(url, Path("queue"))["max_retries"] == 0
