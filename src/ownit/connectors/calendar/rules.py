"""When does a rule of recurrence (RFC 5545, 3.3.10) have its occurrences between two moments?

The rule's periods (days, weeks, months or years) are gone through one by one, and of each the days are kept that pass
every BY part. The first period looked at is the one before the window, so the work does not grow with the age of the
event; only with a COUNT, and periods that have not all as many occurrences, are all since the start. Every day looked
at is taken off a budget, so that no rule, also none that never has an occurrence, takes long. ``dateutil.rrule`` has
the same meaning, which tests compare; it cannot be bounded, since it looks for a rule's next occurrence up to the year
9999.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

_DAY = timedelta(days=1)
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
MOST_TIMES = 50_000  # a COUNT beyond what any calendar needs: every day for a hundred years is 36,525
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class TooFineError(ValueError):
    """A rule repeats within the day, or more often than any calendar needs."""


class BudgetSpentError(ValueError):
    """A rule needs more days looked at than are left."""


@dataclass(slots=True)
class Budget:
    """How many more days may be looked at."""

    left: int

    def spend(self, n: int) -> None:
        """Take some off; raises BudgetSpentError."""
        self.left -= n
        if self.left < 0:
            raise BudgetSpentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule, its parts as numbers; weekdays are (ordinal or 0, Monday is 0)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None  # by the clock of the event's zone
    week_start: int = 0
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    positions: tuple[int, ...] = ()
    times: tuple[time, ...] = ()


def rule_of(parts: Mapping[str, Sequence[Any]], start: datetime, until: datetime | None) -> Rule:
    """The rule of RRULE's parts for an event that starts at ``start``; raises ValueError."""
    given = {k.upper(): list(v) for k, v in parts.items()}
    frequency = str(given.get("FREQ", [""])[0]).upper()
    if frequency in {"HOURLY", "MINUTELY", "SECONDLY"}:
        raise TooFineError(f"repeats {frequency.lower()}")
    if frequency not in _FREQUENCIES:
        raise ValueError(f"unknown frequency {frequency[:20]!r}")
    interval, count = int(given.get("INTERVAL", [1])[0]), given.get("COUNT")
    if interval < 1 or (count and int(count[0]) < 1):
        raise ValueError("an interval or a count below 1")
    if count and int(count[0]) > MOST_TIMES:
        raise TooFineError(f"repeats {int(count[0]):,} times")
    by = {name: frozenset(int(v) for v in given.get(name, [])) for name in _NUMBERS}
    weekdays = frozenset(_weekday(str(v)) for v in given.get("BYDAY", []))
    months, month_days = by["BYMONTH"], by["BYMONTHDAY"]
    if not (by["BYWEEKNO"] or by["BYYEARDAY"] or month_days or weekdays):
        if frequency == "YEARLY":
            months, month_days = months or frozenset({start.month}), frozenset({start.day})
        elif frequency == "MONTHLY":
            month_days = frozenset({start.day})
        elif frequency == "WEEKLY":
            weekdays = frozenset({(0, start.weekday())})
    return Rule(
        frequency=frequency,
        interval=interval,
        count=int(count[0]) if count else None,
        until=until,
        week_start=_WEEKDAYS.index(str(given.get("WKST", ["MO"])[0]).upper()),
        months=months,
        weeks=by["BYWEEKNO"],
        year_days=by["BYYEARDAY"],
        month_days=month_days,
        weekdays=weekdays if frequency in {"YEARLY", "MONTHLY"} else frozenset((0, d) for _, d in weekdays),
        positions=tuple(sorted(by["BYSETPOS"])),
        times=_times(by, start),
    )


_NUMBERS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND")


def _weekday(text: str) -> tuple[int, int]:
    ordinal, name = text[:-2].strip("+"), text[-2:].upper()
    return int(ordinal) if ordinal else 0, _WEEKDAYS.index(name)


def _times(by: Mapping[str, frozenset[int]], start: datetime) -> tuple[time, ...]:
    hours, minutes = by["BYHOUR"] or {start.hour}, by["BYMINUTE"] or {start.minute}
    seconds = by["BYSECOND"] or {start.second}
    if len(hours) * len(minutes) * len(seconds) > 96:
        raise TooFineError("repeats more than 96 times a day")
    return tuple(sorted(time(h, m, s) for h in hours for m in minutes for s in seconds))


def occurrences(rule: Rule, start: datetime, low: datetime, high: datetime, budget: Budget) -> Iterator[datetime]:
    """The rule's occurrences from ``low`` up to ``high`` by the event's own clock; raises BudgetSpentError."""
    low = max(low, start)
    last = high if rule.until is None else min(high, rule.until + timedelta(microseconds=1))
    period, seen = _skipped(rule, start, low, budget)
    while (days := _days(rule, start, period)) is not None:
        budget.spend(1)
        if datetime.combine(days[0], time()) >= last:
            return
        for moment in _of_period(rule, days, budget):
            if moment < start:
                continue
            seen += 1
            if moment >= last or (rule.count is not None and seen > rule.count):
                return
            if moment >= low:
                yield moment
        period += 1


