"""How do columns become a canonical table?"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ownit.connectors.simulate.progress import DAY
from ownit.connectors.simulate.rows import Days
from ownit.connectors.simulate.text import Texts
from ownit.facts.schema import TABLES

Columns = dict[str, Any]
"""By name: arrays of NumPy or Arrow, or lists."""


def table_of(name: str, columns: Columns, connector: str) -> pa.Table:
    """In canonical types and order; a column that is not given is null."""
    schema = TABLES[name].schema
    rows = len(next(iter(columns.values())))
    given = {"connector": pa.array([connector] * rows, pa.string()), **columns}
    made = []
    for field in schema:
        value = given.get(field.name)
        if value is None:
            made.append(pa.nulls(rows, field.type))
        else:
            made.append(_cast(value if isinstance(value, pa.Array) else pa.array(value), field.type))
    return pa.table(made, schema=schema)


def _cast(array: Texts, kind: pa.DataType) -> Texts:
    if pa.types.is_dictionary(array.type):
        array = array.cast(pa.string())
    if pa.types.is_decimal(kind):
        array = pc.round(array.cast(pa.float64()), 2)
    if pa.types.is_timestamp(kind):
        return array.cast(pa.timestamp("us")).cast(kind)
    return array.cast(kind)


def moments(day: Days, minute: Days) -> Texts:
    """Instants; null where the day is negative."""
    instants: Texts = pa.array((day * DAY + minute).astype("datetime64[m]").astype("datetime64[us]"), mask=day < 0)
    return instants
