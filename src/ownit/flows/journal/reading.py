"""Which rows of a snapshot are some people's, read without waking the engine?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
) -> Iterator[dict[str, Any]]:
    """The rows of Parquet files whose ``key`` is one of the ids; a column an older file lacks is null."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    wanted = pa.array(sorted({id_ for _, id_ in ids}), pa.string())
    for file in files:
        have = [c for c in columns if c in pq.read_schema(file).names]
        table = pq.ParquetFile(file).read(columns=have)
        chosen = table.filter(pc.is_in(table[key], value_set=wanted))
        for row in chosen.to_pylist():
            yield {c: row.get(c) for c in columns}
