"""What did the server say, whole: also what it streams."""

from typing import Any


def body(response: Any) -> str:
    """The text of any answer, streamed or not."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def is_html(response: Any) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
