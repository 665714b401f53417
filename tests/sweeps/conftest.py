"""What do all sweeps start from? One row of everything, and the answer of an address in full."""

import pytest

from tests.sweeps.stage import Aceh, Riau


@pytest.fixture
def riau(db):
    return Riau()


@pytest.fixture
def aceh(riau):
    return Aceh(riau.nation)


@pytest.fixture
def signed_in(client):
    """Sign a person in, and step over the first request, which notes the new session."""

    def sign_in(person):
        client.force_login(person, backend="accounts.backends.UsernameOrEmail")
        client.get("/bantuan/")
        return client

    return sign_in


@pytest.fixture
def client(client):
    """A failing page is an answer like any other: the sweep names its address."""
    client.raise_request_exception = False
    return client