def _skipped(rule: Rule, start: datetime, low: datetime, budget: Budget) -> tuple[int, int]:
    """The first period to look at, and how many occurrences lie before it where that has to be known."""
    period = max(0, _periods(rule, start, low) - 1)
    if rule.count is None or period == 0:
        return period, 0
    each, days = _each(rule), _days(rule, start, 0)
    if each is None or days is None:
        return 0, 0
    return period, (period - 1) * each + sum(m >= start for m in _of_period(rule, days, budget))


def _each(rule: Rule) -> int | None:
    """How many occurrences every period has, where that is plain to see."""
    if rule.months or rule.weeks or rule.year_days or rule.positions:
        return None
    if rule.frequency == "DAILY" and not rule.month_days and not rule.weekdays:
        return len(rule.times)
    if rule.frequency == "WEEKLY" and not rule.month_days:
        return len(rule.weekdays) * len(rule.times)
    if rule.frequency == "MONTHLY" and not rule.weekdays and all(1 <= d <= 28 for d in rule.month_days):
        return len(rule.month_days) * len(rule.times)
    return None


def _periods(rule: Rule, start: datetime, low: datetime) -> int:
    """How many of the rule's periods lie between its start and a moment."""
    if rule.frequency == "YEARLY":
        n = low.year - start.year
    elif rule.frequency == "MONTHLY":
        n = (low.year - start.year) * 12 + low.month - start.month
    else:
        n = (low.date() - start.date()).days // (7 if rule.frequency == "WEEKLY" else 1)
    return n // rule.interval


def _days(rule: Rule, start: datetime, period: int) -> tuple[date, int] | None:
    """The first day of a period and how many it has; None beyond the last year."""
    n = period * rule.interval
    try:
        if rule.frequency == "YEARLY":
            return date(start.year + n, 1, 1), 366 if calendar.isleap(start.year + n) else 365
        if rule.frequency == "MONTHLY":
            months = start.month - 1 + n
            year, month = start.year + months // 12, months % 12 + 1
            return date(year, month, 1), calendar.monthrange(year, month)[1]
        if rule.frequency == "WEEKLY":
            back = (start.weekday() - rule.week_start) % 7
            return start.date() + timedelta(days=7 * n - back), 7
        return start.date() + timedelta(days=n), 1
    except (ValueError, OverflowError):  # past the last day that there is
        return None


def _of_period(rule: Rule, days: tuple[date, int], budget: Budget) -> list[datetime]:
    first, length = days
    budget.spend(length)
    # The last days of the year 9999 are all that could overflow.
    ordinals = range(first.toordinal(), min(first.toordinal() + length, date.max.toordinal()))
    kept = [d for d in map(date.fromordinal, ordinals) if _passes(rule, d)]
    moments = [datetime.combine(d, t) for d in kept for t in rule.times]
    if not rule.positions:
        return moments
    n = len(moments)
    places = {p - 1 if p > 0 else n + p for p in rule.positions}
    return [moments[i] for i in sorted(places) if 0 <= i < n]


def _passes(rule: Rule, d: date) -> bool:
    if rule.months and d.month not in rule.months:
        return False
    if rule.month_days and not _among(d.day, calendar.monthrange(d.year, d.month)[1], rule.month_days):
        return False
    if rule.weekdays and not any(_is_weekday(rule, d, n, w) for n, w in rule.weekdays):
        return False
    year = 366 if calendar.isleap(d.year) else 365
    if rule.year_days and not _among(d.timetuple().tm_yday, year, rule.year_days):
        return False
    return not rule.weeks or _among(*_week(d, rule.week_start), rule.weeks)


def _among(n: int, of: int, wanted: frozenset[int]) -> bool:
    """Whether the nth of so many is wanted, counted from the front or (negative) from the back."""
    return n in wanted or n - of - 1 in wanted


def _is_weekday(rule: Rule, d: date, ordinal: int, weekday: int) -> bool:
    if d.weekday() != weekday or not ordinal:
        return d.weekday() == weekday
    if rule.frequency == "MONTHLY" or rule.months:
        n, of = d.day, calendar.monthrange(d.year, d.month)[1]
    else:
        n, of = d.timetuple().tm_yday, 366 if calendar.isleap(d.year) else 365
    return ordinal == (n - 1) // 7 + 1 or ordinal == -((of - n) // 7 + 1)


def _week(d: date, week_start: int) -> tuple[int, int]:
    """The number of a day's week, and how many its year has; a week is of the year that has four of its days."""
    middle = d + timedelta(days=3 - (d.weekday() - week_start) % 7)
    first = date(middle.year, 1, 1)
    number = (middle - first).days // 7 + 1
    days = 366 if calendar.isleap(middle.year) else 365
    return number, number + (days - 1 - (middle - first).days) // 7
