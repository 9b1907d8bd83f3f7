"""Which days does a company live through, and what are they like for everyone?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.clock import day_number, quarter_end, quarter_start
from ownit.connectors.simulate.rows import Days, Floats
from ownit.connectors.simulate.weekdays import is_working


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """The days from ``first`` on, index 0 being the first; arrays (days,)."""

    first: int  # day number
    last: int
    arrivals: Floats  # multiplies what is opened on a day; nought at weekends
    odds: Floats  # multiplies the odds of winning a deal that is decided on a day
    quarter: Days  # which calendar quarter, from 0
    quarter_ends: Days  # the last day number of each quarter

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.last - self.first + 1

    def odds_on(self, day: Days) -> Floats:
        """The odds multiplier of day numbers; after the last day that of the last."""
        return np.asarray(self.odds[np.clip(day - self.first, 0, self.days - 1)], dtype=np.float64)


def market_of(behaviour: Behaviour, rng: np.random.Generator) -> Market:
    """Draw the market."""
    starts = behaviour.first_period - timedelta(days=behaviour.history)
    first, last = day_number(starts), day_number(behaviour.ends_on)
    numbers = np.arange(first, last + 1)
    months = numbers.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    wave = _wave(behaviour, rng, int(months[-1] - months[0]) + 1)[months - months[0]]
    arrivals = np.where(is_working(numbers), 1.4, 0.0) * wave
    odds = np.ones(len(numbers))
    if (season := behaviour.season_once) is not None:
        weights = np.asarray(season.months) / np.mean(season.months)
        arrivals = arrivals * weights[months % 12]
        odds = np.where(months % 12 == 11, season.year_end_odds, odds)
    if (jump := behaviour.jump) is not None:
        size = jump.down if rng.random() < 0.5 else jump.up
        after = numbers >= rng.integers(day_number(behaviour.first_period) - jump.before_first, last)
        odds = np.where(after, odds * size, odds)
        arrivals = np.where(after, arrivals * size**jump.openings_power, arrivals)
    ends = _quarter_ends(starts, behaviour.ends_on)
    return Market(
        first=first,
        last=last,
        arrivals=arrivals,
        odds=odds,
        quarter=np.searchsorted(ends, numbers),
        quarter_ends=ends,
    )


def _wave(behaviour: Behaviour, rng: np.random.Generator, months: int) -> Floats:
    """The walk of arrivals per month, mean one."""
    sd, memory = behaviour.selling.market_sd, behaviour.selling.market_memory
    shocks = rng.normal(size=months) * sd
    log = shocks.copy()
    for month in range(1, months):
        log[month] = memory * log[month - 1] + np.sqrt(1 - memory**2) * shocks[month]
    return np.asarray(np.exp(log - sd**2 / 2), dtype=np.float64)


def _quarter_ends(starts: date, ends: date) -> Days:
    found = [quarter_end(starts)]
    while found[-1] < ends:
        found.append(quarter_end(found[-1] + timedelta(days=1)))
    return np.asarray([day_number(day) for day in found], dtype=np.int64)


def quarters(behaviour: Behaviour) -> tuple[date, ...]:
    """The first days of the quarters that may be asked about."""
    found = [quarter_start(behaviour.first_period)]
    while quarter_end(found[-1]) < behaviour.ends_on:
        found.append(quarter_end(found[-1]) + timedelta(days=1))
    return tuple(found)
