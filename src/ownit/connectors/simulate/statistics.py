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
from ownit.method.amounts import BIN_WIDTH, AmountCells, Amounts
from ownit.method.arrivals import RECENT_DAYS, ArrivalCells
from ownit.method.cycle import AGE_EDGES, HISTORY_DAYS, CycleCells
from ownit.method.deals import Floats, Gate, OpenDeals, Origin, Window, Won

DAY = np.timedelta64(1, "D")


def days(table: DealTable, as_of: date) -> tuple[Floats, Floats]:
    """Age at exit and age when the two years that are read began."""
    on = np.datetime64(as_of, "D")
    end = np.where(np.isnat(table.closed_on), on, table.closed_on)
    since = np.datetime64(as_of - timedelta(days=HISTORY_DAYS), "D")
    return (end - table.created_on) / DAY, np.maximum((since - table.created_on) / DAY, 0)


def cycle_cells(table: DealTable, people: int, as_of: date) -> CycleCells:
    """Cells per person and age bin, without bands; the record of closings begins with the first."""
    exit_age, entry = days(table, as_of)
    closed = table.outcome != OPEN
    first = table.closed_on[closed].min()
    record = np.maximum((first - table.created_on) / DAY, 0)
    right = np.append(AGE_EDGES[1:], 1e7)
    size = (people, len(AGE_EDGES))
    exposure, before, won, lost = (np.zeros(size) for _ in range(4))
    seen = np.zeros(len(AGE_EDGES))
    for b, (low, high) in enumerate(zip(AGE_EDGES, right, strict=True)):
        start, stop = np.maximum(low, entry), np.minimum(high, exit_age)
        early = np.clip(np.minimum(stop, record) - start, 0, None)
        late = np.clip(stop - np.maximum(start, record), 0, None)
        ends = closed & (exit_age > low) & (exit_age <= high) & (exit_age > entry)
        np.add.at(exposure[:, b], table.person, late)
        np.add.at(before[:, b], table.person, early)
        np.add.at(won[:, b], table.person, ends & (table.outcome == WON))
        np.add.at(lost[:, b], table.person, ends & (table.outcome == LOST))
        seen[b] = np.count_nonzero(late > 0)
    since = np.datetime64(as_of - timedelta(days=HISTORY_DAYS), "D")
    begun = (table.created_on > since) & (table.created_on >= first)
    at_once = begun & closed & (exit_age == 0)

    def each(which: NDArray[np.bool_]) -> Floats:
        return np.bincount(table.person[which], minlength=people).astype(np.float64)

    return CycleCells(
        person=np.repeat(np.arange(people), len(AGE_EDGES)),
        bin=np.tile(np.arange(len(AGE_EDGES)), people),
        band=np.zeros(people * len(AGE_EDGES), dtype=np.int64),
        exposure=exposure.ravel(),
        exposure_before=before.ravel(),
        won=won.ravel(),
        lost=lost.ravel(),
        created=each(begun),
        won_at_zero=each(at_once & (table.outcome == WON)),
        lost_at_zero=each(at_once & (table.outcome == LOST)),
        at_risk=seen,
        bulk_lost=0,
        band_edges=np.zeros(0),
        group=np.zeros(people, dtype=np.int64),
    )


def amount_cells(table: DealTable, people: int, as_of: date) -> AmountCells:
    since = np.datetime64(as_of - timedelta(days=HISTORY_DAYS), "D")
    some = (table.outcome == WON) & (table.closed_on > since)
    amount, person = table.amount[some], table.person[some]
    log = np.log(amount)
    _, which = np.unique(np.floor(log / BIN_WIDTH), return_inverse=True)
    return AmountCells(
        count=np.bincount(person, minlength=people).astype(np.float64),
        log_sum=np.bincount(person, weights=log, minlength=people).astype(np.float64),
        log_square=np.bincount(person, weights=log**2, minlength=people).astype(np.float64),
        bin_count=np.bincount(which).astype(np.float64),
        bin_sum=np.bincount(which, weights=amount).astype(np.float64),
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
