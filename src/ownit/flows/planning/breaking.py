"""How is a number spread over the quarters and months of its period, and what of it is set by hand (R4)?

Kept as a person says them: ``breakdown``, a line each, ``Q1 2027 100000: trade fair``; and ``spread``. Where the period
is a fiscal year or quarter they decide; another period is spread by working days, and nothing can be set in it. What
is spread is what is still missing, over the days that are to come (:mod:`ownit.method.breakdown.missing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.errors import OwnitError, meant
from ownit.flows.planning.seasons import NO_RECORD, Told
from ownit.flows.planning.spans import Inner, inner
from ownit.method.calendar import FiscalCalendar, Kind, Period
from ownit.method.money import CENT
from ownit.method.written import AmountError, amount

if TYPE_CHECKING:
    from ownit.method.breakdown import Breakdown, ByHand, Ground, Part, Presence, SoFar

SEASON = "season"
SPREADS = ("even", "working-days", SEASON)
USUAL = "working-days"
NO_FISCAL = "A season is of a fiscal year or quarter; this period is neither, and is spread by working days."


class ByHandError(OwnitError):
    """What is set by hand cannot be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetByHand:
    """One period's number as a person writes it; ``amount`` None takes it back."""

    name: str
    amount: Decimal | None
    reason: str = ""

    @property
    def text(self) -> str:
        """As it is kept."""
        reason = f": {self.reason}" if self.reason else ""
        return f"{self.name} {'empty' if self.amount is None else f'{self.amount.normalize():f}'}{reason}"


_LINE = re.compile(r"(?P<name>.*\S)\s+(?P<amount>\S+)\s*", re.DOTALL)


def read(text: str) -> SetByHand:
    """``Q1 100k``, ``Q1 2027 0``, ``March 2027 40k: trade fair``, ``Q1 empty``. Raises ByHandError."""
    said, _, reason = text.partition(":")
    found = _LINE.fullmatch(said.strip())
    if found is None:
        raise ByHandError(f"{text!r} sets nothing by hand. Write a period and a number: Q1 100k, or Q1 empty.")
    if found["amount"].casefold() in ("empty", "none", "-"):
        return SetByHand(name=found["name"], amount=None)
    try:
        set_ = amount(found["amount"])
    except AmountError as e:
        raise ByHandError(f"{e} For example: Q1 100k, or Q1 empty to take it back.") from e
    if set_.amount < 0:
        name, n = found["name"], set_.amount.normalize()
        raise ByHandError(f"{name} cannot bring {n:f}; give a number from 0, or: {name} empty.")
    if set_.currency:
        raise ByHandError(f"{found['name']} is in the goal's currency: leave out {set_.currency}, as in Q1 100k.")
    return SetByHand(name=found["name"], amount=set_.amount, reason=" ".join(reason.split()))


def whole_of(calendar: FiscalCalendar, start: date, end: date) -> Period | None:
    """The fiscal year or quarter that these days are; None for others."""
    periods = (calendar.period(kind, start) for kind in (Kind.YEAR, Kind.QUARTER))
    return next((p for p in periods if (p.start, p.end) == (start, end)), None)


def part_named(whole: Period, name: str) -> Period:
    """The quarter, month or week of a period by its name, or the beginning of it. Raises ByHandError."""
    parts = [p for kind in (Kind.QUARTER, Kind.MONTH, Kind.WEEK) for p in _within(whole, kind)]
    folded = " ".join(name.casefold().split())
    exact = [p for p in parts if p.name.casefold() == folded]
    fitting = exact or [p for p in parts if len(folded) >= 2 and p.name.casefold().startswith(folded)]
    if len(fitting) == 1:
        return fitting[0]
    known = [p.name for p in parts]
    some = ", ".join(p.name for p in parts if p.kind is not Kind.WEEK)
    raise ByHandError(f"{name!r} is no one part of {whole.name}.{meant(name, known)} Say one of: {some}.")


def _within(whole: Period, kind: Kind) -> list[Period]:
    if whole.kind is kind:
        return []
    if kind is not Kind.WEEK:
        return list(whole.calendar.parts(whole, kind))
    weeks, week = [], whole.calendar.period(Kind.WEEK, whole.start)
    while week.start <= whole.end:
        weeks.append(week)
        week = week.next
    return weeks


