"""In which files does the truth stand beside the exports?"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from ownit.connectors.simulate import text
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.rows import Book
from ownit.connectors.simulate.sources import SOURCES
from ownit.connectors.simulate.truth.record import Truth

LISTED = 200  # sellers; above, they stand in sellers.parquet only
_NOT_FLAT = ("hours", "counts", "chances", "last_own_opening")


def write_truth(truth: Truth, folder: Path) -> None:
    """``truth.json`` and ``sellers.parquet``; the sellers of a large company stand in the second only."""
    plain = asdict(truth)
    sellers = plain["sellers"]
    if len(sellers) > LISTED:
        plain["sellers"] = []
    (folder / "truth.json").write_text(json.dumps(plain, indent=1, default=_plain) + "\n", encoding="utf-8")
    flat = [{k: v for k, v in s.items() if k not in _NOT_FLAT} | s["counts"] for s in sellers]
    pyarrow.parquet.write_table(pa.Table.from_pylist(flat), folder / "sellers.parquet")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in truth.json")


def truth_table(book: Book) -> pa.Table:
    """What is true of every deal in the exports, known to nobody in the company."""
    d = book.opportunities
    return pa.table(
        {
            "id": text.ids("Opportunity", d.id),
            "owner_id": text.user_ids(d.owner),
            "opened_by": text.user_ids(np.where(d.opener > 0, d.opener, -1)),
            "source": text.labels([str(s) for s in SOURCES], d.source),
            "own": pa.array(d.opener == d.owner),
            "phantom": pa.array(d.phantom),
            "created_on": text.dates(d.created),
            "closed_on": text.dates(np.where(d.closed == NEVER, -1, d.closed)),
            "outcome": text.labels(("open", "lost", "won"), np.where(d.closed == NEVER, 0, 1 + d.won)),
            "amount": d.amount,
        }
    )
