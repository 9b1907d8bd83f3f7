"""What does an annual number ask of each quarter, month and week?"""

from ownit.method.breakdown.errors import BreakdownError, MoreByHandError, NothingLeftError, NotInPeriodError
from ownit.method.breakdown.presence import ALWAYS, RAMP, Presence, part_of_full, ramping
from ownit.method.breakdown.season import NEEDED_WON, NEEDED_YEARS, Season, WonMonths, season
from ownit.method.breakdown.spread import Breakdown, ByHand, Part, break_down
from ownit.method.breakdown.weights import Ground, Way

__all__ = [
    "ALWAYS",
    "NEEDED_WON",
    "NEEDED_YEARS",
    "RAMP",
    "Breakdown",
    "BreakdownError",
    "ByHand",
    "Ground",
    "MoreByHandError",
    "NotInPeriodError",
    "NothingLeftError",
    "Part",
    "Presence",
    "Season",
    "Way",
    "WonMonths",
    "break_down",
    "part_of_full",
    "ramping",
    "season",
]
