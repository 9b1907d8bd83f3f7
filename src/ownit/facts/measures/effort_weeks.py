"""What did people do week by week to open, win and serve, and how many hours did it take?

An activity takes its recorded length and what is usual beside it, else what such a one usually takes in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.measures.deals import floats, integers
from ownit.facts.measures.effort_labels import LABELS
from ownit.facts.queries import query
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Floats, Ints
from ownit.method.plan.logged import CHANNELS, HABIT, LATELY, WEEKS
from ownit.method.plan.usual import MEETING, MINUTES
from ownit.method.plan.week import Spent

if TYPE_CHECKING:
    import ibis.expr.types as ir

WITHOUT_A_RECORD = (
    MINUTES[Kind.CALLS],
    MINUTES[Kind.EMAILS],
    MEETING,
    MINUTES[Kind.REFERRALS],
    MINUTES[Kind.EVENTS],
    0.0,
)  # minutes in all of an activity whose length nobody recorded, by MEDIA
BESIDE = (3.0, 2.0, 15.0, 5.0, 60.0, 0.0)  # minutes of preparing, travelling and writing down beside a recorded length
GOOD_WEEK = 0.9  # the quantile of weeks, if HABIT of them had any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weekly:
    """Activities counted and hours spent, (people, LABELS, WEEKS) each, week 0 the latest."""

    by_week: Floats
    hours: Floats

    @classmethod
    def of(cls, there: Relation, people: int, as_of: date) -> Weekly:
        """By week; an activity without a length takes the usual time, unless the time of such was told as a whole."""
        table = _weekly(there=there, as_of=as_of).to_pyarrow()
        at = tuple(integers(table, name) for name in ("person", "label", "week"))
        medium = integers(table, "medium")
        told = floats(table, "told")
        untimed = np.where(told > 0, told, floats(table, "untimed") * np.array(WITHOUT_A_RECORD)[medium])
        spent = floats(table, "recorded") + floats(table, "timed") * np.array(BESIDE)[medium] + untimed
        by_week, hours = np.zeros((2, people, len(LABELS), WEEKS))
        np.add.at(by_week, at, floats(table, "n"))
        np.add.at(hours, at, spent / 60.0)
        return cls(by_week=by_week, hours=hours)

    @property
    def done(self) -> Floats:
        """Activities in all, (people, CHANNELS)."""
        return np.asarray(self.by_week[:, : len(CHANNELS)].sum(axis=2))

    @property
    def weeks(self) -> Ints:
        """The weeks since the first thing on record, (people,); 0 of whom there is none."""
        some = np.any(self.hours > 0, axis=1)
        return np.where(np.any(some, axis=1), WEEKS - np.argmax(some[:, ::-1], axis=1), 0)

    @property
    def weeks_lately(self) -> Floats:
        """Of LATELY, the weeks since the first thing on record, (people,)."""
        return np.minimum(self.weeks, LATELY).astype(np.float64)

    @property
    def good_week(self) -> Floats:
        """Activities of a good week, (people, CHANNELS): the GOOD_WEEK quantile of a person's weeks on record.

        0 where fewer than HABIT had any. Weeks without any count: of those with some, the quantile would be at
        least 1 for a channel that was used four times a year, thirteen times what was ever done of it.
        """
        by_week = self.by_week[:, : len(CHANNELS)]
        place = np.maximum(np.ceil(GOOD_WEEK * self.weeks).astype(np.int64), 1) - 1
        at = np.minimum(WEEKS - self.weeks + place, WEEKS - 1)  # weeks before the record have none, and stand first
        found = np.take_along_axis(np.sort(by_week, axis=2), at[:, None, None], axis=2)[:, :, 0]
        return np.where(np.count_nonzero(by_week > 0, axis=2) >= HABIT, found, 0.0)


@query
def _weekly(there: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """By person, label, medium and week: what was done, how often with a length and without, and the minutes."""
    rows = there.mutate(ago=as_of.delta(there["on"], unit="day").cast("int64")).filter(lambda t: t["ago"] < 7 * WEEKS)
    rows = rows.mutate(week=(rows["ago"] // 7).cast("int64"))
    timed, counted = rows["minutes"].notnull(), rows["times"] > 0
    keys = ("person", "label", "medium", "week")
    return (
        rows.group_by(keys)
        .aggregate(
            n=rows["n"].sum(),
            timed=rows["times"].sum(where=timed).fill_null(0),
            untimed=rows["times"].sum(where=~timed).fill_null(0),
            recorded=rows["minutes"].sum(where=counted).fill_null(0),
            told=rows["minutes"].sum(where=~counted).fill_null(0),
        )
        .order_by(keys)
    )


def spent(weekly: Weekly, closed: Floats) -> Spent:
    """Hours by motion, of lately and of all the weeks."""
    lately = weekly.hours[:, :, :LATELY].sum(axis=2) / np.maximum(weekly.weeks_lately, 1.0)[:, None]
    win = LABELS.index(Kind.WIN)
    return Spent(
        creating=lately[:, : len(CHANNELS)].sum(axis=1),
        winning=lately[:, win],
        serving=lately[:, LABELS.index(Kind.SERVE)],
        won_hours=weekly.hours[:, win].sum(axis=1),
        closed=closed,
    )
