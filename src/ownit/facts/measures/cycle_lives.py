"""When did each deal's life begin, when did the record of it, and how did it end?"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.facts.bound import Bound, Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.known.joining import EPOCH, day_number, sure
from ownit.facts.measures.deals import Roster, floats, listed
from ownit.facts.queries import query
from ownit.method.cycle import AGE_EDGES, HISTORY_DAYS
from ownit.method.cycle.cells import BINS, ENDED
from ownit.method.deals import Flags, Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir

BULK_LOSSES = 20  # losses on one day, and
BULK_TIMES = 10  # times the mean of the days that have any: closed in bulk
BANDS = 3
KNOWN = 0.8  # of won, of lost and of open deals must have an amount for bands to be used: else lost ones lack it
NEEDED_FOR_BANDS = 90  # won deals, 30 a band
COLUMNS = (
    "life",
    "connector",
    "id",
    "person",
    "weight",
    "created_on",
    "closed_on",
    "outcome",
    "amount",
    "closed",
    "bulk",
    "exit_age",
    "entry_age",
    "record_age",
    "begun",
    "ago_bin",
    "now",
)
AGELESS = 10**6  # days: the record begins after all


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lives:
    """The rows of :func:`lives` in order of person, creation and exit, (lives,) each; days are proleptic ordinals."""

    deal: Ints  # credits of one deal share a number
    person: Ints
    weight: Floats
    created: Ints
    entry: Ints  # ages in days
    exit: Ints
    record: Ints
    ago_bin: Ints
    now: Ints
    band: Ints
    is_open: Flags
    closed: Flags
    won: Flags
    lost: Flags
    bulk: Flags  # lost, nobody knows when before that day
    begun: Flags  # after the record began

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints | Flags | slice) -> Lives:
        """Some of them."""
        return Lives(**{of.name: getattr(self, of.name)[rows] for of in fields(self)})


_EPOCH = EPOCH.toordinal()


def read(lives: ir.Table, edges: list[float]) -> tuple[Lives, Ints]:
    """The rows of :func:`lives`, each a deal of its own, and the place that each ``life`` has among them.

    Their order is by what is counted of them, so that sums are taken in one order whatever the engine's was.
    """
    table = _numbers(lives=lives).to_pyarrow()
    of = {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}
    kinds = {"weight": np.float64, **dict.fromkeys(("closed", "bulk", "begun", "is_open", "won", "lost"), np.bool_)}
    life = of.pop("life").astype(np.int64)
    del of["amount"]
    place = np.empty(len(life), dtype=np.int64)
    place[life] = np.arange(len(life))
    columns: dict[str, Any] = {n: np.asarray(values, dtype=kinds.get(n, np.int64)) for n, values in of.items()}
    columns["created"] = columns["created"] + _EPOCH
    columns["band"] = band(floats(table, "amount"), edges)
    return Lives(deal=np.arange(len(life)), **columns), place


@query
def _numbers(lives: ir.Table) -> ir.Table:

    wanted = lives.select(
        "life",
        "person",
        "weight",
        "closed",
        "bulk",
        "begun",
        "ago_bin",
        "now",
        created=day_number(lives["created_on"]),
        entry="entry_age",
        exit="exit_age",
        record="record_age",
        amount=lives["amount"].cast("float64"),
        is_open=lives["outcome"] == "open",
        won=lives["closed"] & (lives["outcome"] == "won"),
        lost=lives["closed"] & (lives["outcome"] == "lost"),
    )
    return wanted.order_by("person", "created", "exit", "weight", "life")


def of_deals(lives: Lives, row: Ints, first: Ints) -> Lives:
    """With the lives of one deal under one number: ``row`` are those of deals with several, ``first`` their deals'."""
    deal = np.arange(len(lives))
    deal[row] = first
    return replace(lives, deal=deal)


def lives(deals: Relation, roster: Roster, as_of: date) -> Bound:
    """One row per deal and person: ages at entry, at the record's begin and at exit, and how it ended.

    The record of closings begins with the day of the first, that day included: it has closings, so it has days at risk.
    A loss in bulk counts as the deal being open until that day: it was lost some time before, nobody knows when, and
    so may be the deals that are open today.
    """
    since = as_of - timedelta(days=HISTORY_DAYS)
    return _lives(deals=deals, roster=roster.table(), as_of=as_of, since=since, everyone=roster.people)


