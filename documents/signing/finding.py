"""What did a check of a signed PDF find, and how is somebody called in a certificate?"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Finding:
    """``refusal`` says why the file cannot stand beside the letter; empty: it can."""

    refusal: str = ""
    trusted: bool = False
    who: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def common_name(certificate: Any, of: str = "subject") -> str:
    """The common name of an ``asn1crypto`` certificate, or all of the name when there is none."""
    name = getattr(certificate, of)
    return str(name.native.get("common_name") or name.human_friendly)[:250]
