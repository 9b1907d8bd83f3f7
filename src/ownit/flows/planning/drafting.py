"""What is one person's plan, and what would it be if something were different?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from ownit.connectors.base import Progress, silent
from ownit.flows.planning.ground import Ground
from ownit.flows.planning.grounding import ground
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.flows.planning.spans import Inner
    from ownit.method.plan.made import Plan
    from ownit.method.plan.what_if import WhatIf
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drafted:
    """A plan that nobody has undertaken yet, the ground it stands on, and what it supposes."""

    ground: Ground
    plan: Plan
    what: WhatIf

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
    """A plan on a ground, as it is or as it would be, with or without milestones. Raises BadWhatIfError.

    Milestones are of the number that there is: to another one there are none.
    """
    from ownit.method.plan import counted
    from ownit.method.plan.make import Part, make
    from ownit.method.plan.what_if import WhatIf, changed, of_ways

    what = what or WhatIf()
    goal = float(on.goal) if what.goal is None else what.goal
    sure = what.confidence or on.confidence
    inner = [(part, part.start == on.start) for part in _parts(on)] if milestones and what.goal is None else []
    whole = what.hours is not None
    shown = () if whole else on.shown
    if isinstance(on.seller, counted.Counter):
        so_far = on.seller.so_far
        counts = [
            counted.CountPart(**_days(part), amount=float(part.amount), so_far=so_far if begun else 0)
            for part, begun in inner
        ]
        plan = counted.make(of_ways(on.seller, what), goal, sure, parts=counts, shown=shown, whole=whole)
    else:
        won = on.seller.book.won
        parts = [Part(**_days(p), amount=float(p.amount), won=won if begun else None) for p, begun in inner]
        plan = make(changed(on.seller, what), goal, sure, parts=parts, shown=shown, whole=whole)
    return Drafted(ground=on, plan=plan, what=what)


class _Days(TypedDict):
    name: str
    start: date
    end: date


def _days(part: Inner) -> _Days:
    return {"name": part.name, "start": part.start, "end": part.end}


def _parts(on: Ground) -> list[Inner]:
    """The inner periods to come, and one that has begun where all that is won in the period was won in it."""
    return [part for part in on.inner if part.start > on.as_of or (part.start == on.start and part.end > on.as_of)]
