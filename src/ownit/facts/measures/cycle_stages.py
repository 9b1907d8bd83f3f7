"""In which stage was each deal when, as far as a history of stages tells?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.known.joining import EPOCH
from ownit.facts.measures.cycle_lives import Lives, age_bins
from ownit.facts.measures.deals import integers, texts
from ownit.facts.queries import query
from ownit.method.cycle.cells import BINS, Codes, Stages
from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ibis.expr.types as ir
    import pyarrow as pa

CLASSES = 6  # stages told apart at most, those with most deal-days
LEAST_SHARE = 0.03  # of the deal-days: rarer stages count as not known
KEY = ("connector", "id")
_NEVER = 10**6
_NONE = -1  # no stage is known
_DAY = 86_400_000_000  # microseconds
_WIDE = 1 << 24  # more than any age, and than any day before its deal was created


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stays:
    """In a class of stages after ``start`` up to ``end``, in days of age; by deal and age, none meets another."""

    deal: Codes
    stage_class: Codes
    start: Codes
    end: Codes
    stages: Stages


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Said:
    """As :class:`Stays`, with the number of the stage's name, and the age to which each deal is followed."""

    deal: Codes
    stage: Codes
    start: Codes
    end: Codes
    exit: Ints


def stays(once: ir.Table, changes: ir.Table, as_of: date, number: Ints, lives: Lives) -> Stays | None:
    """Stays of deals in each stage, from changes up to ``as_of``; None if the record has none.

    ``once`` has one row per deal: KEY and ``deal``; ``number`` gives by that the deal's place among ``lives``, which is
    what it is called in what is given back. Before its first change a deal is in the stage that one changed from. A
    change's day is its UTC day; of several on a day the last counts. A deal without any change is in no known stage.
    """
    with _names(changes=changes).kept() as table:
        names = texts(_in_order(names=table).to_pyarrow(), "name")
        said = _said(_changes(once=once, changes=changes, names=table, as_of=as_of).to_pyarrow(), number, lives)
    days = np.maximum(np.minimum(said.end, said.exit) - said.start, 0).astype(np.float64)
    told = _classes(names, said, days)
    if not told:
        return None
    class_of = np.zeros(len(names), dtype=np.int32)
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
def _names(changes: ir.Table) -> ir.Table:
    """Every stage's name, and its code: from 0, in the order of names."""
    import ibis

    pairs = changes.select("to_stage", "from_stage").distinct()
    every = ibis.union(*(pairs.select(name=column) for column in pairs.columns), distinct=True)
    every = every.filter(every["name"].notnull())
    return every.mutate(code=ibis.row_number().over(ibis.window(order_by="name")).cast("int16"))


@query
def _in_order(names: ir.Table) -> ir.Table:
    return names.order_by("code")


@query
def _changes(once: ir.Table, changes: ir.Table, names: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Every change of these deals: when, in microseconds, from and to which stage; _NONE where it is not said."""
    import ibis

    to, came = names.rename(to_name="name", to="code"), names.rename(from_name="name", came="code")
    past = changes.filter(changes["at"] < (as_of + ibis.interval(days=1)).cast("timestamp('UTC')"))
    past = past.rename(k="connector")
    there = past.inner_join(once, [past["k"] == once["connector"], past["opportunity_id"] == once["id"]])
    there = there.left_join(to, there["to_stage"] == to["to_name"])
    there = there.left_join(came, there["from_stage"] == came["from_name"])
    none = ibis.literal(_NONE, "int16")
    return there.select("deal", "at", to=there["to"].fill_null(none), came=there["came"].fill_null(none))


def _said(table: pa.Table, number: Ints, lives: Lives) -> _Said:
    """Every known stay that lasts: before the first change, and after each; by deal and age."""
    deal, age, to, came = _last_of_a_day(table, number, lives)
    begins = np.ones(len(deal), dtype=np.bool_)
    begins[1:] = deal[1:] != deal[:-1]
    row = np.cumsum(begins) + np.arange(len(deal))  # before a deal's first change there is one stay more
    first = row[begins] - 1
    of, stage, start, end = np.empty((4, len(deal) + len(first)), dtype=np.int32)
    of[row], stage[row], start[row] = deal, to, np.maximum(age, 0)
    of[first], stage[first], start[first] = deal[begins], came[begins], 0
    end[row - 1], end[-1:] = age, _NEVER
    end[first[1:] - 1] = _NEVER
    lasting = (stage != _NONE) & (end > start)
    of = of[lasting]
    return _Said(deal=of, stage=stage[lasting], start=start[lasting], end=end[lasting], exit=lives.exit[of])


def _last_of_a_day(table: pa.Table, number: Ints, lives: Lives) -> tuple[Ints, Ints, Codes, Codes]:
    """Deal, age and stages of the changes that count, by deal and age: of those at one moment the higher numbers."""
    import pyarrow as pa

    whose = number[integers(table, "deal")]
    at: Ints = table["at"].cast(pa.int64()).to_numpy()
    key: Ints = whose * _WIDE + (at // _DAY + EPOCH.toordinal() - lives.created[whose])  # one is sorted faster than two
    order = np.argsort(key)
    key = key[order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    codes = [table[name].to_numpy()[order] for name in ("to", "came")]
    to, came = (of[first] for of in codes)
    size = np.diff(first, append=len(key))
    crowded = size > 1
    if crowded.any():
        rows = np.repeat(crowded, size)
        to[crowded], came[crowded] = _last_of(at[order[rows]], size[crowded], [of[rows] for of in codes])
    deal = (key[first] + _WIDE // 2) // _WIDE
    return deal, key[first] - deal * _WIDE, to, came


def _last_of(at: Ints, size: Ints, codes: Sequence[Codes]) -> Iterator[Codes]:
    """The codes of the last of ``size`` changes each, which follow one another; of those at one moment the higher."""
    begins = np.cumsum(size) - size
    last = at == np.repeat(np.maximum.reduceat(at, begins), size)
    for of in codes:
        yield np.maximum.reduceat(np.where(last, of, _NONE), begins)


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


def _stages(said: _Said, classes: Codes, names: tuple[str, ...]) -> Stages:
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
