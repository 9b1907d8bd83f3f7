"""What would the measures find in a small company? Sufficient statistics in NumPy, and their reckoning.

The measures of ``facts`` work on tables; hundreds of companies need the same numbers in milliseconds. A test holds the
two to each other (tests/calibration/test_measures_agree.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ownit.connectors.simulate.small import LOST, OPEN, WON, DealTable, SmallCompany
from ownit.method import amounts, arrivals, bookings, cycle
from ownit.method.amounts import AmountCells, Amounts
from ownit.method.arrivals import RECENT_DAYS, ArrivalCells
from ownit.method.cycle import AGE_EDGES, HISTORY_DAYS, CycleCells, Slices, slices
from ownit.method.cycle.cells import ENDED
from ownit.method.deals import Floats, Gate, Ints, OpenDeals, Origin, Window, Won
from ownit.method.mixes import BIN_WIDTH

DAY = np.timedelta64(1, "D")


def days(table: DealTable, as_of: date) -> tuple[Floats, Floats]:
    """Age at exit and age when the two years that are read began."""
    on = np.datetime64(as_of, "D")
    end = np.where(np.isnat(table.closed_on), on, table.closed_on)
    since = np.datetime64(as_of - timedelta(days=HISTORY_DAYS), "D")
    return (end - table.created_on) / DAY, np.maximum((since - table.created_on) / DAY, 0)


def cycle_cells(table: DealTable, people: int, as_of: date) -> CycleCells:
    """One cell per deal, age bin and slice of time, without bands; the record of closings begins with the first."""
    exit_age, entry = days(table, as_of)
    closed = table.outcome != OPEN
    first = table.closed_on[closed].min()
    time = slices(as_of)
    deal, age_bin, slice_, low, high = _pieces(table, exit_age, entry, time)
    record = np.maximum((first - table.created_on) / DAY - 1, 0)[deal]
    ends = (closed[deal]) & (high == exit_age[deal])
    late = np.clip(high - np.maximum(low, record), 0, None)
    since = np.datetime64(as_of - timedelta(days=HISTORY_DAYS), "D")
    begun = (table.created_on > since) & (table.created_on >= first)
    at_once = begun & closed & (exit_age == 0)
    there = (exit_age > entry) | begun
    ago = _bin((np.datetime64(as_of, "D") - table.created_on) / DAY)
    seen = np.unique(np.stack([deal, age_bin])[:, late > 0], axis=1)[1]
    return CycleCells(
        person=table.person[deal],
        bin=age_bin,
        band=np.zeros(len(deal), dtype=np.int64),
        slice=slice_,
        stage=np.zeros(len(deal), dtype=np.int64),
        now=np.where(closed, ENDED, ago)[deal],
        exposure=late,
        exposure_before=np.clip(np.minimum(high, record) - low, 0, None),
        won=(ends & (table.outcome == WON)[deal]).astype(np.float64),
        lost=(ends & (table.outcome == LOST)[deal]).astype(np.float64),
        slices=time,
        created=_each(table, begun, people),
        won_at_zero=_each(table, at_once & (table.outcome == WON), people),
        lost_at_zero=_each(table, at_once & (table.outcome == LOST), people),
        at_risk=np.bincount(seen, minlength=len(AGE_EDGES)).astype(np.float64),
        born=_counted(table.person[there], ago[there], people),
        still=_counted(table.person[~closed], ago[~closed], people),
        open_at=_open_at(table, people, time),
        record_days=float(min((np.datetime64(as_of, "D") - first) / DAY, HISTORY_DAYS)),
        bulk_lost=0,
        band_edges=np.zeros(0),
        group=np.zeros(people, dtype=np.int64),
    )


def _pieces(table: DealTable, exit_age: Floats, entry: Floats, time: Slices) -> tuple[Ints, Ints, Ints, Floats, Floats]:
    """The lives cut at every age edge and every slice's begin: deal, age bin, slice, age from and to."""
    begins = np.array(time.first, dtype="datetime64[D]")
    at_slices = (begins[None, 1:] - table.created_on[:, None]) / DAY - 1.0
    n = len(table.person)
    cuts = np.concatenate(
        [np.broadcast_to(np.array(AGE_EDGES, dtype=np.float64), (n, len(AGE_EDGES))), at_slices], axis=1
    )
    cuts = np.clip(cuts, entry[:, None], np.maximum(exit_age, entry)[:, None])
    cuts = np.sort(np.concatenate([cuts, entry[:, None], np.maximum(exit_age, entry)[:, None]], axis=1), axis=1)
    deal, place = np.nonzero(np.diff(cuts, axis=1) > 0)
    low, high = cuts[deal, place], cuts[deal, place + 1]
    day = table.created_on[deal] + high.astype(np.int64) * DAY
    slice_ = np.searchsorted(begins, day, side="right") - 1
    return deal, _bin(high), np.maximum(slice_, 0), low, high


def _bin(age: Floats) -> Ints:
    """The age bin (edge, next] of ages in days; age 0 is put with the first."""
    return np.maximum(np.searchsorted(AGE_EDGES, age, side="left") - 1, 0).astype(np.int64)


