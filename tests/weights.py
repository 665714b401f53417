"""What does a page cost a phone that has never been here? Compressed, with the assets it fetches, without fonts."""

import gzip
import re
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SCHOOL_BUDGET = 14_000
FIRST_VISIT = 50_000
ASSETS = ["node_modules/bootstrap/dist/css/bootstrap.min.css", "static/imbas/app.css", "static/imbas/app.js",
          "static/imbas/ikon.svg"]  # fmt: skip
SENDING_FILES = "static/imbas/arriving.js"  # only where a field takes a file, as htmx only where it is used


def is_light(text: str) -> bool:
    return len(gzip.compress(text.encode())) <= SCHOOL_BUDGET and first_visit(text) <= FIRST_VISIT


def first_visit(text: str) -> int:
    sends_files = re.search(r"<input[^>]*\sdata-arriving=", text)
    assets = [*ASSETS, SENDING_FILES] if sends_files else ASSETS
    return len(gzip.compress(text.encode())) + sum(compressed(name) for name in assets)


@cache
def compressed(name: str) -> int:
    return len(gzip.compress((TOP / name).read_bytes()))
