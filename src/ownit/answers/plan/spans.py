"""By when must be opened what each part of a plan's period takes, and which parts have a line?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from ownit.answers.plan.days import from_today, last_days
from ownit.method.plan.made import Milestone, Plan
from ownit.method.runway import LastDay, Runway


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How a part of the period came by its amount: ``calculated`` is what it would be with nothing set by hand."""

    kind: str  # quarter, month
    name: str
    calculated: Decimal
    by_hand: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A quarter or month of the period, or all of it, with the last days that are safe for it at 80 %.

    ``open_now`` and ``start_now``: where that day is behind, of what begins today and is won at all the share in time.
    """

    kind: str
    name: str
    start: date
    end: date
    amount: float
    calculated: float
    by_hand: bool
    reason: str
    opened: float
    chance: float
    open_by: LastDay | None = None
    start_by: LastDay | None = None
    start_by_source: tuple[tuple[str, LastDay], ...] = ()
    open_now: float | None = None
    start_now: float | None = None

    @property
    def behind(self) -> bool:
        """Whether a last day of it is."""
        return self.open_now is not None or self.start_now is not None


class Cut(Protocol):
    """A part of a plan's period, whether or not it has a line."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


def shown_kind(spans: Sequence[Span]) -> str:
    """Which parts a screen shows."""
    return "quarter" if any(s.kind == "quarter" for s in spans) else "month"


def spans(plan: Plan, given: Sequence[Given], runway: Runway, period: str, present: float = 1.0) -> tuple[Span, ...]:
    """Each milestone with its last days, and the whole ``period`` last; ``present``: the share of days worked."""
    by_name = {g.name: g for g in given}
    days = (plan.end - max(plan.start, plan.as_of)).days + (plan.start > plan.as_of)
    whole = Milestone(
        name=period,
        start=plan.start,
        end=plan.end,
        amount=plan.goal,
        opened=plan.opened * present * days / 7.0,
        chance=plan.chance,
    )
    listed = [*plan.milestones, whole]
    ends = [m.end for m in listed]
    by_source = [(source, last_days(ends, ages)) for source, ages in runway.by_source]
    opened, started = last_days(ends, runway.cycle), last_days(ends, runway.whole)
    open_now, start_now = (
        from_today(last, ends, ages, plan.as_of) for last, ages in ((opened, runway.cycle), (started, runway.whole))
    )
    return tuple(
        replace(
            _span(milestone, by_name.get(milestone.name)),
            open_by=opened[n],
            start_by=started[n],
            start_by_source=tuple((source, day) for source, days_ in by_source if (day := days_[n]) is not None),
            open_now=open_now[n],
            start_now=start_now[n],
        )
        for n, milestone in enumerate(listed)
    )


def _span(m: Milestone, given: Given | None) -> Span:
    """Without its last days."""
    return Span(
        kind=given.kind if given else "period",
        name=m.name,
        start=m.start,
        end=m.end,
        amount=m.amount,
        calculated=float(given.calculated) if given else m.amount,
        by_hand=bool(given and given.by_hand),
        reason=given.reason if given else "",
        opened=m.opened,
        chance=m.chance,
    )


def without_a_line(inner: Sequence[Cut], kind: str, as_of: date, period: str) -> tuple[str, ...]:
    """Why parts (of the ``kind`` that is shown) that are over or running have no line.

    What is won is known of the whole period; of the part that began with it, it is the same.
    """
    shown = [part for part in inner if part.kind == kind]
    running = [part.name for part in shown[1:] if part.start <= as_of < part.end]
    over = [part.name for part in shown if part.end <= as_of]
    if not running and not over:
        return ()
    past = " and ".join(over) if len(over) < 3 else f"{over[0]} to {over[-1]}"
    said = [f"{past} {'is' if len(over) == 1 else 'are'} over"] if over else []
    said += [f"{running[0]} is running"] if running else []
    one = len(over) + len(running) == 1
    several = "it has no line of its own and is" if one else "they have no line of their own and are"
    since = f"since what there is so far is told of {period} as a whole"
    return (f"{' and '.join(said)}: {several} in the last one, {since}.",)
