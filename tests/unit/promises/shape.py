"""What is a new database made of? `python -m tests.unit.promises.shape URL SCHEMA created|migrated` tells as text."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TRIGGERS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT t.tgname, c.relname, replace(pg_get_triggerdef(t.oid), current_schema() || '.', '')
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
    """,
}


def main(url: str, schema: str, how: str) -> None:
    """Make the tables one way or the other, on PostgreSQL in a new ``schema``, and print what came of it."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from ownit.promises import opening
    from ownit.promises.database import parse

    settings.DATABASES = {"default": parse(url)}
    django.setup()
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE; CREATE SCHEMA "{schema}"')
            cursor.execute(f'SET search_path TO "{schema}"')
    if how == "created":
        opening.ensure_migrated()
    else:
        call_command("migrate", verbosity=0, interactive=False)
    told = [*shape(connection).items(), sorted(opening._applied(connection))]
    sys.stdout.write("\n".join(map(str, told)))


def shape(of: BaseDatabaseWrapper) -> dict[str, Any]:
    """Columns, constraints and indexes of every table, and the triggers; the order of columns tells nothing."""
    with of.cursor() as cursor:
        tables: dict[str, Any] = {}
        for table in sorted(t.name for t in of.introspection.get_table_list(cursor)):
            described = of.introspection.get_table_description(cursor, table)
            columns = sorted((c.name, c.type_code, c.null_ok, c.default) for c in described)
            tables[table] = columns, _sorted(of.introspection.get_constraints(cursor, table))
        cursor.execute(TRIGGERS[of.vendor])
        return {**tables, "triggers": sorted(cursor.fetchall())}


def _sorted(constraints: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Any]]:
    """Those of a name as Django gives it by it; a name that the database made up tells nothing."""
    named = [
        ("" if name.startswith(("__", "fk_")) else name, sorted(of.items(), key=str))
        for name, of in constraints.items()
    ]
    return sorted(named, key=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
