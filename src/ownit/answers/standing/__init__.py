"""Where am I, alone and with help?"""

from ownit.answers.standing.answer import only, standing
from ownit.answers.standing.record import Goal, Period, Standing, SubjectStanding, to_json

__all__ = ["Goal", "Period", "Standing", "SubjectStanding", "only", "standing", "to_json"]
