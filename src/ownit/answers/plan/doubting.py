"""What does a plan say against itself?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.answers.plan.figures import activities
from ownit.answers.words import share
from ownit.method.plan.channels import Way
from ownit.method.plan.doubts import Doubt


def doubting(found: Sequence[Doubt]) -> tuple[str, ...]:
    """A sentence for each doubt."""
    return tuple(_said(one) for one in found)


def past_room(ways: Sequence[Way]) -> tuple[str, ...]:
    """Of each channel that is asked for more often than there is room for: that it is not planned so often."""
    return tuple(
        f"You ask for at least {activities(str(way.channel), way.least)} a week; the plan has no more than "
        f"{activities(str(way.channel), way.room())}: beyond that there is nobody for it, or nothing shows that it "
        "opens deals."
        for way in ways
        if way.least > way.room() * (1.0 + 1e-9)
    )


def _said(one: Doubt) -> str:
    if one.code == "unlogged":
        return (
            f"{share(one.share)} of the deals you opened in the last year have nothing on record before them: not all "
            "that opens deals is logged, so what is logged seems to bring more than it does. The plan counts what your "
            "CRM shows: do until it shows as much."
        )
    if one.code == "untried":
        return (
            f"{share(one.share)} of the deals to open come of channels that nobody here uses: their yields are "
            "published, not yours."
        )
    assert one.channel is not None
    planned, ever = activities(str(one.channel), one.planned), activities(str(one.channel), one.ever)
    if one.told:
        return (
            f"It takes {planned} a week; a normal week of yours, as you told it, has "
            f"{activities(str(one.channel), one.told)}. Up to {ever} each is taken to bring as much as now; what lies "
            f"beyond ({share(one.share)} of the deals to open) may bring less: see what it opens, and redo the plan."
        )
    return (
        f"It takes {planned} a week; the most that anybody here has done week after week is {ever}. For what lies "
        f"beyond ({share(one.share)} of the deals to open) there is no record, and it may bring less: see what it "
        "opens, and redo the plan."
    )
