"""What does a seller's journal add to their word?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ownit.connectors.journal.names import folded
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.heard import Heard
from ownit.method.plan.usual import MEETING, MINUTES, VISIT
from ownit.promises.journal.grammar.record import Item, What

WITHOUT = {"call": MINUTES[Kind.CALLS], "e-mail": MINUTES[Kind.EMAILS], "meeting": MEETING, "visit": VISIT}
"""Minutes of one activity where the journal does not say."""
OTHER_MINUTES = 5.0
CREATING = ("", "create")
LATELY = 91


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was heard, and the money won from ``start`` of the period on."""

    heard: Heard
    won: float


def told(items: Sequence[Item], start: date, on: date) -> Told:
    """What the items up to a day say; deals are told apart by their names, those without by order."""
    known = sorted((i for i in items if i.on <= on), key=lambda i: i.on)
    still = _open(known)
    won = [i for i in known if i.what is What.WON]
    days = 0 if not known else min((on - known[0].on).days + 1, LATELY)
    lately = [i for i in known if (on - i.on).days < LATELY]
    heard = Heard(
        opened=sum(i.what is What.OPENED for i in lately),
        hours=sum(_minutes(i) for i in lately if i.what is What.DID and i.purpose in CREATING) / 60.0,
        days=days,
        won=len(won),
        lost=sum(i.what is What.LOST for i in known),
        amounts=tuple(float(i.amount) for i in won if i.amount is not None and i.amount > 0),
        open_amounts=tuple(float("nan") if i.amount is None else float(i.amount) for i in still),
        open_ages=tuple((on - i.on).days for i in still),
    )
    money = sum(float(i.amount) for i in won if i.amount is not None and i.on >= start)
    return Told(heard=heard, won=money)


def _open(items: Sequence[Item]) -> list[Item]:
    """The deals opened that were neither won nor lost since."""
    still: list[Item] = []
    for item in items:
        if item.what is What.OPENED:
            still.append(item)
        elif item.what in (What.WON, What.LOST):
            same = [i for i in still if folded(i.name) == folded(item.name)]
            if same:
                still.remove(same[0])
    return still


def _minutes(item: Item) -> float:
    return float(item.minutes) if item.minutes else item.count * WITHOUT.get(item.channel, OTHER_MINUTES)
