"""Where can a person see every record that was not taken, and why?"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def collected(tables: Sequence[pa.Table]) -> pa.Table:
    """The rejects of every table of an import, in the order in which they were found.

    A record of which two tables are made (a user is a person with a position) is not taken once, for one reason.
    """
    import pyarrow as pa

    from ownit.connectors.base import REJECTS

    # Not empty_table(): that imports pandas, which takes a second.
    if not tables:
        return pa.Table.from_batches([], schema=REJECTS)
    found = pa.concat_tables(list(tables))
    return found.group_by(found.column_names, use_threads=False).aggregate([])  # in one thread the first of each stays


def first(rejected: pa.Table, n: int) -> tuple[Mapping[str, Any], ...]:
    """The first rejects, for the report."""
    return tuple(rejected.slice(0, n).to_pylist())


def keep(folder: Path, snapshot: str, rejected: pa.Table) -> str | None:
    """Write all rejects as a CSV file and return its path; None when there are none.

    Cells that a spreadsheet would take for a formula are guarded.
    """
    if not rejected.num_rows:
        return None
    from ownit.connectors.csv.guard import guard_cell

    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{snapshot}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        # Python's own writer: PyArrow's takes arrays, and making one of guarded cells imports pandas, a second's work.
        written = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        written.writerow(rejected.column_names)
        for batch in rejected.to_batches():
            for row in batch.to_pylist():
                written.writerow([v if name == "record" else guard_cell(v or "") for name, v in row.items()])
    return str(file)
