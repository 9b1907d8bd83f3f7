"""How many deals did each person open lately, and on how many days could they?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.facts.queries import query
from ownit.method.arrivals import RECENT_DAYS, ArrivalCells
from ownit.method.deals import Floats, Ints, Origin, seen_by

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Openings:
    """Deals opened by person, opener, origin and bin of RECENT_DAYS, weighted by share; arrays (n,).

    ``days`` (people, bins): days of each bin since the person's first deal on record.
    """

    person: Ints
    opener: Ints
    origin: Ints
    bin: Ints
    opened: Floats
    days: Floats
    group: Ints

    def cells(self, sides: Ints | None = None) -> ArrivalCells:
        """As each person sees them; or, given who is on whose side, as each one's group does."""
        origin = self.origin
        if sides is not None:
            origin = seen_by(sides, person=self.person, opener=self.opener, origin=origin)
        opened = np.zeros((len(self.days), len(Origin), len(RECENT_DAYS)))
        np.add.at(opened, (self.person, origin, self.bin), self.opened)
        return ArrivalCells(opened=opened, days=self.days, group=self.group)


def openings(deals: Relation, roster: Roster, as_of: date) -> Openings:
    """Revenue credits of deals created in the year up to ``as_of``, by how many days ago."""
    cells = _opened(deals=deals, roster=roster.table(), as_of=as_of).to_pyarrow()
    first = _first(deals=deals, roster=roster.table()).to_pyarrow()
    since = dict(zip(first["person"].to_pylist(), first["first"].to_pylist(), strict=True))
    return Openings(
        person=integers(cells, "person"),
        opener=integers(cells, "opener"),
        origin=integers(cells, "origin_code"),
        bin=integers(cells, "bin"),
        opened=floats(cells, "n"),
        days=np.array([_days(since.get(i), as_of) for i in range(roster.people)]).reshape(-1, len(RECENT_DAYS)),
        group=roster.groups,
    )


@query
def _opened(deals: ir.Table, roster: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Per person, opener, origin and bin, what was opened."""
    import ibis

    there = _created(deals, roster)
    there = there.mutate(ago=as_of.delta(there["created_on"], unit="day").cast("int64"))
    bins = ibis.cases(*((there["ago"] < edge, i) for i, edge in enumerate(RECENT_DAYS)), else_=-1).cast("int64")
    there = there.mutate(bin=bins)
    keys = ("person", "opener", "origin_code", "bin")
    lately = there.filter(there["bin"] >= 0, there["ago"] >= 0)
    return lately.group_by(keys).aggregate(n=lately["share"].fill_null(1.0).sum()).order_by(keys)


@query
def _first(deals: ir.Table, roster: ir.Table) -> ir.Table:
    """Per person, the day of the first deal."""
    there = _created(deals, roster)
    return there.group_by("person").aggregate(first=there["created_on"].min()).order_by("person")


def _created(deals: ir.Table, roster: ir.Table) -> ir.Table:
    revenue = deals.filter(is_revenue(deals), deals["created_on"].notnull())
    return on_roster(revenue, roster)


def _days(first: date | None, as_of: date) -> list[float]:
    """Days of each bin from the first deal to ``as_of``; none for somebody who has no deal yet."""
    there = 0 if first is None else (as_of - first + timedelta(days=1)).days
    edges = (0, *RECENT_DAYS)
    return [float(min(max(there - low, 0), high - low)) for low, high in pairwise(edges)]
