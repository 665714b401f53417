"""What happens with schools, places, offices and the files that bring them."""

from schools.services.beginning import begin_lpmp
from schools.services.delegations import begin_delegation, end_delegation
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
from schools.services.schools import correct_school, edit_institution, edit_school, fill_cluster, save_cluster

__all__ = [
    "ask_commit",
    "begin_delegation",
    "begin_lpmp",
    "cancel_import",
    "check",
    "check_import",
    "commit",
    "commit_import",
    "correct_school",
    "edit_institution",
    "edit_school",
    "end_delegation",
    "examine",
    "fill_cluster",
    "load_places",
    "save_cluster",
    "upload_import",
]
