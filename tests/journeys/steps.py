"""What does everybody do on every journey? Open the door, sign in, press, and read the receipt."""

from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.cast import PASSWORD
from tests.conftest import PATIENCE

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 800}


def enter(page: Page, address: str, person: Any) -> None:
    """Sign in by hand, as everybody does, and stand on the home page."""
    page.goto(address)
    page.get_by_label("Nama pengguna atau posel").fill(person.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page.get_by_role("button", name="Masuk", exact=True))
    page.wait_for_url(f"{address}/")


def press(thing: Locator) -> None:
    """Press what sends a form or leads to another page, and go on when the page that answers is whole."""
    with thing.page.expect_navigation(timeout=PATIENCE):
        thing.click()


def photo(folder: Path) -> Path:
    """A picture as a phone takes it."""
    path = folder / "foto.jpg"
    Image.effect_noise((1200, 1700), 60).convert("RGB").save(path, quality=80)
    return path


def width_of(page: Page) -> int:
    """How wide the page really is; wider than the window means scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth")


def mark(page: Page) -> None:
    """Leave a mark that loading the page again would wipe away."""
    page.evaluate("window.isTheSamePage = true")


def is_marked(page: Page) -> bool:
    return page.evaluate("window.isTheSamePage === true")
