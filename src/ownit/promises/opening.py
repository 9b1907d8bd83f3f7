"""Is the database of promises there, and of this version?

Asking costs one small query: the migrations on disk are listed by name and compared with those the database says it
has. Django's own loader, which takes most of a second, is only woken when they differ.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.errors import OwnitError
from ownit.promises.database import APPS, parse

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_ADVISORY_LOCK = 0x6F776E6974  # "ownit": any fixed number, the same in every process


class DatabaseUnreachableError(OwnitError):
    """The database does not do what it is asked: it is gone, full, locked or no database."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(
            f"The promises in {where} cannot be used: {problem}. "
            "Look at OWNIT_DATABASE, whether its server runs, and whether the disk has room and can be written to."
        )


class NewerDatabaseError(OwnitError):
    """A newer ownit wrote this database."""

    def __init__(self, unknown: set[tuple[str, str]]) -> None:
        names = ", ".join(f"{app} {name}" for app, name in sorted(unknown))
        super().__init__(f"These promises were written by a newer ownit ({names}). Upgrade ownit, or restore a backup.")


def open_promises(url: str) -> None:
    """Set Django up on the database at ``url`` and bring its tables up to date; both only where needed.

    Where Django is set up already, its database is kept. Raises DatabaseUrlError, DatabaseUnreachableError,
    NewerDatabaseError.
    """
    from django.apps import apps
    from django.conf import settings

    if not apps.ready:
        settings.DATABASES = {"default": parse(url)}
        # What django.setup() does, less its logging and URL prefix, which serve pages only and cost a quarter second.
        apps.populate(settings.INSTALLED_APPS)
    ensure_migrated()


def ensure_migrated() -> None:
    """Apply the migrations that the database lacks; raises DatabaseUnreachableError, NewerDatabaseError."""
    from django.db import connection

    with said_plainly():
        if _lacking(connection):
            _migrate(connection)


@contextmanager
def said_plainly() -> Iterator[None]:
    """What stops the database itself (gone, full, locked, no database at all) as a sentence for a person."""
    from django.db import DatabaseError, DataError, IntegrityError, ProgrammingError, connection

    try:
        yield
    except (DataError, IntegrityError, ProgrammingError):
        raise  # what we asked was wrong: a bug
    except (DatabaseError, OSError) as e:
        where = f"the {connection.vendor} database {connection.settings_dict['NAME']}"
        raise DatabaseUnreachableError(where, " ".join(str(e).split())) from e


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    """The migrations of this version, by app and name, without importing them."""
    found = set()
    for app in APPS:
        spec = find_spec(app)
        assert spec is not None
        assert spec.submodule_search_locations
        folder = Path(spec.submodule_search_locations[0]) / "migrations"
        found |= {(app.rpartition(".")[2], file.stem) for file in folder.glob("[0-9]*.py")}
    return frozenset(found)


def _lacking(connection: BaseDatabaseWrapper) -> bool:
    """Whether a migration is missing; raises NewerDatabaseError when the database has one that this version lacks."""
    applied = _applied(connection)
    ours = {app.rpartition(".")[2] for app in APPS}
    unknown = {(app, name) for app, name in applied if app in ours} - _on_disk()
    if unknown:
        raise NewerDatabaseError(unknown)
    return not applied >= _on_disk()


def _applied(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    catalogue = (
        "SELECT 1 FROM pg_tables WHERE tablename = 'django_migrations' AND schemaname = ANY (current_schemas(false))"
        if connection.vendor == "postgresql"
        else "SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        if cursor.fetchone() is None:
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(app, name) for app, name in cursor.fetchall()}


def _migrate(connection: BaseDatabaseWrapper) -> None:
    from django.core.management import call_command

    with _alone(connection):
        if not _applied(connection):
            create(connection)
        elif _lacking(connection):  # another process may have just done it
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the tables of a database that has none from the models, whole or not at all.

    It is what all migrations make of it, which takes Django a second more: after each of them it thinks every model
    through anew. A test compares the two.
    """
    from django.apps import apps
    from django.db.migrations.recorder import MigrationRecorder

    from ownit.promises import append_only

    with connection.schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)
        append_only.install(connection, append_only.tables())
        done = MigrationRecorder(connection)
        done.ensure_schema()
        for app, name in sorted(_on_disk()):
            done.record_applied(app, name)


@contextmanager
def _alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let one process migrate at a time; the lock dies with its process."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
        return
    lock = Path(f"{connection.settings_dict['NAME']}.lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