def kept(said: Mapping[str, str]) -> list[SetByHand]:
    """What was set by hand before."""
    return [read(line) for line in said.get("breakdown", "").splitlines() if line.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The quarters and months, and what is to be said of how they came about."""

    inner: tuple[Inner, ...]
    notes: tuple[str, ...] = ()


def broken(
    calendar: FiscalCalendar,
    start: date,
    end: date,
    goal: Decimal,
    so_far: SoFar,
    off: AbstractSet[date],
    said: Mapping[str, str],
    presence: Presence | None = None,
    season: Told = NO_RECORD,
    unit: Decimal = CENT,
) -> Broken:
    """The parts of a number, of which something may be made and time may be over.

    ``presence``: how much of the person is there on each day. ``unit`` is what no part is less than: 1 for counts.
    """
    from ownit.method.breakdown import ALWAYS, Ground, Way, break_down_missing

    whole, spread = whole_of(calendar, start, end), said.get("spread") or USUAL
    if whole is None:
        parts = inner(calendar, start, end, goal, so_far, off, unit)
        return Broken(inner=parts, notes=(NO_FISCAL,) if spread == SEASON and parts else ())
    way = {"even": Way.EVEN, "working-days": Way.WORKING_DAYS, SEASON: Way.SEASON}[spread]
    ground = Ground(way=way, holidays=frozenset(off), presence=presence or ALWAYS, season=season.season)
    ground = _with_a_day(ground, max(start, so_far.as_of + timedelta(days=1)), end)
    made = break_down_missing(goal, whole, so_far, ground, by_hand=_by_hand(whole, kept(said)), unit=unit)
    notes = (season.note,) if spread == SEASON else ()
    return Broken(inner=tuple(_inner(made)), notes=(*notes, *_without_a_line(made)))


def _without_a_line(made: Breakdown) -> tuple[str, ...]:
    """What is set by hand for months of a year, and for weeks, stands in no table of the parts."""
    from ownit.answers.words import amount as said

    return tuple(
        f"{part.period.name} has {said(part.amount)} by hand{part.reason and f': {part.reason}'}; reckoned: "
        f"{said(part.calculated)}."
        for part in (*(made.months if made.quarters else ()), *made.weeks)
        if part.by_hand
    )


def _with_a_day(ground: Ground, start: date, end: date) -> Ground:
    """The ground, if there is a day on it to carry something: nobody there at all is no way to spread a number."""
    from ownit.method.breakdown import ALWAYS
    from ownit.method.breakdown.presence import workdays

    days = workdays(start, end, ground.holidays, ground.weekend)
    if any(ground.presence.share(day) for day in days):
        return ground
    if days:
        return replace(ground, presence=ALWAYS)
    return replace(ground, presence=ALWAYS, holidays=frozenset(), weekend=frozenset())


def can_be_set(period: Period, whole: Period, so_far: SoFar) -> bool:
    """Whether what is set by hand for a part has a say still: it has not begun, or its period began with it."""
    from ownit.method.breakdown import ByHand, with_a_say

    return bool(with_a_say([ByHand(period=period, amount=Decimal(0))], whole, so_far))


def check(whole: Period, goal: Decimal, so_far: SoFar, said: Mapping[str, str]) -> None:
    """Whether what is set by hand, as far as it has a say, fits the number. Raises BreakdownError."""
    from ownit.method.breakdown import break_down, with_a_say

    break_down(goal, whole, by_hand=with_a_say(_by_hand(whole, kept(said)), whole, so_far))


def _by_hand(whole: Period, set_: Sequence[SetByHand]) -> list[ByHand]:
    """Those of this period; what was set for another one waits for it."""
    from ownit.method.breakdown import ByHand

    found = []
    for one in set_:
        try:
            period = part_named(whole, one.name)
        except ByHandError:  # a part of another period
            continue
        if one.amount is not None:
            found.append(ByHand(period=period, amount=one.amount, reason=one.reason))
    return found


def _inner(made: Breakdown) -> list[Inner]:
    return [
        *(_part(Kind.QUARTER, part) for part in made.quarters),
        *(_part(Kind.MONTH, part) for part in made.months),
    ]


def _part(kind: Kind, part: Part) -> Inner:
    return Inner(
        kind=kind,
        name=part.period.name,
        start=part.start,
        end=part.end,
        amount=part.amount,
        calculated=part.calculated,
        by_hand=part.by_hand,
        reason=part.reason,
    )
