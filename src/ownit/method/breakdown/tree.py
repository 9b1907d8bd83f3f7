"""Into which quarters, months and pieces of weeks does a period fall?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.method.breakdown.weights import Ground, month_weight, piece_weight
from ownit.method.calendar import Kind, Period

Slot = tuple[Kind, date, date]
"""What tells one node from another: the kind of period and the days it covers."""

_BELOW = {Kind.YEAR: Kind.QUARTER, Kind.QUARTER: Kind.MONTH}


def slot_of(period: Period) -> Slot:
    """The slot of a whole period."""
    return period.kind, period.start, period.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A period, or the piece of a week that lies in one month, with what it holds.

    ``weight`` is among the months for a month, among the pieces of its month for a piece, and the sum of its months'
    for anything larger. ``days``: how many days it has that are not over.
    """

    period: Period
    start: date
    end: date
    weight: Decimal
    days: int
    children: tuple[Node, ...] = ()

    @property
    def slot(self) -> Slot:
        """This node's own slot; for a piece of a week it is not the week's."""
        return self.period.kind, self.start, self.end

    @property
    def is_piece(self) -> bool:
        """Whether it is a week, or a piece of one."""
        return self.period.kind is Kind.WEEK

    @property
    def is_parent_of_pieces(self) -> bool:
        """Whether what it holds are pieces of weeks."""
        return bool(self.children) and self.children[0].is_piece

    def all(self) -> Iterator[Node]:
        """The node and everything inside, in order of time within each level."""
        yield self
        for child in self.children:
            yield from child.all()


def tree(whole: Period, ground: Ground) -> Node:
    """A year, quarter or month with all that it holds; a week holds nothing. ValueError for a week."""
    if whole.kind is Kind.WEEK:
        raise ValueError("a week is not broken down further")
    if whole.kind is Kind.MONTH:
        return _month(whole, ground)
    parts = whole.calendar.parts(whole, _BELOW[whole.kind])
    children = tuple(tree(part, ground) for part in parts)
    weight = sum((child.weight for child in children), Decimal(0))
    return _node(whole, whole.start, whole.end, weight, ground, children)


def _month(month: Period, ground: Ground) -> Node:
    pieces = []
    week = month.calendar.period(Kind.WEEK, month.start)
    while week.start <= month.end:
        start, end = max(week.start, month.start), min(week.end, month.end)
        pieces.append(_node(week, start, end, piece_weight(start, end, ground), ground))
        week = week.next
    return _node(month, month.start, month.end, month_weight(month, ground), ground, tuple(pieces))


def _node(
    period: Period, start: date, end: date, weight: Decimal, ground: Ground, children: tuple[Node, ...] = ()
) -> Node:
    over = 0 if ground.after is None else max((ground.after - start).days + 1, 0)
    days = max((end - start).days + 1 - over, 0)
    return Node(period=period, start=start, end=end, weight=weight, days=days, children=children)
