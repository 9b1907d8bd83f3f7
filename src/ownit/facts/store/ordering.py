"""Do the rows of a table come in the order of their keys, no key twice?

Exports mostly lie so. Seen on the way, that saves counting the keys, and sorting by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ownit.facts.store import alike


class Order:
    """Watches whether keys ascend, from group to group; a key that lacks what decides counts as disorder."""

    def __init__(self, key: Sequence[str]) -> None:
        self.kept = True
        self._key = key
        self._last: list[Any] | None = None

    def see(self, group: pa.Table | pa.RecordBatch) -> None:
        """Look at the next rows."""
        if not self.kept or not group.num_rows:
            return
        if not set(self._key) <= set(group.schema.names):
            self.kept = False
            return
        columns = [_whole(group[name]) for name in self._key]
        if self._last is not None:
            first = [pa.concat_arrays([last, column[:1]]) for last, column in zip(self._last, columns, strict=True)]
            self.kept = _ascend(first)
        self.kept = self.kept and _ascend(columns)
        self._last = [column[-1:] for column in columns]


def _whole(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _ascend(columns: Sequence[Any]) -> bool:
    if len(columns) == 1:
        less = pc.less(columns[0][:-1], columns[0][1:])
        return bool(pc.all(less, min_count=0, skip_nulls=False).as_py())
    return bool(pc.all(_less(columns), min_count=0).as_py())


def _less(columns: Sequence[Any]) -> Any:
    """Per row but the last, whether its key is below that of the next; false where a null keeps it open."""
    no = alike.no()
    before, after = columns[0][:-1], columns[0][1:]
    less = pc.fill_null(pc.less(before, after), no)
    if len(columns) == 1 or pc.all(less, min_count=0).as_py():
        return less
    same = pc.fill_null(pc.equal(before, after), no)
    return pc.or_(less, pc.and_(same, _less(columns[1:])))
