"""How long does what a line says take, where it does not say?"""

from __future__ import annotations

from ownit.method.blocks.kinds import Kind
from ownit.method.plan.usual import MEETING, MINUTES, VISIT
from ownit.promises.journal.grammar.record import Item

WITHOUT = {"call": MINUTES[Kind.CALLS], "e-mail": MINUTES[Kind.EMAILS], "meeting": MEETING, "visit": VISIT}
"""Minutes of one activity where the journal does not say."""
OTHER_MINUTES = 5.0


def minutes(item: Item) -> float:
    """All that was done of one kind, in minutes: as was said, else as such things usually take."""
    return float(item.minutes) if item.minutes else item.count * WITHOUT.get(item.channel, OTHER_MINUTES)
