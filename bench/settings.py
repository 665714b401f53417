"""On what is measured? The application as it runs, on a PostgreSQL and a Redis of its own that really write to disk."""

import atexit
import os
import shutil
import tempfile

from tests import services

if "IMBAS_BENCH_VAR" not in os.environ:  # the first process; server and clients inherit its environment
    os.environ["IMBAS_BENCH_VAR"] = tempfile.mkdtemp(prefix="imbas-bench-")
    atexit.register(shutil.rmtree, os.environ["IMBAS_BENCH_VAR"], ignore_errors=True)
    os.environ |= {
        "IMBAS_EMBEDDED": "1",  # no TLS on loopback
        "IMBAS_VAR": os.environ["IMBAS_BENCH_VAR"],
        "DATABASE_URL": services.start_postgres(durable=True),
        "BROKER_URL": services.start_redis(),
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "ERROR",
        "VERIFY_PER_MINUTE": "1000000000",
        "DEBUG": "0",
    }

from config.settings import *  # noqa: E402, F403 -- only now the environment is complete
