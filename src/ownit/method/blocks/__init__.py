"""Into which free quarter hours do a week's wanted hours go?

:func:`plan_week` is the way in; :mod:`connecting` says how well calls connect by hour of the day.
"""

from ownit.method.blocks.connecting import Connecting, connecting
from ownit.method.blocks.kinds import KINDS, NEUTRAL, Kind
from ownit.method.blocks.terms import Hours, Interval, Placed, Preferred, Rules, Span, Want
from ownit.method.blocks.week import PlannedBlock, PlannedWeek, Unplaced, Why, plan_week

__all__ = [
    "KINDS",
    "NEUTRAL",
    "Connecting",
    "Hours",
    "Interval",
    "Kind",
    "Placed",
    "PlannedBlock",
    "PlannedWeek",
    "Preferred",
    "Rules",
    "Span",
    "Unplaced",
    "Want",
    "Why",
    "connecting",
    "plan_week",
]
