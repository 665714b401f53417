"""Is this PDF of unknown origin our letter, signed? Reads standard input, writes JSON; runs alone, within limits."""

import base64
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

MEMORY, SECONDS = 1024 * 1024 * 1024, 20
PAGES = 5000  # how many there must be says the letter; this only ends the counting


def packed(content: bytes, issued: bytes, roots: list[bytes]) -> bytes:
    """What goes in: a line with the sizes and the roots, then both files."""
    head = {"issued": len(issued), "roots": [base64.b64encode(root).decode() for root in roots]}
    return json.dumps(head).encode() + b"\n" + issued + content


def judge(sent: bytes) -> dict[str, Any]:
    """The finding as plain values; or ``fault``, a word of ``look_through_pdf``, before any signature is looked at."""
    from asn1crypto import x509  # noqa: PLC0415 -- after the limits are set

    from core.confined.look_through_pdf import Fault, look_through  # noqa: PLC0415 -- after the limits are set
    from documents.signing.checking import check  # noqa: PLC0415 -- after the limits are set

    line, _, files = sent.partition(b"\n")
    head = json.loads(line)
    issued, content = files[: head["issued"]], files[head["issued"] :]
    try:
        look_through(content, PAGES)
    except Fault as fault:
        return {"fault": fault.word}
    return asdict(check(content, issued, [x509.Certificate.load(base64.b64decode(root)) for root in head["roots"]]))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.stdout.buffer.write(json.dumps(judge(sys.stdin.buffer.read())).encode())


if __name__ == "__main__":
    main()
