"""What does a letter of each kind look like? The samples in docs/letters, read as letters that were never saved."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from documents.kinds import kinds
from documents.models import Letter
from documents.rules import LetterState

FIELDS = ("title", "addressee", "number", "code", "content")


def sample_file(code: str) -> Path:
    return settings.BASE_DIR / "docs" / "letters" / f"{code}.json"


def sample_data(code: str) -> dict[str, Any]:
    """The frozen words of the sample, and what a test expects of its pages (``text``, ``places``, ``pages``)."""
    return json.loads(sample_file(code).read_text())


def sample_letter(code: str, **changes: Any) -> Letter:
    """An issued letter in memory; ``changes`` replace parts of its content."""
    data = sample_data(code)
    fields = {name: data[name] for name in FIELDS}
    fields["content"] = fields["content"] | changes
    issued = datetime.fromisoformat(data["issued_at"])
    return Letter(
        kind=code, template_version=kinds()[code].version, state=LetterState.ISSUED, created_at=issued,
        issued_at=issued, letter_date=date.fromisoformat(data["letter_date"]), **fields,
    )  # fmt: skip
