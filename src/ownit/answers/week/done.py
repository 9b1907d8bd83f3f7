"""Which blocks of a week are done by now, and which are still to come?

One that was moved is done at another time of the person's own choosing, of which only that is known: it counts as done
once its first time has come, and until then it is still to come.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownit.answers.week.answer import BlockTold


def done(block: BlockTold, at: datetime) -> bool:
    """Whether it was kept or made up, or moved and its first time has come."""
    return block.state in {"kept", "made_up"} or (block.state == "moved" and block.start <= at)


def ahead(block: BlockTold, at: datetime) -> bool:
    """Whether it is running, or to come at its time or at another."""
    return block.state in {"now", "to_come"} or (block.state == "moved" and block.start > at)
