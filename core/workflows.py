"""How the workflows of all apps are drawn from their tables of moves, so that the drawing is never out of date."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from core.moves import Move, Moves

HEAD = """# Workflows

Drawn by `manage.py draw_workflows` from the tables of moves that the code itself uses; a test keeps this page true.
Each arrow is a button for the roles named beside it, one function of the services, and one line in the history.
"""


def draw() -> str:
    """Every workflow that an app declares in ``apps.py`` as a chapter with a picture and a table, in Markdown."""
    chapters = [HEAD]
    for config in apps.get_app_configs():
        for title, path in getattr(config, "workflows", {}).items():
            chapters.append(_chapter(title, path))
    return "\n".join(chapters)


def _chapter(title: str, path: str) -> str:
    moves: Moves = import_string(path)
    labels = state_labels(path)
    return "\n".join([f"## {title}", "", f"`{path}`", "", *_picture(moves, labels), "", *_table(moves, labels), ""])


def state_labels(path: str) -> dict[str, str]:
    """Codes and labels of the states a table moves between: ``PROPOSAL_MOVES`` stands beside ``ProposalState``."""
    module, _, table = path.rpartition(".")
    words = table.removesuffix("_MOVES").title().replace("_", "")
    states: Any = getattr(import_module(module), f"{words}State")
    return {str(code): str(label) for code, label in states.choices}


def _picture(moves: Moves, labels: dict[str, str]) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {code}' for code, label in labels.items()]
    lines.append(f"    [*] --> {next(iter(labels))}")
    for move in moves.values():
        lines += [f"    {source} --> {move.target}: {move.label}" for source in _in_order(move, labels)]
    return [*lines, "```"]


def _table(moves: Moves, labels: dict[str, str]) -> list[str]:
    lines = ["| move | label | from | to | who | reason |", "|---|---|---|---|---|---|"]
    for name, move in moves.items():
        sources = ", ".join(labels[source] for source in _in_order(move, labels))
        who = ", ".join(sorted(str(getattr(role, "label", role)) for role in move.roles))
        reason = "required" if move.reason else ""
        lines.append(f"| `{name}` | {move.label} | {sources} | {labels[move.target]} | {who} | {reason} |")
    return lines


def _in_order(move: Move, labels: dict[str, str]) -> list[str]:
    return [code for code in labels if code in move.sources]
