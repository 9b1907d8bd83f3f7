"""Which parts of a table are written, and which are the parent's?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.facts.as_written import as_written
from ownit.facts.schema import Table
from ownit.facts.store import parts
from ownit.facts.store.durable import link_or_copy
from ownit.facts.store.merging import stored
from ownit.facts.store.steps import Step

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a table: files that are new on the disk, and the months in which it differs from the parent."""

    files: frozenset[Path] = frozenset()
    differs: frozenset[parts.Month] = frozenset()

    @property
    def changed(self) -> bool:
        """Whether any row of the table differs from the parent's."""
        return bool(self.differs)


def write_table(
    con: DuckDBPyConnection,
    table: Table,
    relation: str,
    before: list[str],
    target: Path,
    scratch: Path,
    step: Step,
    *,
    ready: Path | None = None,
) -> Written:
    """Write the parts of a table below ``target`` that differ from the parent's (``before``), and link the others.

    A file that is ``ready`` holds just the rows of the relation, as they are stored, and becomes the only part. Rows
    are compared by what their hashes come to, whatever the files look like: an older file may lack a column.
    """
    if not before and ready is not None:
        step("write")
        target.mkdir(parents=True, exist_ok=True)
        link_or_copy(ready, target / f"{table.name}.parquet")
        return Written(files=frozenset([target / f"{table.name}.parquet"]), differs=frozenset([None]))
    if not before:
        step("write")
        with as_written(con):
            files = parts.write(con, table, relation, target, scratch, None)
        return Written(files=frozenset(files), differs=frozenset([None] if files else []))
    now = parts.fingerprints(con, table, relation)
    was = parts.fingerprints(con, table, f"({stored(table, before)})")
    differs = frozenset(month for month in now.keys() | was.keys() if now.get(month) != was.get(month))
    files = []
    if differs & now.keys():
        step("write")
        only = {parts.part_name(table, month) for month in differs & now.keys()}
        files = parts.write(con, table, relation, target, scratch, only)
    linked = {parts.part_name(table, month) for month in now.keys() - differs}
    files += _link([Path(file) for file in before if Path(file).stem in linked], target, step)
    return Written(files=frozenset(files), differs=differs)


def _link(unchanged: list[Path], target: Path, step: Step) -> list[Path]:
    """Give files of the parent a second name; returns those that had to be copied."""
    copied = []
    for file in unchanged:
        step("link")
        target.mkdir(parents=True, exist_ok=True)
        if not link_or_copy(file, target / file.name):
            copied.append(target / file.name)
    return copied
