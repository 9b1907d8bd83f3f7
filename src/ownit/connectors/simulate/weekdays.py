"""On which weekday does a day fall, and which working day is near it? Days are day numbers."""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.rows import Days, Flags

MONDAY, FRIDAY = 0, 4


def weekday_of(day: Days) -> Days:
    """0 is Monday; day 0, the first of 1970, was a Thursday."""
    return (day + 3) % 7


def is_working(day: Days) -> Flags:
    """Whether it is one of Monday to Friday."""
    return np.asarray(weekday_of(day) <= FRIDAY, dtype=np.bool_)


def working_days(first: int, last: int) -> Days:
    """All working days from ``first`` to ``last`` inclusive."""
    days = np.arange(first, last + 1)
    return days[is_working(days)]


def weekday_after(day: Days) -> Days:
    """The day itself, or the Monday after a weekend."""
    weekday = weekday_of(day)
    return day + np.where(weekday > FRIDAY, 7 - weekday, 0)


def weekday_before(day: Days) -> Days:
    """The day itself, or the Friday before a weekend."""
    return day - np.maximum(weekday_of(day) - FRIDAY, 0)
