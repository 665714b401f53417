"""Which browser is this, in plain words?"""

import re

# The first that fits: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrom|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "HP Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """``Chrome di HP Android``, as far as the browser says so."""
    browser = next((name for sign, name in BROWSERS if re.search(sign, agent)), "Peramban tak dikenal")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} di {system}" if system else browser
