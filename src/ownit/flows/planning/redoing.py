"""What changes if the plan is made anew from today (R9)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.flows.planning.adopting import adopt, check_days_left, chosen, terms
from ownit.flows.planning.answering import holding
from ownit.flows.planning.drafting import Drafted
from ownit.flows.planning.drafting import drafted as drafted_on
from ownit.flows.planning.ground import Ground
from ownit.flows.planning.grounding import ground
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.plan.difference import Difference
    from ownit.promises.plans.record import Plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Redone:
    """A plan drafted today beside the one that holds; ``after`` is what adopting it would give. Nothing is kept."""

    drafted: Drafted
    before: Plan | None
    after: Plan
    difference: Difference | None

    @property
    def same(self) -> bool:
        """Whether it asks for the same week as the one that holds."""
        d = self.difference
        return d is not None and not (d.work or d.deals or d.goal)

    @property
    def sentence(self) -> str:
        """What changes, in words; where nothing holds yet, the plan itself."""
        from ownit.answers.plan.sentence import sentence

        drafted = self.drafted
        given = drafted.what.hours is not None
        told = sentence(drafted.plan, drafted.ground.unit, drafted.ground.as_of, chosen=given)
        if self.difference is not None:
            enough = given or drafted.plan.feasible
            return self.difference.sentence if enough else f"{self.difference.sentence} {told}"
        return f"No plan of yours holds for {drafted.ground.name} yet. {told}"


def redo(
    workspace: Workspace,
    who: str | None = None,
    period: str | None = None,
    *,
    leave: bool = False,
    progress: Progress = silent,
) -> Redone:
    """Draft from today and compare with what holds; see :func:`ownit.flows.planning.ground` for what it raises."""
    from ownit.answers.plan.difference import difference
    from ownit.promises.plans import services

    today = workspace.now().date()
    drafted, before = anew(workspace, who, period, progress=progress)
    check_days_left(workspace, drafted.ground)
    after = services.would(OPERATOR, terms(drafted), at=workspace.now(), leave=leave)
    found = None if before is None else difference(before, after, today, buddy=buddy(drafted.person.id, today))
    return Redone(drafted=drafted, before=before, after=after, difference=found)


def anew(
    workspace: Workspace, who: str | None = None, period: str | None = None, *, progress: Progress = silent
) -> tuple[Drafted, Plan | None]:
    """A plan from today by the hours and the confidence that the person chose last, if so; and the one that holds.

    What was chosen last may be waiting to hold: made by another choice, the new plan would give it up. For what it
    raises see :func:`ownit.flows.planning.ground`.
    """
    on = ground(workspace, who, period, progress=progress)
    return drafted_on(on, chosen(_adopted_last(on))), holding(on, workspace.now().date())


def _adopted_last(on: Ground) -> Plan | None:
    from ownit.promises.plans import selectors

    mine = selectors.plans(OPERATOR, on.person.id)
    return next((p for p in reversed(mine) if (p.terms.period_start, p.terms.period_end) == (on.start, on.end)), None)


def accept(workspace: Workspace, redone: Redone, reason: str = "", *, leave: bool = False) -> Plan:
    """Undertake what was shown. Raises NotAllowedError, PlanError."""
    return adopt(workspace, redone.drafted, reason, leave=leave)


def buddy(person: int, today: date) -> str:
    """The name of whoever asks on Friday and is told; empty for nobody, and for a mere name, which sees nothing."""
    from ownit.promises.people import selectors as people

    asks = people.buddies(OPERATOR, today).get(person)
    return next((p.name for p in people.people(OPERATOR) if p.id == asks), "")


def held_from(plan: Plan, today: date, buddy_name: str) -> str:
    """From when an adopted plan holds, as a sentence."""
    from ownit.answers.words import day

    if plan.effective_on <= today:
        return "It holds from today."
    told = f"; {buddy_name} is told" if buddy_name and plan.tells_buddy else ""
    if plan.too_late:
        return (
            f"It asks for less than the plan you have, and within a week the period is over: the one you have holds to "
            f"its end on {day(plan.terms.period_end, today)}{told}."
        )
    return (
        f"It asks for less than the plan you have, so it holds from {plan.effective_on:%A} "
        f"{day(plan.effective_on, today)}; until then the one you have does{told}."
    )
