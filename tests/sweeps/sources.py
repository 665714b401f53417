"""What stands in the tree? Our own files only, as git would see them."""

import ast
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
APPS = ["core", "accounts", "schools", "documents", "programs", "portal"]
CODE = [path for app in [*APPS, "config", "bench"] for path in sorted((TOP / app).rglob("*.py"))]
SOURCES = [path for path in CODE if "migrations" not in path.parts]
MIGRATIONS = [path for path in CODE if "migrations" in path.parts and path.name != "__init__.py"]
TESTS = sorted((TOP / "tests").rglob("*.py"))
TEMPLATES = sorted((TOP / "templates").rglob("*.html"))


def short(path: Path) -> str:
    return str(path.relative_to(TOP))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1
