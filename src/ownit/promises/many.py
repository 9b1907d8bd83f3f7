"""How are very many rows added at once, where nobody needs them as objects?

A large company's CRM proposes a hundred thousand goals. To make an object of each, and to ask its fields one by one
what the database takes for it, costs several times what the database does with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Field

    from ownit.promises.recorded import Recorded

    AnyField = Field[Any, Any]


def add_columns(model: type[Recorded], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows in order, each given as its columns (``person_id``, not ``person``); one left out has its default.

    The caller holds the transaction. Raises TypeError for a column that there is not, and what the database raises.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    unknown = set[str]().union(*rows).difference(field.attname for field in fields)
    if unknown:
        raise TypeError(f"{model.__name__} has no columns {', '.join(sorted(unknown))}.")
    columns = [_as_kept(field, _column(field, rows)) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(_insertion(model, fields), list(zip(*columns, strict=True)))


def _insertion(model: type[Recorded], fields: Sequence[AnyField]) -> str:
    """The names in it are those of the model's own table and columns."""
    quote = connection.ops.quote_name
    into = ", ".join(quote(field.column or field.attname) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({values})"


def _column(field: AnyField, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    name, default = field.attname, field.get_default()
    return [row.get(name, default) for row in rows]


def _as_kept(field: AnyField, values: Sequence[Any]) -> list[Any]:
    """What the database takes for the values of a column, asked once for each of many equal ones."""
    kept = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [kept[value] for value in values]
