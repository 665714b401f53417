"""Does what the operator's page promises of backup and restore come true?"""

import os
import subprocess
import tarfile
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from tests.services import TOP

pytestmark = pytest.mark.postgres


@pytest.fixture
def server(transactional_db):
    """A connection to the server of this run, to make databases on."""
    if connection.vendor != "postgresql":
        pytest.skip("a real installation runs on PostgreSQL")
    link = psycopg2.connect(os.environ["DATABASE_URL"])
    link.autocommit = True
    yield link
    link.close()


@pytest.fixture
def installation(server, tmp_path, worker_id):
    """Makes a database and a folder of uploads; gives the name of the file of variables."""
    names = []

    def make(name: str) -> Path:
        name = f"{name}_{worker_id}"
        names.append(name)
        server.cursor().execute(f"CREATE DATABASE {name}")
        url = os.environ["DATABASE_URL"].replace("/imbas?", f"/{name}?")
        variables = tmp_path / f"{name}.env"
        variables.write_text(f"# a comment\nDATABASE_URL={url}\nMEDIA_ROOT={tmp_path / name}\nODD=a&b $(c)\n")
        return variables

    yield make
    for name in names:
        server.cursor().execute(f"DROP DATABASE {name}")


def run(script: str, *arguments: str | Path, variables: Path) -> subprocess.CompletedProcess[str]:
    command = [TOP / "scripts" / script, *arguments]
    return subprocess.run(command, env=os.environ | {"IMBAS_ENV": str(variables)}, capture_output=True, text=True)


def psql(variables: Path, statement: str) -> str:
    return run("as-imbas", "bash", "-c", f'psql -Atc "{statement}" "$DATABASE_URL"', variables=variables).stdout


def test_what_was_copied_comes_back_whole(installation, tmp_path):
    old, new = installation("house_old"), installation("house_new")
    psql(old, "CREATE TABLE letter AS SELECT 'SK 1/2020' AS number")
    (tmp_path / old.stem).mkdir()
    (tmp_path / old.stem / "sk.pdf").write_bytes(b"%PDF")

    copy = run("backup", tmp_path / "backups", variables=old)
    restored = run("restore", copy.stdout.strip(), variables=new)

    assert (copy.returncode, restored.returncode, restored.stderr) == (0, 0, "")
    assert psql(new, "SELECT number FROM letter") == "SK 1/2020\n"
    assert (tmp_path / new.stem / "sk.pdf").read_bytes() == b"%PDF"


def test_what_nobody_needs_is_left_out(installation, tmp_path):
    house = installation("house_lean")
    for folder in ("surat", "titipan", "mini", "surat/mini"):
        (tmp_path / house.stem / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / house.stem / folder / "a.pdf").write_bytes(b"%PDF")

    copy = run("backup", tmp_path / "backups", variables=house)

    with tarfile.open(Path(copy.stdout.strip()) / "media.tar") as kept:
        assert {name for name in kept.getnames() if name.endswith(".pdf")} == {"./surat/a.pdf", "./surat/mini/a.pdf"}


def test_a_database_with_tables_is_never_overwritten(installation, tmp_path):
    house = installation("house_kept")
    psql(house, "CREATE TABLE letter AS SELECT 'SK 1/2020' AS number")
    copy = run("backup", tmp_path / "backups", variables=house)

    refused = run("restore", copy.stdout.strip(), variables=house)

    assert refused.returncode == 1
    assert refused.stderr == "restore: the database has 1 tables; create an empty one first\n"


def test_a_damaged_copy_is_refused(installation, tmp_path):
    house = installation("house_damaged")
    copy = Path(run("backup", tmp_path / "backups", variables=house).stdout.strip())
    with (copy / "media.tar").open("ab") as file:
        file.write(b"x")

    refused = run("restore", copy, variables=house)

    assert refused.returncode == 1
    assert "media.tar: FAILED" in refused.stdout


def test_a_file_that_changes_while_it_is_copied_spoils_no_backup(installation, tmp_path, monkeypatch):
    house = installation("house_busy")
    busy = tmp_path / "bin" / "tar"
    busy.parent.mkdir()
    busy.write_text('#!/bin/sh\n/bin/tar "$@"; echo "tar: ./surat: file changed as we read it" >&2; exit 1\n')
    busy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{busy.parent}:{os.environ['PATH']}")

    copy = run("backup", tmp_path / "backups", variables=house)

    assert (copy.returncode, (Path(copy.stdout.strip()) / "SHA256SUMS").exists()) == (0, True)
