"""Which rows of a snapshot are some people's, read without waking Ibis?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot


def months(snapshot: Snapshot, days: Iterable[date]) -> list[str]:
    """The files of activities in the months of these days."""
    names = {f"{day:%Y-%m}" for day in days}
    return [f for f in snapshot.files("activity") if f.rpartition("/")[2].removesuffix(".parquet") in names]


def rows(
    files: Sequence[str], columns: Sequence[str], key: str, ids: Iterable[tuple[str, str]]
) -> list[dict[str, Any]]:
    """The rows of Parquet files whose ``key`` is the second of one of the pairs; the caller looks at the connector."""
    if not files:
        return []
    import duckdb

    from ownit.facts.tables import quoted

    chosen = ", ".join(map(quoted, columns))
    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT {chosen} FROM read_parquet(?) WHERE {quoted(key)} IN (SELECT unnest(?))",
            [list(files), sorted({id_ for _, id_ in ids})],
        ).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]
