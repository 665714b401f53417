"""How long do answers take? A process of its own that asks one address with so many clients at once."""

import http.client
import json
import sys
import threading
import time


def ask(port: int, path: str, cookie: str, times: int, answers: list[float], faults: list[str]) -> None:
    """One client on one connection, as a browser keeps it."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        started = time.perf_counter()
        link.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = link.getresponse()
        answer.read()
        answers.append(time.perf_counter() - started)
        if answer.status != 200:
            faults.append(f"{answer.status} {answer.headers.get('Location', '')}".strip())
    link.close()


def main() -> None:
    """Reads what to do as JSON, prints what came of it as JSON."""
    task = json.loads(sys.argv[1])
    answers: list[float] = []
    faults: list[str] = []
    share = task["requests"] // task["clients"]
    arguments = (task["port"], task["path"], task["cookie"], share, answers, faults)
    clients = [threading.Thread(target=ask, args=arguments) for _ in range(task["clients"])]
    started = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    print(json.dumps({"answers": answers, "faults": faults, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
