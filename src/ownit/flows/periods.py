"""Which period does a person mean, and as of which day is it told?"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownit.errors import OwnitError
from ownit.method.calendar import FiscalCalendar, Kind, Period

if TYPE_CHECKING:
    from ownit.facts.store import Manifest

LIVE_DAYS = 31
"""Data that ends longer ago than this is told as of its last day: a month without one event is an old export."""

PAST_YEARS, YEARS_TO_COME = 30, 5
"""A record may be old; a number for a year further off is a slip of the pen."""


class UnknownPeriodError(OwnitError):
    """The text names no period of the organisation's calendar."""

    def __init__(self, text: str, example: Period) -> None:
        super().__init__(
            f"{text!r} is no period. Say month, quarter, year or next-quarter, a name such as {example.name!r}, "
            "or a day in it (YYYY-MM-DD)."
        )


def named(calendar: FiscalCalendar, text: str, on: date) -> Period:
    """The period meant by a kind (month, quarter, year; with ``next-`` or ``last-`` before it), a name, or a day.

    A name is looked for from PAST_YEARS before ``on`` to YEARS_TO_COME after it. Raises UnknownPeriodError.
    """
    folded = " ".join(text.casefold().split())
    step, _, kind = folded.rpartition("-")
    if kind in set(Kind) and step in ("", "next", "last", "this"):
        period = calendar.period(Kind(kind), on)
        return period.next if step == "next" else period.previous if step == "last" else period
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", folded):
        try:
            return calendar.period(Kind.QUARTER, date.fromisoformat(folded))
        except ValueError as e:
            raise UnknownPeriodError(text, calendar.period(Kind.QUARTER, on)) from e
    return _by_name(calendar, text, folded, on)


def meant(calendar: FiscalCalendar, text: str | None, usual: str, day: date, *, ended: bool) -> Period:
    """The period of ``text``; left out, the ``usual`` one on the day, or the next where data ``ended`` with that.

    Nothing is left to be made of a period that data ended with. Raises UnknownPeriodError.
    """
    period = named(calendar, usual if text is None else text, day)
    return period.next if text is None and ended and period.end == day else period


def _by_name(calendar: FiscalCalendar, text: str, folded: str, on: date) -> Period:
    first, last = _where(folded, on)
    for kind in (Kind.YEAR, Kind.QUARTER, Kind.MONTH) if first <= last else ():
        period = calendar.period(kind, first)
        while period.start <= last:
            if period.name.casefold() == folded:
                return period
            period = period.next
    raise UnknownPeriodError(text, calendar.period(Kind.QUARTER, on))


def _where(folded: str, on: date) -> tuple[date, date]:
    """The days among which a period of that name is looked for: those about the year it bears."""
    first, last = on - timedelta(days=PAST_YEARS * 365), on + timedelta(days=YEARS_TO_COME * 365)
    if year := re.search(r"\d{4}", folded):
        about = min(max(int(year[0]), 2), 9997)
        first, last = max(first, date(about - 1, 1, 1)), min(last, date(about + 1, 12, 31))
    return first, last


def told_as_of(manifest: Manifest, today: date) -> date:
    """Today while the data is alive; its last day when it ended more than LIVE_DAYS ago (an old export)."""
    through = manifest.data_through
    if through is None or (today - through).days <= LIVE_DAYS:
        return today
    return through
