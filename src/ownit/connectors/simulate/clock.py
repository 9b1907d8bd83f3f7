"""Which days does a company live through, and what do they do to everyone at once?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ownit.connectors.simulate.parameters import Company, Pattern, Seller

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

MARKET, DEALS, PROGRESS, TOUCHES, FUTURES = range(5)  # what a random stream is for


def stream(seed: int, number: int, use: int) -> np.random.Generator:
    """The random stream of one person (0 is the market) for one use: independent of who else there is."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number, use)))


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - 719_163


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(number) + 719_163)


def quarter_start(day: date) -> date:
    """The first day of the calendar quarter of a day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def quarter_end(day: date) -> date:
    """The last day of the calendar quarter of a day."""
    return quarter_start(quarter_start(day) + timedelta(days=100)) - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calendar:
    """The days of a company, ``first`` to ``last`` inclusive, index 0 being ``first``."""

    first: int  # day number
    days: int
    month: Days  # months since the first, per day
    month_of_year: Days  # 0-11, per day
    weekday: Days  # 0 is Monday
    to_quarter_end: Days  # days left in the quarter, 0 on its last day
    factor: Floats  # per day, mean one
    won: Floats  # multiplies every hazard of winning on that day
    lost: Floats

    def numbers(self) -> Days:
        """The day numbers."""
        return self.first + np.arange(self.days)


def calendar_of(company: Company, seed: int, *, factor: Floats | None = None) -> Calendar:
    """A company's calendar; ``factor`` per month replaces the drawn one.

    Deals close on weekdays only: hazards are 7/5 on them, nought at weekends, so that a week's total stays.
    """
    first = day_number(company.starts_on)
    days = day_number(company.ends_on) - first + 1
    dates = np.arange(first, first + days).astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    quarters = (months // 3 + 1) * 3
    ends = quarters.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    to_end = ends - 1 - dates.astype(np.int64)
    weekday = (dates.astype(np.int64) + 3) % 7
    month = months - months[0]
    if factor is None:
        factor = walk(company, stream(seed, 0, MARKET), int(month[-1]) + 1)
    open_days = np.where(weekday < 5, 1.4, 0.0)
    pull = np.where(to_end < 14, company.quarter_end_pull, 1.0)
    return Calendar(
        first=first,
        days=days,
        month=month,
        month_of_year=months % 12,
        weekday=weekday,
        to_quarter_end=to_end,
        factor=factor[month],
        won=open_days * pull * factor[month],
        lost=open_days,
    )


def walk(company: Company, rng: np.random.Generator, months: int, *, start: float | None = None) -> Floats:
    """The common factor per month: exp of a stationary AR(1), divided by its mean; ``start`` is the log before it."""
    f = company.factor
    shocks = rng.normal(size=months) * f.sd
    log = np.empty(months)
    for m in range(months):
        before = (log[m - 1] if m else start) if (m or start is not None) else None
        log[m] = shocks[m] if before is None else f.rho * before + (1 - f.rho**2) ** 0.5 * shocks[m]
    return np.exp(log - f.sd**2 / 2)


def prospecting(seller: Seller, calendar: Calendar) -> Floats:
    """The share of a full week's prospecting that falls on each day; sums to about one per week."""
    weekdays = np.asarray([*seller.weekdays, 0.0, 0.0])
    share: Floats = (weekdays / weekdays.sum())[calendar.weekday]
    numbers = calendar.numbers()
    if seller.pattern is Pattern.LATE:
        share = share * np.where(calendar.to_quarter_end < 21, 0.75 * 13 / 3, 0.25 * 13 / 10)
    elif seller.pattern is Pattern.BURSTS:
        share = share * np.where((numbers // 7 + seller.number) % 4 == 0, 4.0, 0.0)
    share = share * (numbers >= day_number(seller.hired_on))
    for until in (seller.prospects_until, seller.left_on):
        if until is not None:
            share = share * (numbers <= day_number(until))
    return share


def ramp(seller: Seller, calendar: Calendar) -> Floats:
    """What yields are multiplied by on each day: a quarter on the first, one from the end of the ramp."""
    done = (calendar.numbers() - day_number(seller.hired_on)) / max(seller.ramp_days, 1)
    return np.clip(0.25 + 0.75 * done, 0.25, 1.0)


def climate(company: Company, calendar: Calendar) -> Floats:
    """What arrivals are multiplied by on each day: the season and the common factor to the power asked."""
    season = np.asarray(company.season)[calendar.month_of_year]
    return np.asarray(season * calendar.factor**company.factor.on_arrivals, dtype=np.float64)
