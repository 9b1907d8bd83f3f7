"""How does a drafted plan become a promise?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.flows.planning.drafting import Drafted
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR, Viewer

if TYPE_CHECKING:
    from ownit.flows.planning.ground import Ground
    from ownit.method.plan.what_if import WhatIf
    from ownit.promises.plans.record import Line, Plan, Terms


CHOICES = ("hours", "confidence")
"""What of a supposition a person may undertake, and what a plan made anew keeps (:func:`chosen`)."""


def chosen(plan: Plan | None) -> WhatIf | None:
    """The hours or the confidence that a person chose when they undertook a plan; None where they took the least."""
    from ownit.method.plan.what_if import WhatIf

    said = {} if plan is None else plan.terms.told.get("chosen")
    if not isinstance(said, dict) or not said:
        return None
    return WhatIf(hours=said.get("hours"), confidence=said.get("confidence"))


def adopt(
    workspace: Workspace, drafted: Drafted, reason: str = "", *, leave: bool = False, viewer: Viewer = OPERATOR
) -> Plan:
    """Undertake it; the answer says from when it holds. Raises NotAllowedError, OverByNowError, PlanError."""
    from ownit.promises.plans import services

    check_days_left(workspace, drafted.ground)
    return services.adopt(viewer, terms(drafted, reason), at=workspace.now(), leave=leave)


def check_days_left(workspace: Workspace, on: Ground) -> None:
    """Whether there is something to undertake still. Raises OverByNowError."""
    from ownit.flows.planning.errors import OverByNowError

    if on.end < workspace.now().date():
        running = f"Import what came since, or plan the one that runs: {the_running(workspace, on)}"
        raise OverByNowError(on.name, on.end, recorded=on.as_of, running=running)


def the_running(workspace: Workspace, on: Ground) -> str:
    """The command that plans the period of today."""
    from ownit.answers.commands import about
    from ownit.flows.periods import named
    from ownit.promises.organisation import selectors as organisation

    today = workspace.now().date()
    choices = organisation.choices(OPERATOR, today)
    period = named(choices.calendar(), choices.held_to, today)
    return about("ownit plan", on.person.name, f'--period "{period.name}"')


def terms(drafted: Drafted, reason: str = "") -> Terms:
    """What is undertaken, as promises keep it."""
    from ownit.promises.plans.record import Milestone, Terms

    plan, on = drafted.plan, drafted.ground
    return Terms(
        person=on.person.id,
        period_start=on.start,
        period_end=on.end,
        goal=_money(plan.goal),
        currency=on.currency,
        confidence=plan.confidence,
        chance=round(plan.chance, 6),
        opened=round(plan.opened, 6),
        lines=tuple(_lines(drafted)),
        milestones=tuple(
            Milestone(
                name=m.name,
                start=m.start,
                end=m.end,
                amount=_money(m.amount),
                opened=round(m.opened, 4),
                chance=round(m.chance, 6),
            )
            for m in plan.milestones
        ),
        told={
            "source": on.source,
            "measure": measure_of(on),
            "feasible": plan.feasible,
            "chosen": {name: value for name in CHOICES if (value := getattr(drafted.what, name)) is not None},
            "with_help": round(plan.with_help, 6),
            "ladder": [asdict(rung) for rung in plan.ladder],
            "binds": [asdict(bind) for bind in plan.binds],
            "by_mean": None if plan.by_mean is None else asdict(plan.by_mean),
            "way_costs": round(plan.way_costs, 4),
            "winning": _winning(on),
        },
        reason=reason,
    )


def measure_of(on: Ground) -> str:
    """What the number is in: bookings of some kind, or what is counted."""
    from ownit.method.plan.counted import Counter

    return on.seller.measure if isinstance(on.seller, Counter) else "money"


def _winning(on: Ground) -> dict[str, float]:
    """From what the weeks' winning grows, minutes, and over how many days (``method.plan.growing.Winning``)."""
    from ownit.method.plan.load import winning

    grows = winning(on.seller)
    return {"now": round(grows.now * 60.0, 4), "days": round(grows.days, 2)}


def _lines(drafted: Drafted) -> Iterator[Line]:
    from ownit.method.blocks.kinds import Kind
    from ownit.promises.plans.record import Line

    plan = drafted.plan
    for line in plan.lines:
        yield Line(
            channel=str(line.channel),
            activities=round(line.activities, 4),
            minutes=round(line.hours * 60.0, 4),
            opened=round(line.opened, 6),
            evidence=str(line.evidence),
        )
    evidence = str(drafted.ground.seller.evidence)
    for kind, hours in ((Kind.WIN, plan.hours.winning), (Kind.SERVE, plan.hours.serving)):
        if hours > 0:
            yield Line(channel=str(kind), activities=0.0, minutes=round(hours * 60.0, 4), opened=0.0, evidence=evidence)


def _money(amount: float) -> Decimal:
    return Decimal(repr(round(amount, 2)))
