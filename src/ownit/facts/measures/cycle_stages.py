"""In which stage was each deal when, as far as a history of stages tells?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.measures.cycle_lives import age_bins
from ownit.facts.measures.deals import integers
from ownit.facts.queries import query
from ownit.method.cycle.cells import BINS, Stages
from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir
    import pyarrow as pa

CLASSES = 6  # stages told apart at most, those with most deal-days
LEAST_SHARE = 0.03  # of the deal-days: rarer stages count as not known
KEY = ("connector", "id")
_NEVER = 10**6
_NONE = -1  # no stage is known
_WIDE = 1 << 24  # more than any age, and than any day before its deal was created


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stays:
    """In a class of stages after ``start`` up to ``end``, in days of age; by deal and age, none meets another."""

    deal: Ints
    stage_class: Ints
    start: Ints
    end: Ints
    stages: Stages


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Said:
    """As :class:`Stays`, with the number of the stage's name, and the age to which each deal is followed."""

    deal: Ints
    stage: Ints
    start: Ints
    end: Ints
    exit: Ints

    def only(self, rows: Ints) -> _Said:
        """Some of them, in that order."""
        of = (getattr(self, name)[rows] for name in ("deal", "stage", "start", "end", "exit"))
        deal, stage, start, end, exit_ = of
        return _Said(deal=deal, stage=stage, start=start, end=end, exit=exit_)


def in_order(deal: Ints, age: Ints) -> Ints:
    """A number for each, rising with the deal and then with the age: one key is sorted and found faster than two."""
    return deal * _WIDE + age


def stays(once: ir.Table, changes: ir.Table, as_of: date, number: Ints) -> Stays | None:
    """Stays of deals in each stage, from changes up to ``as_of``; None if the record has none.

    ``once`` has one row per deal: KEY, its ``deal`` number, ``created`` and ``exit_age``; ``number`` (deals,) is by
    what each deal is called in what is given back. Before its first change a deal is in the stage that one changed
    from. A change's day is its UTC day; of several on a day the last counts. A deal without any change is in no known
    stage.
    """
    table = _changes(once=once, changes=changes, as_of=as_of).to_pyarrow()
    names, to_stage, from_stage = _coded(table)
    said = _said(table, to_stage, from_stage, number)
    days = np.maximum(np.minimum(said.end, said.exit) - said.start, 0).astype(np.float64)
    told = _classes(names, said, days)
    if not told:
        return None
    class_of = np.zeros(len(names), dtype=np.int64)
    class_of[told] = np.arange(1, len(told) + 1)
    classes = class_of[said.stage]
    return Stays(
        deal=said.deal,
        stage_class=classes,
        start=said.start,
        end=said.end,
        stages=_stages(said, classes, tuple(names[i] for i in told)),
    )


@query
def _changes(once: ir.Table, changes: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Every change of these deals: when, at which age, from and to which stage."""
    past = changes.mutate(on=changes["at"].date())
    past = past.filter(past["on"] <= as_of).rename(k="connector")
    there = past.inner_join(once, [past["k"] == once["connector"], past["opportunity_id"] == once["id"]])
    return there.select(
        "deal",
        "exit_age",
        "at",
        "to_stage",
        "from_stage",
        age=there["on"].delta(there["created"], unit="day").cast("int64"),
    )


def _coded(table: pa.Table) -> tuple[Sequence[str], Ints, Ints]:
    """The stages' names in order, and which of them each change leads to and comes from, _NONE where it is not said."""
    columns = [table[name].combine_chunks().dictionary_encode() for name in ("to_stage", "from_stage")]
    names: list[str] = sorted({str(name) for column in columns for name in column.dictionary.to_pylist()})
    place = {name: i for i, name in enumerate(names)}
    coded = []
    for column in columns:
        own = np.array([*(place[str(name)] for name in column.dictionary.to_pylist()), _NONE], dtype=np.int64)
        none = len(own) - 1
        coded.append(own[column.indices.fill_null(none).to_numpy(zero_copy_only=False)])
    return names, coded[0], coded[1]


def _said(table: pa.Table, to_stage: Ints, from_stage: Ints, number: Ints) -> _Said:
    """Every known stay that lasts: before the first change, and after each; by deal and age."""
    import pyarrow as pa

    deal, age = number[integers(table, "deal")], integers(table, "age")
    at = table["at"].cast(pa.int64()).to_numpy()
    order = np.argsort(in_order(deal, age))
    deal, age, at = deal[order], age[order], at[order]
    new = np.ones(len(deal), dtype=np.bool_)
    new[1:] = (deal[1:] != deal[:-1]) | (age[1:] != age[:-1])
    first = np.flatnonzero(new)  # of each deal and day; of its changes the last counts
    if not len(first):
        none = np.zeros(0, dtype=np.int64)
        return _Said(deal=none, stage=none, start=none, end=none, exit=none)
    last = at == np.maximum.reduceat(at, first)[np.cumsum(new) - 1]
    to, came = (np.maximum.reduceat(np.where(last, of[order], _NONE), first) for of in (to_stage, from_stage))
    deal, age, exit_ = deal[first], age[first], integers(table, "exit_age")[order][first]
    begins = np.append(True, deal[1:] != deal[:-1])
    until = np.where(np.append(begins[1:], True), _NEVER, np.append(age[1:], _NEVER))
    every = _Said(
        deal=np.concatenate([deal, deal[begins]]),
        stage=np.concatenate([to, came[begins]]),
        start=np.concatenate([np.maximum(age, 0), np.zeros(int(begins.sum()), dtype=np.int64)]),
        end=np.concatenate([until, age[begins]]),
        exit=np.concatenate([exit_, exit_[begins]]),
    )
    lasting = np.flatnonzero((every.stage != _NONE) & (every.end > every.start))
    return every.only(lasting[np.argsort(in_order(every.deal[lasting], every.start[lasting]), kind="stable")])


def _classes(names: Sequence[str], said: _Said, days: Floats) -> list[int]:
    """The stages with most deal-days, by the age at which deals come into them."""
    size = len(names)
    spent = np.bincount(said.stage, weights=days, minlength=size)
    if spent.sum() <= 0:
        return []
    many = np.maximum(np.bincount(said.stage, minlength=size), 1)
    age = np.bincount(said.stage, weights=said.start.astype(np.float64), minlength=size) / many
    kept = [int(i) for i in np.argsort(-spent, kind="stable")[:CLASSES] if spent[i] >= LEAST_SHARE * spent.sum()]
    return sorted(kept, key=lambda i: (age[i], names[i]))


def _stages(said: _Said, classes: Ints, names: tuple[str, ...]) -> Stages:
    """Moves between classes of deals that stay open, and the classes in which deals begin."""
    size = len(names) + 1
    within = said.start < said.exit
    here, there = slice(None, -1), slice(1, None)
    follows = within[here] & within[there] & (said.deal[here] == said.deal[there])
    follows &= (said.end[here] == said.start[there]) & (classes[here] != classes[there])
    moves = np.bincount(classes[here][follows] * size + classes[there][follows], minlength=size * size)
    begun = within & (said.start == 0)
    at = np.bincount(age_bins(said.end[here][follows]), minlength=BINS).astype(np.float64)
    begins = np.bincount(classes[begun], minlength=size).astype(np.float64)
    return Stages(names=names, moves=moves.reshape(size, size).astype(np.float64), begins=begins, moved_at=at)
