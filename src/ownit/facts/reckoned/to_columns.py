"""How are reckonings laid into the columns of two tables?

One row per subject and measure with its totals, and one row per law with its points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ownit.facts.reckoned.record import VIEWS, Decisive, Reckoning, Swing
from ownit.method.law import Future, Law, Missing, Outlook

_LAW: Mapping[str, pa.DataType] = {
    "subject": pa.string(),
    "measure": pa.string(),
    "view": pa.string(),
    "future": pa.string(),
    "mean": pa.float64(),
    "support": pa.list_(pa.float64()),
    "at_least": pa.list_(pa.float64()),
    "missing": pa.string(),
    "n": pa.int64(),
    "needed": pa.int64(),
    "text": pa.string(),
}

_DECISIVE = tuple(field.name for field in fields(Decisive))
_SWING = tuple(field.name for field in fields(Swing))


def subjects(rows: Sequence[Reckoning]) -> pa.Table:
    """One row per subject and measure; amounts as text, which loses no digit."""
    return pa.table(
        {
            "subject": [r.subject for r in rows],
            "measure": [r.measure for r in rows],
            "own": [str(r.won.own) for r in rows],
            "others": [str(r.won.others) for r in rows],
            "unknown": [str(r.won.unknown) for r in rows],
            "registered": [str(r.registered) for r in rows],
            "counted": [str(r.counted) for r in rows],
            "evidence": [json.dumps(dict(r.evidence), default=str) for r in rows],
            "decisive": [json.dumps([_told_of(d, _DECISIVE) for d in r.decisive], default=_within) for r in rows],
        }
    )


def _told_of(record: object, names: Sequence[str]) -> Mapping[str, Any]:
    """A record by its fields; not ``asdict``, which copies whatever is in them, of very many people for seconds."""
    return {name: getattr(record, name) for name in names}


def _within(value: object) -> object:
    return _told_of(value, _SWING) if isinstance(value, Swing) else str(value)


def laws(rows: Sequence[Reckoning]) -> pa.Table:
    """One row per law; the points of all of them lie in one array each, which no Python number is made of."""
    every = [(r, view, future, law) for r in rows for view, future, law in _told(r)]
    told = [law for *_, law in every]
    lacks = [law if isinstance(law, Missing) else None for law in told]
    columns: dict[str, Any] = {
        "subject": [r.subject for r, *_ in every],
        "measure": [r.measure for r, *_ in every],
        "view": [view for _, view, *_ in every],
        "future": [future.value for *_, future, _ in every],
        "mean": [law.mean if isinstance(law, Law) else None for law in told],
        "support": _points([law.support if isinstance(law, Law) else None for law in told]),
        "at_least": _points([law.at_least if isinstance(law, Law) else None for law in told]),
        "missing": [lack and lack.code for lack in lacks],
        "n": [lack and lack.n for lack in lacks],
        "needed": [lack and lack.needed for lack in lacks],
        "text": [lack and lack.text for lack in lacks],
    }
    return pa.table(columns, schema=pa.schema(_LAW))


def _told(r: Reckoning) -> Iterator[tuple[str, Future, Law | Missing]]:
    for view in VIEWS:
        outlook: Outlook = getattr(r, view)
        yield view, Future.NOTHING_MORE, outlook.nothing_more
        yield view, Future.AS_GOING, outlook.as_going
        yield view, Future.PLAN, outlook.plan


def _points(of: Sequence[NDArray[np.float64] | None]) -> pa.ListArray[Any]:
    ends = np.cumsum([0, *(0 if one is None else len(one) for one in of)])
    starts = pa.array(ends, pa.int32(), mask=np.array([*(one is None for one in of), False]))
    some = [one for one in of if one is not None]
    return pa.ListArray.from_arrays(starts, pa.array(np.concatenate(some) if some else np.zeros(0)))
