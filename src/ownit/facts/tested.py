"""What did looking forward from past days give, kept beside the snapshot it was done on?

``reckoned/<snapshot>/backtest.parquet`` has one row per case, ``backtest.json`` what it was made with and the sentence
that other answers show. They go with what is reckoned from the snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownit.method.case import Case

CASES = "backtest.parquet"
ABOUT = "backtest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a backtest was made of. ``made_with`` is a digest of the promises it leaned on; ``first`` the first day
    from which it was possible to look forward, ``origins`` how many days there were; ``sentence`` tells what it says.
    """

    snapshot: str
    made_with: str
    as_of: date
    currency: str
    first: date | None
    origins: int
    sentence: str
    basis: Mapping[str, Any] = field(default_factory=dict)  # what it was learned from on the last day, in figures


def write(root: Path, about: About, cases: Sequence[Case]) -> None:
    """Keep a backtest; an older one of the same snapshot is replaced, the sentence last."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    place = root / "reckoned" / about.snapshot
    place.mkdir(parents=True, exist_ok=True)
    rows = [_row(case) for case in cases]
    table = pa.Table.from_pylist(rows) if rows else pa.table({})
    pq.write_table(table, place / (CASES + ".new"), compression="zstd")
    (place / (CASES + ".new")).replace(place / CASES)
    (place / (ABOUT + ".new")).write_text(json.dumps(asdict(about), default=str), encoding="utf-8")
    (place / (ABOUT + ".new")).replace(place / ABOUT)


def _row(case: Case) -> dict[str, Any]:
    own = {f.name: getattr(case, f.name) for f in fields(case) if f.name != "look"}
    return {**{f.name: getattr(case.look, f.name) for f in fields(case.look)}, **own, "pinball": list(case.pinball)}


def about(root: Path, snapshot: str) -> About | None:
    """What the backtest kept for a snapshot was made of; None if none is kept whole. Reads one small file."""
    try:
        raw: Mapping[str, Any] = json.loads((root / "reckoned" / snapshot / ABOUT).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    days: dict[str, Any] = {
        "as_of": date.fromisoformat(raw["as_of"]),
        "first": None if raw["first"] is None else date.fromisoformat(raw["first"]),
    }
    return About(**{**raw, **days})


def said(root: Path, snapshot: str, as_of: date) -> str | None:
    """The sentence of the backtest kept for a snapshot; None where none is, or where it saw days after ``as_of``."""
    kept = about(root, snapshot)
    return None if kept is None or kept.as_of > as_of else kept.sentence


def cases(root: Path, snapshot: str) -> tuple[Case, ...]:
    """The cases kept for a snapshot."""
    import pyarrow.parquet as pq

    from ownit.method.case import Case, Look

    with pq.ParquetFile(root / "reckoned" / snapshot / CASES) as file:
        rows = file.read().to_pylist()
    looks = [f.name for f in fields(Look)]
    return tuple(
        Case(
            look=Look(**{name: row.pop(name) for name in looks}),
            **{**row, "pinball": tuple(row["pinball"])},
        )
        for row in rows
    )
