"""Which deals were won, when were they opened, and by whom?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.measures.deals import floats, integers, texts
from ownit.facts.queries import query
from ownit.method.deals import Flags, Floats, Ints

if TYPE_CHECKING:
    from datetime import date

    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wins:
    """Won deals by who is credited, and the days they were opened and closed; arrays (n,).

    ``who`` indexes ``people``, (connector, id) pairs. Days are ordinals of the proleptic calendar; ``opened`` is 0
    where no creation day is known. ``amount`` is NaN where it is unknown; ``deals`` counts credits, ``share`` sums
    their parts.
    """

    people: tuple[tuple[str, str], ...]
    who: Ints
    opened: Ints
    closed: Ints
    overlay: Flags
    deals: Floats
    share: Floats
    amount: Floats

    def within(self, start: date, end: date) -> Flags:
        """Those closed from ``start`` to ``end``, both days included."""
        return (self.closed >= start.toordinal()) & (self.closed <= end.toordinal())


def wins(deals: Relation) -> Wins:
    """All that is won among :func:`ownit.facts.known.deals`, added up by person, days and kind of credit."""
    table = _won(deals=deals).to_pyarrow()
    keyed = list(zip(texts(table, "connector"), texts(table, "person_id"), strict=True))
    people = tuple(sorted(set(keyed)))
    index = {key: i for i, key in enumerate(people)}
    return Wins(
        people=people,
        who=np.array([index[key] for key in keyed], dtype=np.int64),
        opened=_ordinals(table["created_on"]),
        closed=_ordinals(table["closed_on"]),
        overlay=np.asarray(table["overlay"].to_numpy(zero_copy_only=False), dtype=np.bool_),
        deals=integers(table, "n").astype(np.float64),
        share=floats(table, "share"),
        amount=floats(table, "amount"),
    )


@query
def _won(deals: ir.Table) -> ir.Table:
    won = deals.filter(deals["outcome"] == "won", deals["closed_on"].notnull())
    keys = ("connector", "person_id", "created_on", "closed_on", "overlay")
    there = won.mutate(overlay=~is_revenue(won))
    return (
        there.group_by(keys)
        .aggregate(n=there.count(), share=there["share"].fill_null(1.0).sum(), amount=there["amount"].sum())
        .order_by(keys)
    )


def _ordinals(column: pa.ChunkedArray[Any]) -> Ints:
    return np.array([0 if day is None else day.toordinal() for day in column.to_pylist()], dtype=np.int64)
