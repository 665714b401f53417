"""What differs in a test run? A PostgreSQL and Redis of its own, quick passwords, nothing written outside."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import services


def begin_run() -> None:
    """In the first process only: start the servers. The others (xdist, Celery) inherit its environment."""
    os.environ["IMBAS_TEST_RUN"] = tempfile.mkdtemp(prefix="imbas-test-")
    atexit.register(shutil.rmtree, os.environ["IMBAS_TEST_RUN"], ignore_errors=True)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = services.start_postgres()
    if not os.environ["DATABASE_URL"].startswith("sqlite"):
        os.environ["TEST_REDIS_URL"] = services.start_redis()


def settle_process() -> None:
    """Each xdist process has its own folder and its own Redis database."""
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")
    var = Path(os.environ["IMBAS_TEST_RUN"], process)
    (var / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is absent
    os.environ |= {"IMBAS_EMBEDDED": "1", "IMBAS_VAR": str(var), "DEBUG": "0", "EMAIL_URL": "memorymail://"}
    if redis := os.environ.get("TEST_REDIS_URL"):
        number = int(process.removeprefix("gw")) + 1 if process.startswith("gw") else 0
        os.environ["BROKER_URL"] = f"{redis}?virtual_host={number}"


if "IMBAS_TEST_RUN" not in os.environ:
    begin_run()
settle_process()

from config.settings import *  # noqa: E402, F403 -- only now the environment is complete
from config.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}  # a file, as in make run
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
