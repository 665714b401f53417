"""Does any address tell a stranger anything, by status or by content?"""

from itertools import product

import pytest

from accounts.models import User
from accounts.rules import Role
from tests.cast import PASSWORD
from tests.sweeps.addresses import every_address
from tests.sweeps.answers import body
from tests.sweeps.stage import CODE, SECRET, neighbours

# Who may know the code of a letter may read what the letter says of itself.
OPEN_TO_ALL = {"documents:verify", "documents:verify_form", "documents:verify_search"}
PUBLIC = {
    "core:healthz", "core:security_txt", "portal:help", "portal:robots", "portal:manifest",
    "accounts:sign_in", "accounts:second_step", "accounts:sign_out", "accounts:accept", "accounts:reset",
    "accounts:reset_sent", "accounts:reset_set", "accounts:demo_sign_in",
} | OPEN_TO_ALL  # fmt: skip
# To end a session that is gone, or was never one's own, is no error and does nothing.
HARMLESS = {"accounts:end_session"}
REFUSED = {403, 404, 405}
STRANGE_ROLES = sorted(set(Role) - {Role.NATIONAL})


def test_every_placeholder_is_filled(riau):
    missing = {(a.name, name) for a in every_address() for name in a.kwargs if name not in riau.ids}

    assert missing == set(), "name the kwarg after its model and put one row into tests/sweeps/stage.py"


def test_public_addresses_are_these():
    assert {a.name for a in every_address() if a.is_public} <= PUBLIC


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_not_signed_in_is_sent_to_the_door(client, riau, method):
    for address in every_address():
        if address.name in OPEN_TO_ALL:
            continue

        page = getattr(client, method)(address.fill(riau.ids))

        assert SECRET not in body(page), address.name
        assert page.status_code < 500 or address.name == "core:healthz", address.name
        if not address.is_public:
            assert (page.status_code, page.url.split("?")[0]) == (302, "/akun/masuk/"), address.name


@pytest.mark.parametrize("role", STRANGE_ROLES)
def test_people_of_another_province_are_told_nothing(signed_in, riau, aceh, role):
    person = aceh.people()[role]

    leaks = list(_leaks(signed_in(person), riau))

    assert leaks == []


def test_neighbours_are_told_nothing(signed_in, riau):
    leaks = []
    for name, person in neighbours(riau).items():
        leaks += [(name, *leak) for leak in _leaks(signed_in(person), riau, is_inside=True)]

    assert leaks == []


def _leaks(client, riau, is_inside=False):
    """Addresses that say the secret, break, or answer a stranger's question about a row with anything but 404.

    People of the same province share its year, its offices and its letters of appointment; of them only the
    content is asked.
    """
    for method, address in product(("get", "post"), every_address()):
        if address.name in PUBLIC | HARMLESS:
            continue
        page = getattr(client, method)(address.fill(riau.ids))
        text = body(page)
        if SECRET in text:
            yield method, address.name, page.status_code, text[max(0, text.index(SECRET) - 80) :][:120]
        elif page.status_code >= 500:
            yield method, address.name, page.status_code, "broken"
        elif address.kwargs and not is_inside and page.status_code not in REFUSED:
            yield method, address.name, page.status_code, "answers"


def test_an_unknown_address_says_so_in_indonesian(signed_in, riau):
    page = signed_in(riau.staff).get("/tidak-ada/")

    assert page.status_code == 404
    assert "Halaman tidak ditemukan" in page.content.decode()


def test_the_stage_could_leak(signed_in, riau):
    """The sweep proves nothing unless somebody who may see the secret sees it."""
    page = signed_in(riau.staff).get("/cari/", {"q": SECRET.split()[0]})

    assert SECRET in page.content.decode()
    assert User.objects.get(pk=riau.staff.pk).check_password(PASSWORD)
    assert riau.letter.code == CODE
