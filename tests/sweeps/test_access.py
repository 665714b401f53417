"""Can everybody use every page? axe finds nothing, nothing runs off a phone, no request leaves the house."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client

from accounts.rules import Role
from tests.sweeps.addresses import every_address
from tests.sweeps.answers import body, is_html
from tests.sweeps.sources import TOP

AXE = (TOP / "node_modules/axe-core/axe.min.js").read_text()
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const where = n => n.target.join(" ") + ": " + n.html.slice(0, 120);
  return found.violations.map(v => v.id + " " + v.nodes.slice(0, 2).map(where).join(" | "));
}"""
WIDTHS = (1366, 360)
SEEN: set[tuple[str, int]] = set()
# Pages that are files, or that answer machines.
SKIPPED = {"core:healthz", "accounts:sign_out"}


class State(NamedTuple):
    """One distinct page: who sees it, where."""

    role: str
    path: str
    key: str


def skeleton(text: str) -> int:
    """What stays of a page without its words: two roles that see the same markup need one look."""
    tags = [tag for tag in re.findall(r"<[a-z][^>]*>", text) if not tag.startswith(("<path", "<rect", "<option"))]
    return hash(
        frozenset(re.sub(r'\s(id|for|href|value|name|content|data-\w+|hx-get)="[^"]*"', "", tag) for tag in tags)
    )


def states(role: str, person: Any, ids: dict[str, object]) -> Iterator[State]:
    """Every page this role can open, once per distinct markup among all roles looked at so far."""
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person, backend="accounts.backends.UsernameOrEmail")
    key = client.cookies["sesi"].value if person else ""
    for address in every_address():
        page = None if address.name in SKIPPED else client.get(address.fill(ids))
        text = body(page) if page else ""
        if "<html" not in text or not is_html(page):
            continue
        mark = (address.name, skeleton(text))
        if mark not in SEEN:
            SEEN.add(mark)
            yield State(role, address.fill(ids), key)


def look(page, width: int) -> list[str]:
    """What axe and the ruler say at this width."""
    page.set_viewport_size({"width": width, "height": 800})
    found = [f"{width} px: {violation}" for violation in page.evaluate(RUN)]
    over = page.evaluate("document.documentElement.scrollWidth") - width
    return found + ([f"{width} px: {over} px too wide"] if over > 0 else [])


def listen(page: Any, house: str, said: list[str]) -> None:
    """Note what the browser complains of, and every request that leaves the house."""
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith((house, "data:")) else None)


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["", *sorted(Role)])
def test_every_page_is_accessible_and_fits_a_phone(live_server, browser, riau, role):
    found, said = [], []
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    listen(page, live_server.url, said)
    for state in list(states(role, riau.insiders().get(role), riau.ids)):
        if state.key:
            context.add_cookies([{"name": "sesi", "value": state.key, "url": live_server.url}])
        said.clear()
        page.goto(live_server.url + state.path)
        page.evaluate(AXE)
        troubles = [text for text in said if "Failed to load resource" not in text]
        found += [(state.path, trouble) for trouble in [*troubles, *(t for w in WIDTHS for t in look(page, w))]]
    context.close()

    assert found == []
