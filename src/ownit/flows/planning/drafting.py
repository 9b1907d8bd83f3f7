"""What is one person's plan, and what would it be if something were different?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.flows.planning.ground import Ground, ground
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.method.plan.made import Plan
    from ownit.method.plan.make import Part
    from ownit.method.plan.what_if import WhatIf
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drafted:
    """A plan that nobody has undertaken yet, and the ground it stands on."""

    ground: Ground
    plan: Plan

    @property
    def person(self) -> Person:
        """Whose it is."""
        return self.ground.person

    @property
    def currency(self) -> str:
        """Of all its money."""
        return self.ground.currency


def draft(
    workspace: Workspace,
    who: str | None = None,
    period: str | None = None,
    what: WhatIf | None = None,
    *,
    progress: Progress = silent,
) -> Drafted:
    """The plan of one person for the period they are held to; see :func:`ground` for what it raises."""
    return drafted(ground(workspace, who, period, progress=progress), what)


def drafted(on: Ground, what: WhatIf | None = None, *, milestones: bool = True) -> Drafted:
    """A plan on a ground, as it is or as it would be, with or without milestones. Raises BadWhatIfError."""
    from ownit.method.plan.make import make
    from ownit.method.plan.what_if import WhatIf, changed

    what = what or WhatIf()
    goal = float(on.goal) if what.goal is None else what.goal
    plan = make(
        changed(on.seller, what),
        goal,
        what.confidence or on.confidence,
        parts=_parts(on, goal / float(on.goal)) if milestones else (),
        shown=() if what.hours is not None else on.shown,
    )
    return Drafted(ground=on, plan=plan)


def _parts(on: Ground, scale: float) -> list[Part]:
    """The inner periods to come, and one that has begun where all that is won in the period was won in it."""
    from ownit.method.plan.make import Part

    return [
        Part(
            name=part.name,
            start=part.start,
            end=part.end,
            amount=float(part.amount * Decimal(repr(scale))),
            won=on.seller.book.won if part.start == on.start else None,
        )
        for part in on.inner
        if part.start > on.as_of or (part.start == on.start and part.end > on.as_of)
    ]
