"""What does a plan say to the person it is for: one sentence, the ladder, one table, one thing to do next?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ownit.answers.plan.figures import DEALS, WORKED, channel, hour_figure, hours, points
from ownit.answers.plan.spans import Span, shown_kind
from ownit.answers.plan.unit import Unit
from ownit.answers.words import chance, span
from ownit.method.blocks.kinds import Kind
from ownit.method.lead_times import LeadTime
from ownit.method.plan.made import Binds, Plan, Rung

A_LITTLE = 0.125
"""Hours a week, half of a quarter: less is no block."""
TOLD_DEALS = 0.1
"""Fewer deals a week are told as under 0.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung as it is shown: hours a week, the chance they give and its words, and what the rung is, if anything."""

    hours: float
    opened: float
    chance: float
    said: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the week: a channel, or winning, serving, all of it. ``evidence``: whose, with the line's class."""

    kind: str
    title: str
    activities: float | None
    hours: float
    opened: float | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The answer; what is empty has nothing to say. ``holds`` tells of the plan that was undertaken before."""

    id: int
    name: str
    period: str
    source: str
    as_of: date
    currency: str
    plan: Plan
    sentence: str
    icing: str
    ladder: tuple[Step, ...]
    rows: tuple[Row, ...]
    spans: tuple[Span, ...]
    between: str
    binds: str
    why: str
    earnings: str
    holds: str
    next_step: str
    no_days: str = ""  # why there is no last day to open
    touched: str = ""  # how long it takes from first touch to opening
    leads: LeadTime | None = None
    unit: Unit = DEALS
    notes: tuple[str, ...] = field(default=())

    @property
    def week(self) -> tuple[Row, ...]:
        """The rows of a screen: what nobody can act on is left out of the lines, and is in the sum."""
        return acted_on(self.rows)

    @property
    def shown(self) -> tuple[Span, ...]:
        """The spans of a screen: quarters where there are any, else months, and all of it."""
        return tuple(s for s in self.spans if s.kind in ("period", shown_kind(self.spans)))


def steps(plan: Plan, protected: Sequence[float] = ()) -> tuple[Step, ...]:
    """The ladder; ``protected`` are the hours that a person said they can protect."""
    return tuple(_step(rung, plan, protected) for rung in plan.ladder)


def _step(rung: Rung, plan: Plan, protected: Sequence[float]) -> Step:
    parts = []
    if any(abs(rung.hours - h) < 0.25 for h in protected):
        parts.append("what you protect")
    if abs(rung.hours - plan.hours.creating) < 0.25:
        parts.append("the plan" if plan.feasible else "the most that fits")
    elif not rung.feasible:
        parts.append("no room in the week")
    return Step(
        hours=rung.hours, opened=rung.opened, chance=rung.chance, said=chance(rung.chance), what=", ".join(parts)
    )


def rows(plan: Plan, evidence: str) -> tuple[Row, ...]:
    """Each channel, then winning, serving and the week; ``evidence`` is whose the cycle and the win rate are."""
    made = [
        Row(
            kind=str(line.channel),
            title=channel(line.channel),
            activities=line.activities,
            hours=line.hours,
            opened=line.opened,
            evidence=str(line.evidence),
        )
        for line in plan.lines
    ]
    rest = [(Kind.WIN, plan.hours.winning), (Kind.SERVE, plan.hours.serving)]
    made += [
        Row(kind=str(kind), title=channel(kind), activities=None, hours=hours, opened=None, evidence=evidence)
        for kind, hours in rest
        if hours >= 0.25
    ]
    title = f"The week, of {hour_figure(plan.hours.week)} hours"
    whole = Row(kind="week", title=title, activities=None, hours=plan.hours.total, opened=plan.opened, evidence="")
    return (*made, whole)


def acted_on(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without those of next to no time and next to no deal; one line of them all where they come to something.

    What is left out gets no block either (``flows.planning.blocks``).
    """
    channels = [row for row in rows if row.opened is not None and row.kind != "week"]
    folded = [row for row in channels if row.hours < A_LITTLE and (row.opened or 0.0) < TOLD_DEALS]
    kept = tuple(row for row in rows if row not in folded)
    hours, opened = sum(row.hours for row in folded), sum(row.opened or 0.0 for row in folded)
    if hours < 2 * A_LITTLE and opened < TOLD_DEALS:
        return kept
    evidence = {row.evidence for row in folded}
    title = f"A little of {', '.join(row.title.lower() for row in folded)}"
    whose = evidence.pop() if len(evidence) == 1 else ""
    little = Row(kind="little", title=title, activities=None, hours=hours, opened=opened, evidence=whose)
    n = len(channels) - len(folded)
    return (*kept[:n], little, *kept[n:])


def growing(steady: float, now: float, days: float) -> tuple[str, ...]:
    """What the hours of winning a week are of, where those of the first weeks are an hour or more fewer."""
    if steady - now < 1.0:
        return ()
    weeks, told = max(round(days / 7.0), 1), hours(steady)
    are = "is that" if told == "1 hour" else "are those"
    return (
        f"The {told} of winning {are} of a week in which as many deals are open as the plan opens, some "
        f"{weeks} week{'s' if weeks > 1 else ''} from its start; the blocks begin at {hours(now)} and grow to that.",
    )


def between(plan: Plan, currency: str) -> str:
    """Where the period ends if the plan is carried out."""
    return f"Carried out, it brings {span(plan.low, plan.high, currency)} alone, 8 times in 10."


def binds(plan: Plan) -> str:
    """What one more hour is worth, which channels are used up, and what the team's way costs (R14)."""
    hour = next((b for b in plan.binds if b.what == "hours"), None)
    more = [b for b in plan.binds if b.what != "hours" and b.worth >= 0.0005]
    parts = []
    if hour is not None:
        worth = f"is worth {points(hour.worth)}" if hour.worth >= 0.0005 else "adds nothing"
        parts.append(f"One more hour a week {worth}.")
    if more:
        parts.append(f"There is room for no more of: {'; '.join(map(_used_up, more))}.")
    if plan.way_costs >= 0.1:
        parts.append(f"Your team's way costs {plan.way_costs:.1f} of these hours a week.")
    return " ".join(parts)


def _used_up(one: Binds) -> str:
    kind = Kind(one.what)
    return f"{channel(kind).lower()} (one more {WORKED[kind][0]} a week: {points(one.worth)})"
