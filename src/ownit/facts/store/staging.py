"""How does what a connector yields get to the disk, in bounded memory and in the order it came?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ownit.facts.schema import SILENT, TABLES
from ownit.facts.store import arrivals
from ownit.facts.store.arrivals import ARRIVAL
from ownit.facts.store.landing import land
from ownit.facts.store.merging import Mode, Part, Staged
from ownit.facts.store.ordering import Order
from ownit.facts.store.silences import WRITTEN_ONCE
from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


_WEAKEST_FIRST: tuple[Mode, ...] = ("delta", "adds", "full")


class Incoming(Protocol):
    """What a connector yields for one table (see ``connectors.base.Extracted``)."""

    @property
    def table(self) -> str: ...
    @property
    def mode(self) -> Mode: ...
    @property
    def batches(self) -> pa.RecordBatchReader: ...
    @property
    def apart(self) -> Mapping[str, tuple[str, ...]]: ...


def stage(
    con: DuckDBPyConnection,
    incoming: Incoming,
    connector: str,
    folder: Path,
    before: Staged | None,
    root: Path,
    *,
    first: bool = False,
) -> Staged:
    """Write one table's batches below ``folder``, after those that came ``before`` for the same table.

    A table is delta if any part of it is, and else only adds if any does. If it is the ``first`` of its table, it may
    be written as it will be stored.
    Raises ValueError for columns that the canonical table does not have.
    """
    table, names = TABLES[incoming.table], incoming.batches.schema.names
    if unknown := set(names) - {*table.names, SILENT}:
        raise ValueError(f"{table.name} has no columns {sorted(unknown)}")
    parts = before.parts if before else ()
    batches, rows, in_order, ready = incoming.batches, 0, False, None
    if first and before is None and table.name not in WRITTEN_ONCE and SILENT not in names:
        landed = land(batches, table, connector, folder / f"{table.name}.parquet", root)
        parts = (_part(folder, table.name, parts, names),)
        _show(con, parts[0].relation, landed.file)
        batches, rows, in_order = landed.rest, landed.rows, landed.in_order
        ready = landed.file if in_order and rows else None
    if not in_order:
        order = Order(table.key)
        part = _part(folder, table.name, parts, names)
        arrived = arrivals.write(batches, folder / part.relation, root=root, numbered=True, order=order)
        con.register(part.relation, arrived)
        in_order = not parts and order.kept
        parts, rows = (*parts, part), rows + arrived.rows
    modes = {incoming.mode} if before is None else {incoming.mode, before.mode}
    return Staged(
        table=table,
        connector=connector,
        mode=next(mode for mode in _WEAKEST_FIRST if mode in modes),
        parts=parts,
        rows=rows + (before.rows if before else 0),
        ready=ready,
        in_order=in_order,
        apart={**(before.apart if before else {}), **incoming.apart},
    )


def _part(folder: Path, table: str, before: Sequence[Part], names: Sequence[str]) -> Part:
    """The next part of a table, to be called so."""
    relation = f"arrived_{folder.name}_{table}_{len(before)}"
    return Part(relation=relation, carried=frozenset(names) - {SILENT}, silent=SILENT in names)


def _show(con: DuckDBPyConnection, relation: str, file: Path) -> None:
    """Make a view of a Parquet file whose rows are numbered as they came."""
    read = f"read_parquet({literal(str(file))}, file_row_number = true)"
    con.execute(f"CREATE VIEW {quoted(relation)} AS SELECT *, file_row_number AS {ARRIVAL} FROM {read}")