@query
def _lives(deals: ir.Table, roster: ir.Table, as_of: ir.DateValue, since: ir.DateValue, everyone: ir.Value) -> ir.Table:
    import ibis

    there = _ended(deals, as_of)
    by_day, first = _closings(there)
    who, there = listed(roster, "person"), there.rename(credited="person_id")
    keys = [there["connector"] == who["person_connector"], there["credited"] == who["person_id"]]
    there = there.left_join(who, keys)
    there = there.left_join(first, there["connector"] == first["first_connector"])
    there = there.left_join(
        by_day, [there["connector"] == by_day["bulk_connector"], there["closed_on"] == by_day["on"]]
    )
    there = there.mutate(
        person=there["person"].fill_null(everyone).cast("int32"),
        weight=there["share"].fill_null(1.0).cast("float64"),
        bulk=(there["outcome"] == "lost") & there["on"].notnull(),
        exit_age=there["end"].delta(there["created_on"], unit="day").cast("int32"),
        ago=as_of.delta(there["created_on"], unit="day").cast("int64"),
        entry_age=ibis.greatest(since.delta(there["created_on"], unit="day"), 0).cast("int32"),
    )
    there = there.mutate(
        record_age=ibis.greatest(there["first"].delta(there["created_on"], unit="day") - 1, 0)
        .fill_null(AGELESS)
        .cast("int32"),
        begun=(there["created_on"] > since) & sure(there["created_on"] >= there["first"]),
        ago_bin=age_bin(there["ago"]),
    )
    there = there.filter((there["end"] > since) | there["begun"])
    now = ibis.ifelse(there["closed"] & ~there["bulk"], ENDED, age_bin(there["exit_age"]))
    return there.mutate(now=now.cast("int8"), life=ibis.row_number().cast("int32")).select(*COLUMNS)


def _ended(deals: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Revenue credits of deals with a creation day, and the day to which they are followed."""
    import ibis

    there = deals.filter(is_revenue(deals), deals["created_on"].notnull())
    closed = there["closed_on"].notnull() & (there["outcome"] != "open")
    there = there.mutate(closed=closed, end=ibis.ifelse(closed, there["closed_on"], as_of))
    return there.filter(there["end"] >= there["created_on"], (there["outcome"] == "open") | there["closed"])


def _closings(there: ir.Table) -> tuple[ir.Table, ir.Table]:
    """The days on which losses were closed in bulk, and the first day of all; by connector.

    Grouped and joined: windows over all deals of a connector are worked out by one thread, and sort them.
    """
    lost = (there["outcome"] == "lost").cast("int64")
    by_day = there.group_by("connector", "closed_on").aggregate(lost=lost.sum())
    days, mean_of = (by_day["lost"] > 0).cast("int64").sum(), by_day["lost"].sum()
    of = by_day.group_by("connector").aggregate(first=by_day["closed_on"].min(), days=days, every=mean_of)
    of = of.rename(first_connector="connector")
    by_day = by_day.inner_join(of, by_day["connector"] == of["first_connector"])
    bulk = by_day.filter(by_day["lost"] >= BULK_LOSSES, by_day["lost"] * by_day["days"] >= BULK_TIMES * by_day["every"])
    return bulk.select(bulk_connector="connector", on="closed_on"), of.select("first_connector", "first")


def age_bin(age: ir.Value) -> ir.Value:
    """The index of the age bin (edge, next] of an age in days; age 0 is put with the first."""
    import ibis

    bins = ((age <= edge, i) for i, edge in enumerate(AGE_EDGES[1:]))
    return ibis.cases(*bins, else_=len(AGE_EDGES) - 1).cast("int8")


def age_bins(age: Ints) -> Ints:
    """The same of ages (n,)."""
    return np.clip(np.searchsorted(np.array(AGE_EDGES), age, side="left") - 1, 0, BINS - 1)


def band_edges(lives: ir.Table) -> list[float]:
    """Terciles of won amounts, if amounts are known of nearly all deals whatever became of them; else none."""
    row = _known(lives=lives).to_pyarrow().to_pylist()[0]
    if any(share is None or share < KNOWN for share in row.values()):
        return []
    told = _cuts(lives=lives).to_pyarrow().to_pylist()[0]
    if told["n"] < NEEDED_FOR_BANDS:
        return []
    return sorted({float(told[f"c{i}"]) for i in range(1, BANDS)})


@query
def _known(lives: ir.Table) -> ir.Table:
    """Of how many of each outcome an amount is known."""
    known = sure(lives["amount"] > 0).cast("int64")
    return lives.aggregate(**{o: known.mean(where=lives["outcome"] == o) for o in ("won", "lost", "open")})


@query
def _cuts(lives: ir.Table) -> ir.Table:
    """The terciles of won amounts."""
    won = lives.filter(lives["outcome"] == "won", lives["amount"] > 0)
    return won.aggregate(n=won.count(), **{f"c{i}": won["amount"].quantile(i / BANDS) for i in range(1, BANDS)})


def band(amount: Floats, edges: list[float]) -> Ints:
    """The band of each amount (n,): how many edges it has reached, and one; 0 where it is unknown or there are none."""
    reached = np.searchsorted(np.array(edges), amount, side="right") + 1
    return np.where((amount > 0) & bool(edges), reached, 0).astype(np.int64)
