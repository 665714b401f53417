"""Does the README name the accounts that the demo really has?"""

from django.conf import settings

from portal.demo.people import SHOWN
from portal.demo.stage import PASSWORD


def test_the_readme_lists_the_accounts_at_the_door():
    readme = (settings.BASE_DIR / "README.md").read_text()

    assert [line for line in readme.splitlines() if line.startswith("| `")] == [
        f"| `{name}` | {words} |" for name, words in SHOWN
    ]
    assert f"`{PASSWORD}`" in readme
