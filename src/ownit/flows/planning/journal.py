"""What does a seller's journal add to their word?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ownit.connectors.journal.names import folded
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.heard import Heard
from ownit.method.plan.usual import MEETING, MINUTES, VISIT
from ownit.promises.journal.grammar.record import Item, What
from ownit.promises.journal.record import Entry

WITHOUT = {"call": MINUTES[Kind.CALLS], "e-mail": MINUTES[Kind.EMAILS], "meeting": MEETING, "visit": VISIT}
"""Minutes of one activity where the journal does not say."""
OTHER_MINUTES = 5.0
CREATING = ("", "create")
LATELY = 91


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was heard, and the money won from ``start`` of the period on, beyond what the word has."""

    heard: Heard
    won: float


def told(entries: Sequence[Entry], start: date, on: date, said_at: datetime | None = None) -> Told:
    """What the entries up to a day say; deals are told apart by their names, those without by order.

    The word was given at ``said_at``: what it says is won has all that happened or was written by then, and what it
    says is open has the deals that the journal knew as open then, and those of which it heard for the first time since
    that they were won or lost.
    """
    known = sorted((e for e in entries if e.item.on <= on), key=lambda e: e.item.on)
    items = [e.item for e in known]
    since = [e.item for e in known if said_at is None or _after(e, said_at)]
    before = [e.item for e in known if said_at is not None and not _after(e, said_at)]
    still, _ = _open(items)
    named, _ = _open(before)
    _, unknown = _open(items, since)
    won = [i for i in items if i.what is What.WON]
    days = 0 if not items else min((on - items[0].on).days + 1, LATELY)
    lately = [i for i in items if (on - i.on).days < LATELY]
    heard = Heard(
        opened=sum(i.what is What.OPENED for i in lately),
        hours=sum(_minutes(i) for i in lately if i.what is What.DID and i.purpose in CREATING) / 60.0,
        days=days,
        won=len(won),
        lost=sum(i.what is What.LOST for i in items),
        amounts=tuple(float(i.amount) for i in won if i.amount is not None and i.amount > 0),
        open_amounts=tuple(float("nan") if i.amount is None else float(i.amount) for i in still),
        open_ages=tuple((on - i.on).days for i in still),
        named=tuple(float("nan") if i.amount is None else float(i.amount) for i in named),
        closed_unnamed=len(unknown),
    )
    money = sum(float(i.amount) for i in since if i.what is What.WON and i.amount is not None and i.on >= start)
    return Told(heard=heard, won=money)


def _after(entry: Entry, said_at: datetime) -> bool:
    """Whether it happened, and was written, since the word was given."""
    return entry.recorded_at >= said_at and entry.item.on >= said_at.date()


def _open(items: Sequence[Item], since: Sequence[Item] = ()) -> tuple[list[Item], list[Item]]:
    """The deals opened that were neither won nor lost since, and those of ``since`` that closed one never opened."""
    still: list[Item] = []
    unknown: list[Item] = []
    for item in items:
        if item.what is What.OPENED:
            still.append(item)
        elif item.what in (What.WON, What.LOST):
            same = [i for i in still if folded(i.name) == folded(item.name)]
            if same:
                still.remove(same[0])
            elif item in since:
                unknown.append(item)
    return still, unknown


def _minutes(item: Item) -> float:
    return float(item.minutes) if item.minutes else item.count * WITHOUT.get(item.channel, OTHER_MINUTES)
