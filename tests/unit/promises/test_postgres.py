"""Does everything about promises hold on PostgreSQL as it does on SQLite?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.postgres
@pytest.mark.slow
def test_the_same_tests_pass_on_postgresql() -> None:
    """They run again, in a process whose database is the server that `tests/postgres-server start` names."""
    url = os.environ.get("OWNIT_TEST_POSTGRES")
    assert url, (
        "no PostgreSQL to test on: run `make test`, or set OWNIT_TEST_POSTGRES to what `tests/postgres-server start` "
        'prints, or leave these tests out with -m "not postgres"'
    )
    here = str(Path(__file__).parent)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_", "COVERAGE_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not postgres and not soak", here],
        env={**environment, "OWNIT_DATABASE": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
    assert " passed" in done.stdout


def test_the_database_under_test_is_the_one_asked_for(db: None) -> None:
    from django.db import connection

    asked = os.environ.get("OWNIT_DATABASE", "sqlite").partition(":")[0]
    assert connection.vendor == asked
