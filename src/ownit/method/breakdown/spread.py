"""How is a number spread over quarters, months and weeks, so that what was set by hand stays and no cent is lost?

What is set by hand stays, whatever level it is on. Inside each period the rest, that is the period's amount less all
that is set by hand inside it, goes to what is not set, in proportion to weight, by largest remainder. A week that two
months share is cut where they meet: its amount is the sum of its two parts, so that weeks, months and quarters all add
up to the same whole. A week at the edge of the whole is only the part of it inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ownit.method.breakdown.errors import (
    MoreByHandError,
    NegativeAmountError,
    NothingLeftError,
    NotInPeriodError,
    SetTwiceError,
)
from ownit.method.breakdown.tree import Node, Slot, slot_of, tree
from ownit.method.breakdown.weights import Ground
from ownit.method.calendar import Kind, Period
from ownit.method.money import CENT, split


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What a person sets for a quarter, month or week of their own; 0 is nothing to do in it, not nothing said."""

    period: Period
    amount: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One period's share. ``calculated`` is what it would be with nothing set by hand at all."""

    period: Period
    start: date  # the days of the period inside the whole
    end: date
    amount: Decimal
    calculated: Decimal
    by_hand: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The whole and its parts, each level adding up to it exactly; a level not below the whole's own is empty."""

    whole: Part
    quarters: tuple[Part, ...]
    months: tuple[Part, ...]
    weeks: tuple[Part, ...]

    def part(self, kind: Kind, on: date) -> Part | None:
        """The part of a kind that contains a day."""
        level = {Kind.QUARTER: self.quarters, Kind.MONTH: self.months, Kind.WEEK: self.weeks}.get(kind, (self.whole,))
        return next((p for p in level if p.start <= on <= p.end), None)


def break_down(
    amount: Decimal,
    whole: Period,
    ground: Ground | None = None,
    *,
    by_hand: Sequence[ByHand] = (),
    unit: Decimal = CENT,
    must_fit: bool = True,
) -> Breakdown:
    """Spread ``amount`` over a year, quarter or month; ``unit`` is 1 for counts.

    ``must_fit`` False: what is set by hand stays where it is more than there is, and where it is less and nothing else
    can take the rest, and the levels do not add up then. Raises MoreByHandError, NothingLeftError, NotInPeriodError and
    their kin of BreakdownError.
    """
    if not amount.is_finite() or amount < 0:
        raise NegativeAmountError(f"The number for {whole.name}", amount)
    ground = ground or Ground()
    root = tree(whole, ground)
    set_ = _checked(root, by_hand)
    calculated: dict[Slot, Decimal] = {}
    _assign(root, amount, {}, unit, calculated, must_fit=must_fit)
    amounts = calculated
    if set_:
        amounts = {}
        _assign(root, amount, _with_weeks_cut(root, set_, unit), unit, amounts, must_fit=must_fit)
    return _told(root, amounts, calculated, set_)


def _checked(root: Node, by_hand: Sequence[ByHand]) -> dict[Slot, ByHand]:
    """What is set by hand, by the slot it is for."""
    known = {slot_of(node.period) for node in root.all()} - {slot_of(root.period)}
    found: dict[Slot, ByHand] = {}
    for one in by_hand:
        slot = slot_of(one.period)
        if slot not in known:
            raise NotInPeriodError(one.period.name, root.period.name)
        if slot in found:
            raise SetTwiceError(one.period.name)
        if not one.amount.is_finite() or one.amount < 0:
            raise NegativeAmountError(one.period.name, one.amount)
        found[slot] = one
    return found


def _with_weeks_cut(root: Node, set_: dict[Slot, ByHand], unit: Decimal) -> dict[Slot, Decimal]:
    """The amounts by hand of quarters, months and pieces of weeks: a week's is cut in proportion to its pieces."""
    hand = {slot: one.amount for slot, one in set_.items() if slot[0] is not Kind.WEEK}
    for slot, one in set_.items():
        if slot[0] is Kind.WEEK:
            pieces = [n for n in root.all() if n.is_piece and slot_of(n.period) == slot]
            weights = [n.weight for n in pieces]
            if not any(weights):
                weights = [Decimal(n.days) for n in pieces]
            hand.update({n.slot: part for n, part in zip(pieces, split(one.amount, weights, unit), strict=True)})
    return hand


def _assign(
    node: Node,
    amount: Decimal,
    hand: dict[Slot, Decimal],
    unit: Decimal,
    into: dict[Slot, Decimal],
    *,
    must_fit: bool,
) -> None:
    """Give ``amount`` to a node and hand it on to its children."""
    into[node.slot] = amount
    if not node.children:
        return
    fixed = [_fixed(child, hand) for child in node.children]
    rest = amount - sum(fixed, Decimal(0))
    if rest < 0 and must_fit:
        raise MoreByHandError(node.period.name, amount, amount - rest)
    rest = max(rest, Decimal(0))
    weights = [_free(child, hand) for child in node.children]
    if rest and not any(weights) and node.is_parent_of_pieces:  # nobody works in it, yet it has something: by days
        weights = [Decimal(0) if child.slot in hand else Decimal(child.days) for child in node.children]
    if rest and not any(weights) and must_fit:
        raise NothingLeftError(node.period.name, rest)
    shares = split(rest, weights, unit) if rest and any(weights) else [Decimal(0)] * len(fixed)
    for child, given, share in zip(node.children, fixed, shares, strict=True):
        _assign(child, given + share, hand, unit, into, must_fit=must_fit)


def _fixed(node: Node, hand: dict[Slot, Decimal]) -> Decimal:
    """What is set by hand at a node, or else inside it."""
    if node.slot in hand:
        return hand[node.slot]
    return sum((_fixed(child, hand) for child in node.children), Decimal(0))


def _free(node: Node, hand: dict[Slot, Decimal]) -> Decimal:
    """The weight of what can still take something, at a node or inside it.

    A month none of whose weeks is set weighs what the month weighs; one with some set, its free weeks' part of that.
    """
    if node.slot in hand:
        return Decimal(0)
    if not node.children:
        return node.weight
    inside = sum((child.weight for child in node.children), Decimal(0))
    free = sum((_free(child, hand) for child in node.children), Decimal(0))
    if not node.is_parent_of_pieces:
        return free
    return node.weight if free == inside else node.weight * free / inside


def _told(
    root: Node, amounts: dict[Slot, Decimal], calculated: dict[Slot, Decimal], set_: dict[Slot, ByHand]
) -> Breakdown:
    levels: dict[Kind, dict[Slot, Part]] = {kind: {} for kind in Kind}
    for node in root.all():
        slot, level = slot_of(node.period), levels[node.period.kind]
        one = set_.get(slot)
        part = Part(
            period=node.period,
            start=node.start,
            end=node.end,
            amount=amounts[node.slot],
            calculated=calculated[node.slot],
            by_hand=one is not None,
            reason=one.reason if one is not None else "",
        )
        level[slot] = _joined(level[slot], part) if slot in level else part
    whole = levels[root.period.kind].pop(slot_of(root.period))
    quarters, months, weeks = (tuple(levels[k].values()) for k in (Kind.QUARTER, Kind.MONTH, Kind.WEEK))
    return Breakdown(whole=whole, quarters=quarters, months=months, weeks=weeks)


def _joined(first: Part, second: Part) -> Part:
    """Two pieces of one week."""
    return replace(
        first,
        end=second.end,
        amount=first.amount + second.amount,
        calculated=first.calculated + second.calculated,
    )
