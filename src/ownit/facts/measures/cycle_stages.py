"""In which stage was each deal when, as far as a history of stages tells?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.measures.cycle_lives import age_bin
from ownit.facts.measures.deals import floats, integers
from ownit.facts.measures.keeping import kept
from ownit.method.cycle.cells import BINS, Stages

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

CLASSES = 6  # stages told apart at most, those with most deal-days
LEAST_SHARE = 0.03  # of the deal-days: rarer stages count as not known
KEY = ("connector", "id")
_NEVER = 10**6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spells:
    """``table``: connector, id, class, from_age, to_age: in that class after from_age up to to_age, in days of age."""

    table: ir.Table
    stages: Stages


@contextmanager
def spells(lives: ir.Table, changes: ir.Table, as_of: date) -> Iterator[Spells | None]:
    """Stays of the deals of ``lives`` in each stage, from changes up to ``as_of``; None if the record has none.

    Before its first change a deal is in the stage that one changed from. A change's day is its UTC day; of several on
    a day the last counts. A deal without any change is in no known stage.
    """
    import ibis

    said = _said(lives, changes, as_of)
    with kept(said.filter(said["stage"].notnull(), said["to_age"] > said["from_age"])) as known:
        days = (ibis.least(known["to_age"], known["exit_age"]) - known["from_age"]).cast("float64")
        lived = known.mutate(days=ibis.greatest(days, 0.0))
        ages = lived.group_by("stage").aggregate(days=lived["days"].sum(), age=lived["from_age"].cast("float64").mean())
        names = _classes(ages.order_by("stage").to_pyarrow())
        if not names:
            yield None
            return
        cases = [(known["stage"] == name, i + 1) for i, name in enumerate(names)]
        classed = known.mutate(stage_class=ibis.cases(*cases, else_=0).cast("int64"))
        yield Spells(table=classed.select(*KEY, "stage_class", "from_age", "to_age"), stages=_stages(classed, names))


def _said(lives: ir.Table, changes: ir.Table, as_of: date) -> ir.Table:
    """Every stay: before the first change, and after each."""
    import ibis

    once = lives.group_by(KEY).aggregate(created=lives["created_on"].min(), exit_age=lives["exit_age"].max())
    past = changes.mutate(on=changes["at"].date())
    past = past.filter(past["on"] <= ibis.literal(as_of)).rename(id="opportunity_id")
    latest = past.group_by(*KEY, "on").aggregate(at=past["at"].max()).rename(k="connector", i="id", d="on")
    past = past.inner_join(
        latest, [past["connector"] == latest["k"], past["id"] == latest["i"], past["at"] == latest["at"]]
    )
    past = past.group_by(*KEY, "on").aggregate(to_stage=past["to_stage"].max(), from_stage=past["from_stage"].max())
    mine = ibis.window(group_by=KEY, order_by="on")
    past = past.mutate(next_on=past["on"].lead().over(mine), turn=ibis.row_number().over(mine))
    there = past.inner_join(once, list(KEY))
    age = there["on"].delta(there["created"], unit="day").cast("int64")
    until = there["next_on"].delta(there["created"], unit="day").cast("int64").fill_null(_NEVER)
    after = there.select(*KEY, stage="to_stage", from_age=ibis.greatest(age, 0), to_age=until, exit_age="exit_age")
    first = there.filter(there["turn"] == 0)
    age = first["on"].delta(first["created"], unit="day").cast("int64")
    before = first.select(
        *KEY, stage="from_stage", from_age=ibis.literal(0).cast("int64"), to_age=age, exit_age="exit_age"
    )
    return ibis.union(after, before)


def _classes(table: pa.Table) -> tuple[str, ...]:
    """The stages with most deal-days, by the age at which deals come into them."""
    days, age, names = floats(table, "days"), floats(table, "age"), table["stage"].to_pylist()
    if not len(days) or days.sum() <= 0:
        return ()
    kept = [i for i in np.argsort(-days, kind="stable")[:CLASSES] if days[i] >= LEAST_SHARE * days.sum()]
    return tuple(names[i] for i in sorted(kept, key=lambda i: (age[i], names[i])))


def _stages(classed: ir.Table, names: tuple[str, ...]) -> Stages:
    """Moves between classes of deals that stay open, and the classes in which deals begin."""
    within = classed.filter(classed["from_age"] < classed["exit_age"])
    other = within.select(k="connector", i="id", next_class="stage_class", next_from="from_age")
    pairs = within.inner_join(
        other,
        [within["connector"] == other["k"], within["id"] == other["i"], within["to_age"] == other["next_from"]],
    )
    pairs = pairs.filter(pairs["stage_class"] != pairs["next_class"]).mutate(bin=age_bin(pairs["to_age"]))
    moved = pairs.group_by("stage_class", "next_class", "bin").aggregate(n=pairs.count()).to_pyarrow()
    begun = within.filter(within["from_age"] == 0)
    begins = begun.group_by("stage_class").aggregate(n=begun.count()).to_pyarrow()
    size = len(names) + 1
    moves, first = np.zeros((size, size)), np.zeros(size)
    np.add.at(moves, (integers(moved, "stage_class"), integers(moved, "next_class")), floats(moved, "n"))
    np.add.at(first, integers(begins, "stage_class"), floats(begins, "n"))
    at = np.bincount(integers(moved, "bin"), weights=floats(moved, "n"), minlength=BINS).astype(np.float64)
    return Stages(names=names, moves=moves, begins=first, moved_at=at)
