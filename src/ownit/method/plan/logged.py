"""What did people do to open deals, channel by channel, and what did it open?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Floats, Ints

CHANNELS = (Kind.CALLS, Kind.EMAILS, Kind.MEETINGS, Kind.REFERRALS, Kind.TOUCH, Kind.TARGETS, Kind.EVENTS)
"""The columns of every array by channel."""

WEEKS = 52  # of the record that yields are read from
LATELY = 13  # weeks that make "lately": the 91 days of method.arrivals
HABIT = 3  # weeks with any of it before something can be a habit
NEEDED = 3  # own openings before anything is said of what the record lacks of them


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EffortCells:
    """What people did to open deals in the last WEEKS, (people, channels) unless said; columns are CHANNELS.

    ``done``: counted activities; ``lately``: of the last LATELY weeks; ``minutes``: spent on them, meetings they set
    included; ``best``: activities of a good week of all on record, 0 where fewer than HABIT had any. ``opened``: own
    deals put down to the channel; ``unexplained`` (people,): to none; ``opened_lately`` (people,): all own ones of
    lately. ``customers`` (people,): who could be asked. ``weeks_lately`` (people,): of LATELY, those since the first
    activity.
    """

    done: Floats
    lately: Floats
    minutes: Floats
    best: Floats
    opened: Floats
    unexplained: Floats
    opened_lately: Floats
    customers: Floats
    weeks_lately: Floats
    group: Ints

    def without_a_record(self, person: int) -> float:
        """The share of a person's own deals that no activity explains; 0 where fewer than NEEDED were opened."""
        none = float(self.unexplained[person])
        opened = float(self.opened[person].sum()) + none
        return none / opened if opened >= NEEDED else 0.0

    @property
    def per_week(self) -> Floats:
        """Activities a week lately, (people, channels)."""
        return self.lately / np.maximum(self.weeks_lately, 1.0)[:, None]
