"""Which deals are open and what was won, person by person, as the method takes them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.measures.stretches import stretches, within
from ownit.facts.queries import query
from ownit.method.deals import Floats, Gate, Ints, OpenDeals, Origin, Won, seen_by

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The people reckoned for, 0 to ``people`` - 1, by their ids in the facts; one person may have several.

    ``group`` names each person's like-for-like group (role, segment, in ramp or not), shape (people,), from 0.
    """

    connector: Sequence[str]
    person_id: Sequence[str]
    person: Sequence[int]
    people: int
    group: Sequence[int] | None = None

    @property
    def groups(self) -> Ints:
        """The like-for-like group of each person; all one where none is given."""
        return np.zeros(self.people, dtype=np.int64) if self.group is None else np.asarray(self.group, dtype=np.int64)

    def table(self) -> pa.Table:
        """The roster as a table: connector, id, person (the index)."""
        import pyarrow as pa

        return pa.table(
            {
                "connector": pa.array(self.connector, pa.string()),
                "id": pa.array(self.person_id, pa.string()),
                "person": pa.array(self.person, pa.int64()),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """The open deals of everybody on the roster, ``key`` (connector, id) and ``opener`` row by row with them."""

    deals: OpenDeals
    opener: Ints
    key: Sequence[tuple[str, str]]

    def origin_to(self, sides: Ints) -> Ints:
        """Origins as groups of people see them (:func:`ownit.method.deals.sides`)."""
        return seen_by(sides, person=self.deals.person, opener=self.opener, origin=self.deals.origin)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Winnings:
    """What was won by person, opener and origin; ``revenue`` tells revenue credits from overlays. Arrays (n,).

    ``stretch``: in which part of the days asked for, where they are told apart, from 0.
    """

    people: int
    person: Ints
    opener: Ints
    origin: Ints
    revenue: Ints
    amount: Floats
    deals: Ints
    without_amount: Ints
    stretch: Ints

    def won(self, sides: Ints | None = None) -> Won:
        """As each person sees it; or, given who is on whose side, as each one's group does, overlays left out."""
        origin, weight = self.origin, np.ones(len(self.person))
        if sides is not None:
            origin = seen_by(sides, person=self.person, opener=self.opener, origin=origin)
            weight = self.revenue.astype(np.float64)
        cell, cells = self.person * len(Origin) + origin, self.people * len(Origin)
        shape = (self.people, len(Origin))
        return Won(
            amount=np.bincount(cell, weights=self.amount * weight, minlength=cells).astype(np.float64).reshape(shape),
            deals=np.rint(np.bincount(cell, weights=self.deals * weight, minlength=cells)).astype(int).reshape(shape),
            without_amount=np.rint(
                np.bincount(self.person, weights=self.without_amount * weight, minlength=self.people)
            ).astype(int),
        )

    def together(self, members: Sequence[Ints]) -> Won:
        """As a group sees it, in one row, overlays left out: ``members`` were its people in each stretch."""
        inside = np.zeros((len(members), self.people), dtype=np.bool_)
        for stretch, people in enumerate(members):
            inside[stretch, people] = True
        ours = inside[self.stretch, self.person] & (self.revenue > 0)
        opened = (self.opener >= 0) & inside[self.stretch, self.opener]
        origin = np.where(opened, np.int64(Origin.OWN), self.origin)[ours]

        def summed(of: Floats | Ints) -> Floats:
            return np.bincount(origin, weights=of[ours], minlength=len(Origin)).astype(np.float64)[None, :]

        return Won(
            amount=summed(self.amount),
            deals=np.rint(summed(self.deals)).astype(np.int64),
            without_amount=np.array([self.without_amount[ours].sum()], dtype=np.int64),
        )


def credited(deals: Relation, since: date) -> pa.Table:
    """Who is credited with a deal that is open, or was opened or closed since a day: connector, person_id."""
    return _credited(deals=deals, since=since).to_pyarrow()


@query
def _credited(deals: ir.Table, since: ir.DateValue) -> ir.Table:
    recent = (deals["created_on"] >= since) | (deals["closed_on"] >= since)
    return deals.filter((deals["outcome"] == "open") | recent).select("connector", "person_id").distinct()


def on_roster(deals: ir.Table, roster: ir.Table, everyone: int | ir.Value | None = None) -> ir.Table:
    """``deals`` with ``person``, ``opener`` (indices into the roster, see :func:`seen_by`) and ``origin_code``.

    ``roster`` is :meth:`Roster.table`. With ``everyone``, the deals of people who are not on it are kept as those of
    the person of that number; without, they are left out.
    """
    import ibis

    from ownit.facts.origin import CHANGED, NEVER_OWN_REASONS

    who, by = listed(roster, "person"), listed(roster, "opener")
    reason = deals["origin_reason"].fill_null("").replace(CHANGED, "")
    own_to_someone = ~reason.isin(NEVER_OWN_REASONS)
    there = deals.mutate(own_to_someone=own_to_someone)
    there = there.rename(credited="person_id")
    keys = [there["connector"] == who["person_connector"], there["credited"] == who["person_id"]]
    there = there.inner_join(who, keys) if everyone is None else there.left_join(who, keys)
    keys = [there["connector"] == by["opener_connector"], there["opened_by"] == by["opener_id"]]
    there = there.left_join(by, keys)
    return there.mutate(
        person=there["person"].fill_null(-1 if everyone is None else everyone).cast("int64"),
        opener=ibis.ifelse(there["own_to_someone"], there["opener"], ibis.null("int64")).fill_null(-1).cast("int64"),
        origin_code=ibis.cases(
            (there["origin_to_person"] == "own", int(Origin.OWN)),
            (there["origin_to_person"] == "others", int(Origin.OTHERS)),
            else_=int(Origin.UNKNOWN),
        ).cast("int64"),
    )


def listed(roster: ir.Table, prefix: str) -> ir.Table:
    """:meth:`Roster.table` to join by: prefix_connector, prefix_id, prefix (the index)."""
    return roster.select(**{f"{prefix}_connector": "connector", f"{prefix}_id": "id", prefix: "person"})


def book(deals: Relation, roster: Roster, as_of: date, *, stages: Sequence[str] = ()) -> Book:
    """The open deals of :func:`ownit.facts.known.deals` as of ``as_of``, sorted by connector, id and person.

    ``stages`` are the names of the classes of stages that the cycle tells apart.
    """
    table = _open(deals=deals, roster=roster.table(), as_of=as_of, stages=tuple(stages)).to_pyarrow()
    open_deals = OpenDeals(
        person=integers(table, "person"),
        age=np.maximum(integers(table, "age"), -1),
        amount=floats(table, "amount"),
        origin=integers(table, "origin_code"),
        gate=integers(table, "gate"),
        overlay=np.asarray(table["overlay"].to_numpy(zero_copy_only=False), dtype=np.bool_),
        stage=integers(table, "stage"),
        due=floats(table, "due"),
    )
    key = list(zip(texts(table, "connector"), texts(table, "id"), strict=True))
    return Book(deals=open_deals, opener=integers(table, "opener"), key=key)


@query
def _open(deals: ir.Table, roster: ir.Table, as_of: ir.DateValue, stages: tuple[str, ...]) -> ir.Table:
    import ibis

    there = on_roster(deals.filter(deals["outcome"] == "open"), roster)
    return there.select(
        "connector",
        "id",
        "person",
        "opener",
        "origin_code",
        age=as_of.delta(there["created_on"], unit="day").fill_null(-1).cast("int64"),
        amount=there["amount"].cast("float64"),
        gate=ibis.cases(
            (there["counted"].isnull(), int(Gate.CANNOT_CHECK)),
            (there["counted"], int(Gate.COUNTED)),
            else_=int(Gate.NOT_COUNTED),
        ).cast("int64"),
        overlay=~is_revenue(there),
        stage=_stage_class(there, stages),
        due=ibis.ifelse(
            there["kind"] == "renewal",
            there["expected_close"].delta(as_of, unit="day"),
            ibis.null("int64"),
        ).cast("float64"),
    ).order_by("connector", "id", "person", "overlay")


def _stage_class(there: ir.Table, stages: Sequence[str]) -> ir.Value:
    import ibis

    if not stages:
        return ibis.literal(0).cast("int64")
    named = ((there["stage"] == name, i + 1) for i, name in enumerate(stages))
    return ibis.cases(*named, else_=0).cast("int64")


def winnings(deals: Relation, roster: Roster, start: date, end: date, changes: Sequence[date] = ()) -> Winnings:
    """What was won from ``start`` to ``end``, both included; ``deals`` as of a day, so nothing later is in it.

    ``changes``: the days within on which another stretch begins.
    """
    table = _won(deals=deals, roster=roster.table(), of=stretches(start, end, changes)).to_pyarrow()
    return Winnings(
        people=roster.people,
        person=integers(table, "person"),
        opener=integers(table, "opener"),
        origin=integers(table, "origin_code"),
        revenue=np.asarray(table["revenue"].to_numpy(zero_copy_only=False), dtype=np.int64),
        amount=floats(table, "amount"),
        deals=integers(table, "deals"),
        without_amount=integers(table, "without_amount"),
        stretch=integers(table, "stretch"),
    )


@query
def _won(deals: ir.Table, roster: ir.Table, of: ir.Table) -> ir.Table:
    won = within(deals.filter(deals["outcome"] == "won"), "closed_on", of)
    there = on_roster(won, roster).mutate(revenue=is_revenue)
    keys = ("stretch", "person", "opener", "origin_code", "revenue")
    return (
        there.group_by(keys)
        .aggregate(
            amount=there["amount"].sum().fill_null(0.0).cast("float64"),
            deals=there.count().cast("int64"),
            without_amount=there["amount"].isnull().sum().cast("int64"),
        )
        .order_by(keys)
    )


def integers(table: pa.Table, column: str) -> Ints:
    """A column without nulls as int64."""
    return np.asarray(table[column].to_numpy(zero_copy_only=False), dtype=np.int64)


def texts(table: pa.Table, column: str) -> list[str]:
    """A column without nulls as texts."""
    return [str(text) for text in table[column].to_pylist()]


def floats(table: pa.Table, column: str) -> Floats:
    """A column as float64, null as NaN."""
    return np.asarray(table[column].to_numpy(zero_copy_only=False), dtype=np.float64)