def _counted(person: Ints, ago: Ints, people: int) -> Floats:
    counts = np.zeros((people, len(AGE_EDGES)))
    np.add.at(counts, (person, ago), 1.0)
    return counts


def _open_at(table: DealTable, people: int, time: Slices) -> Floats:
    """Deals open when each slice begins, created before it and closed on it or later; and today."""
    begins = np.array(time.first, dtype="datetime64[D]")
    there = (table.created_on[:, None] < begins) & ~(table.closed_on[:, None] < begins)
    there = np.concatenate([there, (table.outcome == OPEN)[:, None]], axis=1)
    out = np.zeros((people, there.shape[1]))
    np.add.at(out, table.person, there.astype(np.float64))
    return out


def _each(table: DealTable, which: NDArray[np.bool_], people: int) -> Floats:
    return np.bincount(table.person[which], minlength=people).astype(np.float64)


def amount_cells(table: DealTable, people: int, as_of: date) -> AmountCells:
    since = np.datetime64(as_of - timedelta(days=HISTORY_DAYS), "D")
    some = (table.outcome == WON) & (table.closed_on > since)
    amount, person = table.amount[some], table.person[some]
    log = np.log(amount)
    bins, which = np.unique(np.floor(log / BIN_WIDTH), return_inverse=True)
    sold = np.bincount(person * len(bins) + which, minlength=people * len(bins)).astype(np.float64)
    return AmountCells(
        count=np.bincount(person, minlength=people).astype(np.float64),
        log_sum=np.bincount(person, weights=log, minlength=people).astype(np.float64),
        log_square=np.bincount(person, weights=log**2, minlength=people).astype(np.float64),
        bin_count=np.bincount(which).astype(np.float64),
        bin_sum=np.bincount(which, weights=amount).astype(np.float64),
        sold=sold.reshape(people, len(bins)),
    )


def arrival_cells(table: DealTable, people: int, as_of: date) -> ArrivalCells:
    ago = ((np.datetime64(as_of, "D") - table.created_on) / DAY).astype(np.int64)
    opened = np.zeros((people, len(Origin), len(RECENT_DAYS)))
    edges = (0, *RECENT_DAYS)
    there = np.zeros((people, len(RECENT_DAYS)))
    for b in range(len(RECENT_DAYS)):
        inside = (ago >= edges[b]) & (ago < edges[b + 1])
        np.add.at(opened[:, :, b], (table.person[inside], _origin(table)[inside]), 1.0)
        for i in range(people):
            mine = ago[table.person == i]
            there[i, b] = np.clip((mine.max() + 1 if len(mine) else 0) - edges[b], 0, edges[b + 1] - edges[b])
    return ArrivalCells(opened=opened, days=there, group=np.zeros(people, dtype=np.int64))


def _origin(table: DealTable) -> NDArray[np.int64]:
    return np.where(table.own, int(Origin.OWN), int(Origin.OTHERS)).astype(np.int64)


def open_deals(table: DealTable, as_of: date) -> OpenDeals:
    """What is open, no deal checked by the gate."""
    still = table.outcome == OPEN
    n = int(still.sum())
    return OpenDeals(
        person=table.person[still],
        age=((np.datetime64(as_of, "D") - table.created_on[still]) / DAY).astype(np.int64),
        amount=table.amount[still],
        origin=_origin(table)[still],
        gate=np.full(n, int(Gate.CANNOT_CHECK)),
        overlay=np.zeros(n, dtype=np.bool_),
    )


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A company's reckoning, and what came of it."""

    company: SmallCompany
    told: bookings.Reckoning


def reckoned(company: SmallCompany) -> Reckoned:
    """Reckon a company from what was known on its day; the company as a whole is the group ``all``."""
    known, people, as_of = company.known, len(company.goals), company.as_of
    won = np.zeros((people, len(Origin)))
    won[:, Origin.OWN] = known.won(company.period_start, as_of, people=people, own=True)
    won[:, Origin.OTHERS] = known.won(company.period_start, as_of, people=people) - won[:, Origin.OWN]
    found = amounts.fit(amount_cells(known, people, as_of))
    if isinstance(found, Amounts):  # the simulated amounts never move after they are entered
        found = replace(found, ratio=np.ones(1), ratio_weight=np.ones(1))
    told = bookings.reckon(
        [str(i) for i in range(people)],
        deals=open_deals(known, as_of),
        cycle=cycle.fit(cycle_cells(known, people, as_of)),
        amounts=found,
        arrivals=arrivals.fit(arrival_cells(known, people, as_of)),
        won=Won(
            amount=won, deals=np.zeros((people, 3), dtype=np.int64), without_amount=np.zeros(people, dtype=np.int64)
        ),
        goals=company.goals,
        window=Window(as_of=as_of, start=company.period_start, end=company.period_end),
        groups={"all": bookings.Group(members=np.arange(people), goal=float(company.goals.sum()))},
    )
    return Reckoned(company=company, told=told)
