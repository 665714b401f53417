"""What happens with schools, places, offices and the files that bring them."""

from schools.services.imports import (
    ask_commit,
    cancel_import,
    check,
    check_import,
    commit,
    commit_import,
    examine,
    upload_import,
)
from schools.services.places import load_places

__all__ = [
    "ask_commit",
    "cancel_import",
    "check",
    "check_import",
    "commit",
    "commit_import",
    "examine",
    "load_places",
    "upload_import",
]
