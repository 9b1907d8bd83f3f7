"""From which days is it looked forward, and which windows make the record?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from ownit.facts.measures.wins import Wins
from ownit.flows.backtest.origins import origins
from ownit.flows.reckoning.record import WINDOWS, first_origin, spans
from ownit.method.calendar import FiscalCalendar, Kind

CALENDAR = FiscalCalendar()


def test_months_quarters_and_weeks_all_over_by_the_last_day() -> None:
    found = origins(CALENDAR, date(2025, 3, 31), date(2025, 12, 31))
    starts = [(o.as_of, o.horizon) for o in found if o.week == 0]
    assert (date(2025, 3, 31), "month") in starts
    assert (date(2025, 3, 31), "quarter") in starts
    assert len([s for s in starts if s[1] == "month"]) == 9
    assert len([s for s in starts if s[1] == "quarter"]) == 3
    assert [o.week for o in found if o.week] == [4, 9, 12] * 3
    assert all(o.period.end <= date(2025, 12, 31) and date(2025, 3, 31) <= o.as_of < o.period.end for o in found)
    assert [o.as_of for o in found] == sorted(o.as_of for o in found)
    week4 = next(o for o in found if o.week == 4)
    assert week4.as_of - week4.period.start == timedelta(days=27)


def test_windows_of_the_record_never_overlap_and_end_by_the_day() -> None:
    day = date(2026, 8, 12)
    quarter = CALENDAR.period(Kind.QUARTER, day)
    record = spans(quarter, day, date(2024, 1, 15))
    assert len(record) == WINDOWS
    assert record[-1].end == day
    assert record[-1].start == quarter.start
    assert all(a.end < b.start for a, b in pairwise(record))
    assert all(span.origin < span.start <= span.end <= day for span in record)


def test_a_period_to_come_has_the_record_of_those_before_it() -> None:
    day = date(2026, 8, 12)
    following = CALENDAR.period(Kind.QUARTER, day).next
    assert spans(following, day, date(2024, 1, 15))[-1].end == day
    assert spans(following, day, day) == ()


def test_a_year_is_recalibrated_by_quarters() -> None:
    day = date(2026, 8, 12)
    record = spans(CALENDAR.period(Kind.YEAR, day), day, date(2025, 1, 15))
    assert [span.start for span in record][-2:] == [date(2026, 4, 1), date(2026, 7, 1)]


def test_the_first_origin_is_the_day_of_the_twentieth_win() -> None:
    days = np.array([date(2025, 1, d).toordinal() for d in (3, 9, 20)], dtype=np.int64)
    won = Wins(
        people=(("crm", "a"),),
        who=np.zeros(3, dtype=np.int64),
        opened=days - 30,
        closed=days,
        overlay=np.zeros(3, dtype=np.bool_),
        deals=np.array([5.0, 15.0, 1.0]),
        share=np.array([5.0, 15.0, 1.0]),
        amount=np.ones(3),
    )
    assert first_origin(won) == date(2025, 1, 9)
    assert won.within(date(2025, 1, 9), date(2025, 1, 20)).tolist() == [False, True, True]
