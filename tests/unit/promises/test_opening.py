"""Is the database made where it is missing, by one process, and refused where it is of another time?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from ownit.config.environment import sqlite_url
from ownit.promises import opening
from ownit.promises.database import APPS, DatabaseUrlError, parse
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR

from .conftest import AT

OPEN = """
import sys
from ownit.errors import OwnitError
from ownit.promises.opening import open_promises
try:
    open_promises(sys.argv[1])
except OwnitError as e:
    sys.exit(str(e))
from ownit.promises.people.models import Person
heavy = {"numpy", "scipy", "ibis", "duckdb", "django.db.migrations.loader"} & sys.modules.keys()
print(Person.objects.count(), *sorted(heavy))
"""


def start(url: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ownit.config.settings", "PYTHONWARNINGS": "error"}
    return subprocess.Popen([sys.executable, "-c", OPEN, url], env=environment, stdout=-1, stderr=-1, text=True)


def opened(url: str) -> tuple[str, str]:
    out, err = start(url).communicate(timeout=120)
    return out.strip(), err.strip()


@pytest.mark.slow
def test_made_once_by_whoever_comes_first_then_opened_lightly(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "a folder & more" / "p.sqlite3")
    (tmp_path / "a folder & more").mkdir()
    for done in [start(url) for _ in range(3)]:
        out, err = done.communicate(timeout=120)
        assert (out.split()[0], err) == ("0", "")
    assert opened(url) == ("0", "")


@pytest.mark.slow
def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    out, err = opened(sqlite_url(tmp_path / "missing" / "p.sqlite3"))
    assert out == ""
    assert "cannot be used: unable to open database file" in err
    assert "OWNIT_DATABASE" in err
    (tmp_path / "p.sqlite3").write_bytes(b"not a database at all" * 100)
    assert "cannot be used: file is not a database" in opened(sqlite_url(tmp_path / "p.sqlite3"))[1]
    assert "cannot be used: connection is bad" in opened(f"postgresql://x@/x?host={tmp_path}")[1]


def test_a_write_that_the_database_refuses_is_told_plainly(db: None) -> None:
    sqlite = connection.vendor == "sqlite"
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only = ON" if sqlite else "SET LOCAL transaction_read_only = on")
    try:
        with pytest.raises(opening.DatabaseUnreachableError, match=r"cannot be used: .*read-?only"):
            choose(OPERATOR, "currency", "EUR", at=AT)
    finally:
        if sqlite:
            cursor.execute("PRAGMA query_only = OFF")


def test_nothing_is_lacking_and_a_newer_one_is_refused(db: None) -> None:
    opening.ensure_migrated()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('goals', '0099_later', '2027-01-01')"
        )
    with pytest.raises(opening.NewerDatabaseError, match=r"newer ownit.*goals 0099_later"):
        opening.ensure_migrated()


@pytest.mark.slow
def test_a_new_database_is_what_the_migrations_make_of_it(tmp_path: Path) -> None:
    """Columns, constraints, indexes, triggers and what is told to be done, on whichever kind is under test."""
    told = []
    for how in ("created", "migrated"):
        url = os.environ.get("OWNIT_DATABASE") or sqlite_url(tmp_path / f"{how}.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.unit.promises.shape", url, how, how],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "ownit.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout.splitlines())
    assert len(told[0]) > len(APPS)
    assert told[0] == told[1]


def test_the_models_have_no_change_without_a_migration(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", "'mysql'"),
        ("promises.sqlite3", "'no scheme'"),
        ("sqlite:///relative.sqlite3", "no absolute path"),
        ("sqlite://host/path", "no absolute path"),
        ("postgresql://host", "no database"),
        ("postgresql://host:port/name", "cannot be read"),
    ],
)
def test_a_url_that_cannot_be_used_says_why(url: str, says: str) -> None:
    with pytest.raises(DatabaseUrlError, match=says):
        parse(url)


def test_a_password_is_never_repeated() -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        parse("postgresql://me:hunter2@host:port/name")
    assert "hunter2" not in str(caught.value)


def test_a_postgresql_url_is_taken_apart() -> None:
    found = parse("postgres://me:p%40ss@db.example:5433/own%20it?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "me",
        "p@ss",
        "db.example",
        "5433",
        "own it",
    )
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert parse("postgresql://me@/x?host=/run/pg")["HOST"] == "/run/pg"
