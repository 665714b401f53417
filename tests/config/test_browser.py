"""Is the browser of the journeys a real one, and does it notice what a page must not do?"""

import pytest

from tests.conftest import is_outside

pytestmark = pytest.mark.journey


def test_the_browser_reads_a_page_of_ours(page, live_server):
    page.goto(f"{live_server.url}/.well-known/security.txt")

    assert "Preferred-Languages: id, en" in page.inner_text("body")


def test_the_browser_speaks_indonesian(page, live_server):
    page.goto(f"{live_server.url}/.well-known/security.txt")

    assert page.evaluate("[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]") == [
        "id-ID",
        "Asia/Jakarta",
    ]


@pytest.mark.parametrize(
    ("url", "outside"),
    [
        ("http://localhost:8000/", False),
        ("http://127.0.0.1:8000/", False),
        ("data:image/png;base64,", False),
        ("https://cdn.example.com/x.js", True),
        ("http://localhost.example.com/", True),
    ],
)
def test_an_outside_request_is_known(url, outside):
    assert is_outside(url) is outside
