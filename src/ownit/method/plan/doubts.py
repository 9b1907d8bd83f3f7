"""What of a plan does no record show?

*beyond*: of a channel, more a week than anybody here has averaged over the record (by a word: than was ever kept up),
where at least ``PART`` of what the plan opens lies there: what one more brings is an extrapolation. *untried*: at least
``PART`` comes of channels that nobody here uses. *unlogged*: at least ``UNEXPLAINED`` of the person's own deals of the
last year were opened with nothing on record before, so that not all that opens deals is logged, and what is logged
seems to bring more than it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ownit.method.blocks.kinds import Kind
from ownit.method.plan.book import Seller
from ownit.method.plan.channels import Way
from ownit.method.rates import Evidence

PART = 0.1  # judgement: what is less would not change whether the number is made
UNEXPLAINED = 0.2  # judgement: where nine in ten activities are logged, one in fifty has nothing before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One of them, and the ``share`` of the deals it concerns.

    Of *beyond*: the channel, how much of it a week is planned, and the most there is a record of; by a word, the most
    that is taken to bring as much each, and how much a normal week was said to have.
    """

    code: Literal["beyond", "untried", "unlogged"]
    share: float
    channel: Kind | None = None
    planned: float = 0.0
    ever: float = 0.0
    told: float = 0.0


def doubts(seller: Seller, activities: Mapping[Kind, float]) -> tuple[Doubt, ...]:
    """Those of a plan of so many activities a week."""
    opened = {way.channel: way.opens(activities.get(way.channel, 0.0)) for way in seller.ways}
    total = sum(opened.values())
    found = [*_beyond(seller.ways, activities, total), *_untried(seller.ways, opened, total)]
    if seller.unexplained >= UNEXPLAINED:
        found.append(Doubt(code="unlogged", share=seller.unexplained))
    return tuple(found)


def _beyond(ways: Sequence[Way], activities: Mapping[Kind, float], total: float) -> list[Doubt]:
    """Of the channel that opens most beyond what there is a record of."""
    over = []
    for way in ways:
        done, seen = activities.get(way.channel, 0.0), way.averaged or way.ever
        if way.ever > 0 and seen < done:
            told = way.recent if way.evidence is Evidence.WORD else 0.0
            over.append((way.opens(done) - way.opens(seen), way.channel, done, seen, told))
    beyond = sum(opened for opened, *_ in over)
    if not over or beyond < PART * total:
        return []
    _, channel, done, seen, told = max(over, key=lambda one: one[0])
    return [Doubt(code="beyond", share=beyond / total, channel=channel, planned=done, ever=seen, told=told)]


def _untried(ways: Sequence[Way], opened: Mapping[Kind, float], total: float) -> list[Doubt]:
    new = sum(opened[way.channel] for way in ways if way.ever <= 0)
    return [Doubt(code="untried", share=new / total)] if total > 0 and new >= PART * total else []
