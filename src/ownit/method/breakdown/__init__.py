"""What does an annual number ask of each quarter, month and week?"""

from ownit.method.breakdown.errors import BreakdownError, MoreByHandError, NothingLeftError, NotInPeriodError
from ownit.method.breakdown.missing import SoFar, break_down_missing, with_a_say
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
    "SoFar",
    "Way",
    "WonMonths",
    "break_down",
    "break_down_missing",
    "part_of_full",
    "ramping",
    "season",
    "with_a_say",
]
