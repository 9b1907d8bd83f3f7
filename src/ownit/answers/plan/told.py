"""What does a plan say to the person it is for: one sentence, the ladder, one table, one thing to do next?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from ownit.answers.plan.days import from_today, last_days
from ownit.answers.plan.figures import DEALS, WORKED, channel, hour_figure, hours, points
from ownit.answers.plan.unit import Unit
from ownit.answers.words import chance, span
from ownit.method.blocks.kinds import Kind
from ownit.method.lead_times import LeadTime
from ownit.method.plan.made import Binds, Milestone, Plan, Rung
from ownit.method.runway import LastDay, Runway

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


def shown_kind(spans: Sequence[Span]) -> str:
    """Which parts a screen shows."""
    return "quarter" if any(s.kind == "quarter" for s in spans) else "month"


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


def growing(steady: float, now: float, days: float) -> tuple[str, ...]:
    """What the hours of winning a week are of, where those of the first weeks are an hour or more fewer."""
    if steady - now < 1.0:
        return ()
    weeks = max(round(days / 7.0), 1)
    return (
        f"The {hours(steady)} of winning are those of a week in which as many deals are open as the plan opens, some "
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
