"""How do the days and minutes of a company's clock become UTC?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ownit.connectors.simulate import text
from ownit.connectors.simulate.clock import Calendar, day_of
from ownit.connectors.simulate.parameters import Company
from ownit.connectors.simulate.rows import Days


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Zone:
    """What to add to the company's minutes of each day, from day number ``first`` on, to have UTC."""

    first: int
    shift: Days

    def utc(self, day: Days, minute: Days) -> text.Texts:
        """Instants of days and minutes on the company's clock; a negative day is null."""
        added = self.shift[np.clip(day - self.first, 0, len(self.shift) - 1)]
        return text.instants(np.where(day < 0, -1, day * 1440 + minute + added))


def zone_of(company: Company, calendar: Calendar) -> Zone:
    """The company's offset from UTC at noon of every day."""
    place = ZoneInfo(company.zone)
    shift = [
        -_minutes(datetime(d.year, d.month, d.day, 12, tzinfo=place).utcoffset())
        for d in (day_of(calendar.first + i) for i in range(calendar.days))
    ]
    return Zone(first=calendar.first, shift=np.asarray(shift, dtype=np.int64))


def _minutes(offset: timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds() // 60)
