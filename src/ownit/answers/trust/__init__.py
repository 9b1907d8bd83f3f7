"""How far is this to be believed: ownit's own record on this data, beside the ways people forecast today?"""

from ownit.answers.trust.answer import trust
from ownit.answers.trust.record import NAMES, OWNIT, POINTS, Method, Run, Trust, to_json

__all__ = ["NAMES", "OWNIT", "POINTS", "Method", "Run", "Trust", "to_json", "trust"]
