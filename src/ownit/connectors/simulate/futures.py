"""Who makes the number, in truth? The rest of the year is lived many times with the true parameters.

One path of the common factor is shared by everyone within a continuation, so that teams add up. Amounts of open deals
stay as they are on ``as_of``; the mean-one revisions that may still come are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.book import owner_of
from ownit.connectors.simulate.clock import (
    FUTURES,
    Calendar,
    calendar_of,
    climate,
    day_number,
    prospecting,
    quarter_end,
    quarter_start,
    stream,
)
from ownit.connectors.simulate.codes import DealKind
from ownit.connectors.simulate.cycle import exits
from ownit.connectors.simulate.deals import IS_OWN, NEVER, SOURCE_CODE, Deals, draw_deals, multipliers_of, rates
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.rows import Days, Flags, Floats
from ownit.connectors.simulate.sources import SOURCES, Source

KINDS = ("new", "expansion", "renewal")  # the words of quotas for each DealKind
RENEWAL = SOURCE_CODE[Source.RENEWAL]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A period someone is held to."""

    name: str  # quarter, next_quarter, year
    start: date
    end: date


def windows_of(as_of: date) -> tuple[Window, ...]:
    """The calendar quarter of a day, the next one, the calendar year."""
    first, last = quarter_start(as_of), quarter_end(as_of)
    after = last + timedelta(days=1)
    return (
        Window(name="quarter", start=first, end=last),
        Window(name="next_quarter", start=after, end=quarter_end(after)),
        Window(name="year", start=date(as_of.year, 1, 1), end=date(as_of.year, 12, 31)),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Futures:
    """Money won per continuation: ``totals[(owner, opener)]`` has shape (continuations, windows, kinds).

    The opener is a person's number, or 0 if nobody of the company's sellers opened the deal. What was won before the
    end of ``as_of`` is the same in every continuation and is apart, in ``won``, shape (windows, kinds).
    """

    windows: tuple[Window, ...]
    totals: dict[tuple[int, int], Floats]
    won: dict[tuple[int, int], Floats]
    meetings: dict[int, Days]  # by SDR: meetings still to be held in the quarter, (continuations,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Paths:
    """The days after ``as_of`` laid end to end, once per continuation, each with its own common factor."""

    calendar: Calendar  # one continuation's days, the factor at one
    count: int
    won: Floats  # (count * days,)
    lost: Floats
    arrivals: Floats  # (count, days) the factor to the power asked


def futures_of(company: Company, calendar: Calendar, *, seed: int, as_of: date, continuations: int) -> Futures:
    """Live on ``continuations`` times from the evening of ``as_of``."""
    windows = windows_of(as_of)
    paths = _paths(company, calendar, seed, as_of, max(w.end for w in windows), continuations)
    futures = Futures(windows=windows, totals={}, won={}, meetings={})
    for seller in company.sellers:
        rng = stream(seed, seller.number, FUTURES)
        deals = draw_deals(company, seller, calendar, seed)
        _past(futures, seller, deals, as_of)
        _open(futures, rng, paths, seller, deals, as_of)
        _renewals(futures, rng, paths, seller, deals, as_of)
        _arriving(futures, rng, paths, company, seller)
        if seller.role == "SDR":
            futures.meetings[seller.number] = _meetings(rng, paths, company, seller, windows[0])
    return futures


def _paths(company: Company, calendar: Calendar, seed: int, as_of: date, end: date, count: int) -> _Paths:
    ahead = calendar_of(replace(company, starts_on=as_of + timedelta(days=1), ends_on=end), seed, factor=np.ones(12))
    f, months = company.factor, int(ahead.month[-1]) + 1
    now = float(np.log(calendar.factor[day_number(as_of) - calendar.first])) + f.sd**2 / 2
    shocks = stream(seed, 0, FUTURES).normal(size=(count, months)) * f.sd
    log = np.full((count, months), now)
    same_month = (as_of + timedelta(days=1)).month == as_of.month
    for m in range(1 if same_month else 0, months):
        before = log[:, m - 1] if m else np.full(count, now)
        log[:, m] = f.rho * before + (1 - f.rho**2) ** 0.5 * shocks[:, m]
    factor = np.exp(log - f.sd**2 / 2)[:, ahead.month]
    return _Paths(
        calendar=ahead,
        count=count,
        won=(ahead.won * factor).ravel(),
        lost=np.tile(ahead.lost, count),
        arrivals=factor**f.on_arrivals,
    )


def _past(futures: Futures, seller: Seller, deals: Deals, as_of: date) -> None:
    done = deals.won & (deals.closed <= day_number(as_of))
    owner = owner_of(seller, deals, day_number(as_of))
    amounts, kinds, opener = deals.final_amount, _kind_of(seller, deals.source), _opener_of(seller, deals.source)
    for i in np.flatnonzero(done):
        for w, window in enumerate(futures.windows):
            if day_number(window.start) <= deals.closed[i] <= day_number(window.end):
                key = (int(owner[i]), int(opener[i]))
                won = futures.won.setdefault(key, np.zeros((len(futures.windows), len(KINDS))))
                won[w, kinds[i]] += amounts[i]


def _open(futures: Futures, rng: np.random.Generator, paths: _Paths, seller: Seller, deals: Deals, as_of: date) -> None:
    today = day_number(as_of)
    real = ~deals.phantom & (deals.source != RENEWAL)
    rows = np.flatnonzero((deals.created <= today) & (deals.closed > today) & real)
    n, r = len(rows), paths.count
    path = np.repeat(np.arange(r), n)
    many = np.tile(rows, r)
    out, won = _leave(rng, paths, seller, path * paths.calendar.days, today - deals.created[many], path)
    owner = owner_of(seller, deals, today)[many]
    amount = deals.amount(today)[many]
    _add(futures, paths, seller, (owner, deals.source[many]), path, out, np.where(won, amount, 0.0))


def _arriving(futures: Futures, rng: np.random.Generator, paths: _Paths, company: Company, seller: Seller) -> None:
    """Real deals not yet created: their number per continuation, day and source is Poisson with the true rate."""
    steady = replace(company, factor=replace(company.factor, on_arrivals=0.0))
    per_day = rates(steady, seller, paths.calendar)
    cells = np.cumsum((per_day.sum(axis=0) * paths.arrivals).ravel())
    n = int(rng.poisson(cells[-1] * (1 - seller.integrity.phantom_share)))
    cell = np.searchsorted(cells, rng.random(n) * cells[-1])
    path, day = cell // paths.calendar.days, cell % paths.calendar.days
    share = np.cumsum(per_day, axis=0) / np.maximum(per_day.sum(axis=0), 1e-300)
    source = (rng.random(n) > share[:, day]).sum(axis=0).clip(max=len(SOURCES) - 1)
    amount = seller.amounts.median * np.exp(seller.amounts.log_sd * rng.normal(size=n))
    out, won = _leave(rng, paths, seller, cell + 1, np.zeros(n, dtype=np.int64), path)
    owner = np.full(n, seller.number, dtype=np.int64)
    _add(futures, paths, seller, (owner, source), path, out, np.where(won, amount, 0.0))


def _renewals(
    futures: Futures, rng: np.random.Generator, paths: _Paths, seller: Seller, deals: Deals, as_of: date
) -> None:
    if seller.renewals is None:
        return
    rows = np.flatnonzero((deals.source == RENEWAL) & (deals.closed > day_number(as_of)) & (deals.closed < NEVER))
    rows = rows[deals.closed[rows] < paths.calendar.first + paths.calendar.days]
    n, r = len(rows), paths.count
    many, path = np.tile(rows, r), np.repeat(np.arange(r), n)
    kept = rng.random(n * r) < seller.renewals.kept
    owner = np.full(n * r, seller.number, dtype=np.int64)
    at = path * paths.calendar.days + deals.closed[many] - paths.calendar.first
    _add(futures, paths, seller, (owner, deals.source[many]), path, at, np.where(kept, deals.first_amount[many], 0.0))


def _leave(
    rng: np.random.Generator, paths: _Paths, seller: Seller, first: Days, age: Days, path: Days
) -> tuple[Days, Flags]:
    return exits(
        rng,
        seller.cycle,
        first=first,
        age=age,
        until=(path + 1) * paths.calendar.days,
        calendar=(paths.won, paths.lost),
        group=np.zeros(len(first), dtype=np.int64),
        multipliers=multipliers_of(seller)[:1],  # phantoms are never won
    )


def _add(
    futures: Futures,
    paths: _Paths,
    seller: Seller,
    whose: tuple[Days, Days],
    path: Days,
    out: Days,
    amount: Floats,
) -> None:
    owner, source = whose
    day = paths.calendar.first + out - path * paths.calendar.days
    opener, kind = _opener_of(seller, source), _kind_of(seller, source)
    shape = (paths.count, len(futures.windows), len(KINDS))
    for key in sorted(set(zip(owner.tolist(), opener.tolist(), strict=True))):
        total = futures.totals.setdefault(key, np.zeros(shape))
        mine = (owner == key[0]) & (opener == key[1]) & (amount > 0)
        for w, window in enumerate(futures.windows):
            rows = mine & (day >= day_number(window.start)) & (day <= day_number(window.end))
            np.add.at(total, (path[rows], w, kind[rows]), amount[rows])


def _meetings(rng: np.random.Generator, paths: _Paths, company: Company, seller: Seller, window: Window) -> Days:
    """Meetings still to be held by an SDR in the quarter: his own touches', and those that open deals for others."""
    days = paths.calendar.numbers() <= day_number(window.end)
    shape = prospecting(seller, paths.calendar) * climate(company, paths.calendar) * days
    e, y = seller.effort, seller.yields
    chains = ((e.dials, y.dials), (e.emails, y.emails), (e.meetings, y.meetings), (e.referral_asks, y.referral_asks))
    held = sum(n * c.connect * c.conversation * c.meeting * c.held for n, c in chains)
    booked = sum(s.help.sdr for s in company.sellers if s.sdr == seller.number)
    weeks = float((days & (paths.calendar.weekday < 5)).sum()) / 5
    return rng.poisson(held * float(shape.sum()) + booked * weeks, size=paths.count).astype(np.int64)


def _opener_of(seller: Seller, source: Days) -> Days:
    booked = source == SOURCE_CODE[Source.SDR]
    return np.where(IS_OWN[source], seller.number, np.where(booked, seller.sdr or 0, 0))


def _kind_of(seller: Seller, source: Days) -> Days:
    """DealKind: an account manager's own deals are expansions."""
    expands = IS_OWN[source] & (seller.role == "account manager")
    return np.where(source == RENEWAL, DealKind.RENEWAL, np.where(expands, DealKind.EXPANSION, DealKind.NEW))
