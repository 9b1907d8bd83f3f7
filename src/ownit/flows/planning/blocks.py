"""What does a plan want of one week, and which names stand in its blocks?

Rules:

- A line's minutes a week are wanted in the share of the week's usual working days that the person works and on which
  the plan holds: who is away two days of five owes three fifths, and a plan adopted on a Wednesday wants three fifths
  of its first week. Where another version held earlier in the week, its days are its own.
- A day on which no plan holds, as after the last one of a period, gets no block.
- Of winning a day wants what the deals open by then can take: the plan's hours are those of a week in which as many are
  open as the plan opens, and the days grow to it (``method.plan.growing.Winning``).
- Minutes are rounded to quarter hours; what comes to half of the shortest block or more gets one shortest block.
- When not everything fits, creating goes short last, then winning, then serving (R1, R11).
- Calls go where this person's calls connect, once their record has 200 dials; every other kind to any hour.
- Names: customers to ask for referral blocks; targets to pursue dealt to the other creating kinds, each in its turn,
  from the top again where the list is shorter than the week. Events carry none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownit.flows.blocking.flow import Request, Wanted
from ownit.flows.blocking.person import About, about
from ownit.flows.workspace import Workspace
from ownit.method.blocks.kinds import CREATING, KINDS, NEUTRAL, Kind
from ownit.method.blocks.terms import QUARTER
from ownit.promises.people.access import OPERATOR, Viewer

if TYPE_CHECKING:
    from ownit.promises.plans.record import Line, Plan

WORTH: Mapping[str, float] = {str(kind): 2.0 if kind in CREATING else 1.0 for kind in Kind} | {str(Kind.WIN): 1.5}
NAMED = tuple(kind for kind in KINDS if kind in CREATING and kind is not Kind.EVENTS)
"""The kinds whose blocks carry names, in the order in which they take them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """What a week owes of one kind."""

    activities: float = 0.0
    minutes: float = 0.0
    opened: float = 0.0


def week_request(workspace: Workspace, person: int, monday: date, plan: Plan, viewer: Viewer = OPERATOR) -> Request:
    """What :func:`ownit.flows.blocking.block_week` is to place in the week of ``monday``.

    Raises NotAllowedError, UnknownCountryError.
    """
    monday -= timedelta(days=monday.weekday())
    now = workspace.now()
    whom = about(viewer, person, monday, now)
    minutes = _rounded(week_lines(viewer, person, monday, plan, whom), whom)
    fit = _fit(workspace, viewer, person, whom, now.date()) if Kind.CALLS in minutes else NEUTRAL
    wanted = [
        Wanted(kind=kind, minutes=n, worth=WORTH.get(kind, 1.0), fit=fit if kind == Kind.CALLS else NEUTRAL)
        for kind, n in minutes.items()
    ]
    names = next_names(workspace, person, minutes, max(monday, now.date())) if whom.prefers.names else {}
    closed = _week(monday) - _by_day(viewer, person, monday, plan).keys()
    return Request(person=person, monday=monday, wanted=wanted, names=names, closed=closed)


def week_lines(viewer: Viewer, person: int, monday: date, plan: Plan, whom: About) -> dict[str, WeekLine]:
    """What one week owes by kind: of each day worked its share of the lines that hold on it."""
    usual = sum(whom.usually(monday + timedelta(days=n)) for n in range(7))
    found: dict[str, WeekLine] = {}
    for day, held in _by_day(viewer, person, monday, plan).items():
        for line in held.terms.lines if whom.works(day) else ():
            so_far = found.get(line.channel, WeekLine())
            found[line.channel] = WeekLine(
                activities=so_far.activities + line.activities / usual,
                minutes=so_far.minutes + _minutes(held, line, day) / usual,
                opened=so_far.opened + line.opened / usual,
            )
    order = {str(kind): n for n, kind in enumerate(KINDS)}
    return dict(sorted(found.items(), key=lambda k: order.get(k[0], len(order))))


def _minutes(held: Plan, line: Line, day: date) -> float:
    """Of a line in a week like the one of ``day``."""
    grows = held.terms.told.get("winning")
    if line.channel != Kind.WIN or not isinstance(grows, dict):  # plans kept before hours of winning grew
        return line.minutes
    from ownit.method.plan.growing import Winning

    return Winning(**grows).on((day - held.adopted_on).days, line.minutes)


def next_names(workspace: Workspace, person: int, minutes: Mapping[str, int], on: date) -> dict[str, tuple[str, ...]]:
    """The next names by kind, one for each quarter hour of it at the most."""
    from ownit.flows.targets import next_names as listed

    most = sum(minutes.values()) // QUARTER
    pursue = [t.line for t in listed(workspace, person, Kind.CALLS, most, on)]
    ask = [t.line for t in listed(workspace, person, Kind.REFERRALS, most, on)]
    found: dict[str, tuple[str, ...]] = {}
    taken = 0
    for kind in NAMED:
        n = minutes.get(kind, 0) // QUARTER
        if kind is Kind.REFERRALS:
            found[kind] = tuple(ask[:n])
        elif n and pursue:
            found[kind] = tuple(_dealt(pursue, taken, n))
            taken += n
    return {str(kind): names for kind, names in found.items() if names}


def _dealt(names: Sequence[str], taken: int, n: int) -> list[str]:
    """The ``n`` names after those taken, from the top again where the list ends; each once."""
    return [names[(taken + i) % len(names)] for i in range(min(n, len(names)))]


def _by_day(viewer: Viewer, person: int, monday: date, plan: Plan) -> dict[date, Plan]:
    """Which plan holds on each day of the week: the one given from its day on, unless a later version does."""
    from ownit.promises.plans import selectors

    held = {}
    for day in sorted(_week(monday)):
        kept = selectors.plan(viewer, person, day)
        if _covers(plan, day) and (kept is None or _period(kept) != _period(plan) or kept.version <= plan.version):
            held[day] = plan
        elif kept is not None:
            held[day] = kept
    return held


def _week(monday: date) -> frozenset[date]:
    return frozenset(monday + timedelta(days=n) for n in range(7))


def _covers(plan: Plan, day: date) -> bool:
    return plan.effective_on <= day <= plan.terms.period_end  # what is to be won in a period is opened before it begins


def _period(plan: Plan) -> tuple[date, date]:
    return plan.terms.period_start, plan.terms.period_end


def _rounded(lines: Mapping[str, WeekLine], whom: About) -> dict[str, int]:
    """Minutes by kind to the nearest quarter hour; half of a shortest block or more is one."""
    shortest, found = whom.prefers.rules.shortest, {}
    for kind, line in lines.items():
        n = int(line.minutes / QUARTER + 0.5) * QUARTER
        found[kind] = shortest if shortest / 2 <= n < shortest else n
    return {kind: n for kind, n in found.items() if n}


def _fit(workspace: Workspace, viewer: Viewer, person: int, whom: About, on: date) -> tuple[float, ...]:
    """How well each hour suits this person's calls."""
    from ownit.facts.store import Store
    from ownit.flows.journal.dials import connecting_of
    from ownit.promises.people import selectors as people

    ids = [(i.connector, i.external_id) for i in people.identities(viewer) if i.person == person]
    found = connecting_of(Store(workspace.facts).current(), ids, whom.zone, on)
    return NEUTRAL if found is None else found.fit
