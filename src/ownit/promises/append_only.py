"""How does the database itself keep rows from being changed or deleted?

Each append-only table has triggers that refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL), whoever asks. A
migration makes them with :func:`keep`; only forgetting a person, on that person's request, may lift them, in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db import migrations
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FUNCTION = """
CREATE OR REPLACE FUNCTION ownit_rows_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$
"""


def tables() -> list[str]:
    """Every table that must be append-only: those of the models that derive from Recorded."""
    from django.apps import apps

    from ownit.promises.recorded import Recorded

    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Recorded))


def install(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    """Refuse changes to ``tables`` from now on; what is already refused stays so."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in tables:
            for statement in _make(connection.vendor, table):
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    """Allow changes to ``tables`` again, until :func:`install`."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in _drop(connection.vendor, table):
                cursor.execute(statement)


def _make(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f'CREATE OR REPLACE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION ownit_rows_are_kept()",
            f'CREATE OR REPLACE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION ownit_rows_are_kept()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
    return [
        f'CREATE TRIGGER IF NOT EXISTS {table}_no_{what} BEFORE {what} ON "{table}" {refuse}'
        for what in ("update", "delete")
    ]


def _drop(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [f'DROP TRIGGER IF EXISTS {table}_{what} ON "{table}"' for what in ("kept", "not_emptied")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for what in ("update", "delete")]


def keep(*tables: str) -> migrations.RunPython:
    """The migration operation that makes ``tables`` append-only."""
    from django.db.migrations import RunPython

    def forward(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        install(schema_editor.connection, tables)

    def backward(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        lift(schema_editor.connection, tables)

    return RunPython(forward, backward)
