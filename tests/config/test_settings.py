"""Does a real installation refuse to start, with a sentence, when something is missing?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import TOP

REQUIRED = {
    "SECRET_KEY": "a-long-secret-of-a-real-installation-that-is-not-guessed",
    "ALLOWED_HOSTS": "imbas.example.go.id",
    "SITE_URL": "https://imbas.example.go.id",
    "DATABASE_URL": "postgres://imbas@localhost/imbas",
    "BROKER_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp://localhost",
    "DEFAULT_FROM_EMAIL": "imbas@example.go.id",
}


def start(tmp_path: Path, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh process that only reads the settings."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-c", f"from config import settings; {code}"]
    environment = keep | {"IMBAS_VAR": str(tmp_path)} | environment
    return subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_real_installation_says_which_variable_is_missing(tmp_path, name):
    environment = {key: value for key, value in REQUIRED.items() if key != name}

    done = start(tmp_path, **environment)

    assert done.returncode == 1
    assert f"{name} is not set. deploy/imbas.env.example says what it means." in done.stderr


def test_a_real_installation_starts_with_all_of_them_and_keeps_to_https(tmp_path):
    done = start(tmp_path, "print(settings.DEBUG, settings.SECURE_SSL_REDIRECT)", **REQUIRED)

    assert (done.stdout, done.stderr) == ("False True\n", "")


@pytest.mark.parametrize("https", ["1", "0"])
def test_a_real_installation_always_believes_nginx_about_the_address(tmp_path, https):
    done = start(tmp_path, "print(settings.BEHIND_PROXY)", **REQUIRED, HTTPS=https)

    assert done.stdout == "True\n"


def test_the_embedded_default_needs_nothing_and_keeps_its_key(tmp_path):
    keys = {start(tmp_path, "print(settings.SECRET_KEY)", IMBAS_EMBEDDED="1").stdout for _ in range(2)}

    assert keys == {(tmp_path / "secret-key").read_text() + "\n"}
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def variables() -> list[str]:
    """Every variable the settings read."""
    source = (TOP / "config/settings.py").read_text()
    return sorted(set(re.findall(r'(?:\benv(?:\.\w+)?|required)\(\s*"([A-Z_]+)"', source)) | {"PORT"})


@pytest.mark.parametrize("name", variables())
def test_every_variable_is_explained_to_the_operator(name):
    for path in ("deploy/imbas.env.example", "docs/operations.md"):
        assert re.search(rf"\b{name}\b", (TOP / path).read_text()), f"{path} does not name {name}"
