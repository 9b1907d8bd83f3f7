"""How long does a deal take to be won or lost, and how likely is it to be won within some days?"""

from ownit.method.cycle.abandoned import living
from ownit.method.cycle.cells import AGE_EDGES, CycleCells, Stages
from ownit.method.cycle.chance import new_win_probability, win_probability
from ownit.method.cycle.effects import USUAL_LOAD, Load
from ownit.method.cycle.fitting import AT_RISK, NEEDED_WON, fit
from ownit.method.cycle.result import Cycle
from ownit.method.cycle.timeline import HISTORY_DAYS, Slices, slices

__all__ = [
    "AGE_EDGES",
    "AT_RISK",
    "HISTORY_DAYS",
    "NEEDED_WON",
    "USUAL_LOAD",
    "Cycle",
    "CycleCells",
    "Load",
    "Slices",
    "Stages",
    "fit",
    "living",
    "new_win_probability",
    "slices",
    "win_probability",
]
