"""What was said at each origin, by ownit and its rivals, and what came?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ownit.connectors.base import Progress, silent
from ownit.flows.backtest import rivals, totals
from ownit.flows.backtest.origins import Origin, origins
from ownit.flows.reckoning.basis import basis
from ownit.flows.reckoning.day import COMPANY, Day
from ownit.flows.reckoning.flow import ReckoningRequest
from ownit.flows.reckoning.goals import held
from ownit.flows.reckoning.past import Past
from ownit.flows.reckoning.record import first_origin, recalibrate
from ownit.method.case import Case, Look, case
from ownit.method.law import Law
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.deals import Winnings
    from ownit.facts.measures.wins import Wins
    from ownit.facts.tables import Tables
    from ownit.method.recalibration import Recalibration


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """All cases, from how many origins, and the first day from which it was possible to look forward."""

    cases: tuple[Case, ...]
    origins: tuple[Origin, ...]
    first: date | None
    basis: Mapping[str, Any] = field(default_factory=dict)  # what the last day was learned from, in figures


def walk(tables: Tables, asked: ReckoningRequest, progress: Progress = silent, since: date | None = None) -> Walked:
    """Look forward from every origin of the snapshot's history, with nothing that was not known then.

    ``asked.as_of`` is the last day by which a window must be over; what came is what is known on it. ``since`` leaves
    out earlier origins; the record of wins that were expected reaches back beyond it.
    """
    past = Past(tables=tables, asked=asked)
    outcome = past.won(asked.as_of)
    first = first_origin(outcome)
    if first is None:
        return Walked(cases=(), origins=(), first=None)
    possible = origins(asked.choices.calendar(), max(first, since or first), asked.as_of)
    begins = date.fromordinal(int(outcome.closed.min()))
    cases: list[Case] = []
    for n, origin in enumerate(possible):
        progress("looking forward from past days", n / len(possible))
        cases += looked(past, origin, first, whole_from(begins), outcome)
        past.forget_before(origin.as_of)
    last = basis(past.day(asked.as_of))
    return Walked(cases=tuple(cases), origins=possible, first=first, basis=last)


def whole_from(begins: date) -> date:
    """A period that begins in the first week of the record of wins is taken as whole."""
    return begins - timedelta(days=6)


def looked(past: Past, origin: Origin, first: date, begins: date, outcome: Wins) -> Iterator[Case]:
    """Every method's cases at one origin."""
    from ownit.facts.measures.deals import winnings

    day, known = past.day(origin.as_of), past.known(origin.as_of)
    period, so_far = origin.period, past.won(origin.as_of)
    came = totals.totals(outcome, day.folk, period.start, period.end)
    won = totals.totals(so_far, day.folk, period.start, origin.as_of)
    before = totals.before(so_far, day.folk, period, begins)
    goals = _goals(origin, before[-1] if before else {})
    factors = recalibrate(day, period, origin.window, so_far, past.look_back, first)
    in_window = winnings(known, day.folk.roster(), period.start, min(period.end, origin.as_of))
    said = [*_ownit(day, origin, in_window, goals, factors)]
    said += rivals.last_period(list(came), before)
    said += rivals.plug_in_hazard(day, origin, won)
    if origin.horizon == "quarter":
        said += rivals.weighted_pipeline(day, known, origin, won, past.tables["stage_change"])
    for method, subject, law in said:
        yield case(_look(origin, subject), method, law, came[subject], goals.get(subject))


def _ownit(day: Day, origin: Origin, won: Winnings, goals: Mapping[str, float], factors: Recalibration) -> rivals.Said:
    """What ownit says, with help, if it goes on as lately; nothing where it says that there is too little."""
    made = day.reckon(origin.window, won, goals, factors)
    subjects = {str(person): reckoned for person, reckoned in zip(day.folk.ids, made.people, strict=True)}
    for subject, reckoned in (subjects | dict(made.groups)).items():
        law = reckoned.with_help.as_going
        if isinstance(law, Law):
            yield "ownit", subject, law


def _goals(origin: Origin, last: Mapping[str, float]) -> dict[str, float]:
    """What each subject is held to, else as much as the period before: a goal known before it is known what came."""
    from ownit.promises.goals import selectors as goals

    asked = held(goals.goals(OPERATOR, origin.period.start, origin.period.end, origin.as_of))
    return {s: amount for s, amount in last.items() if amount > 0} | dict(asked.amounts.get("bookings", {}))


def _look(origin: Origin, subject: str) -> Look:
    level = "company" if subject == COMPANY else "team" if subject.startswith("team:") else "person"
    return Look(
        level=level,
        horizon=origin.horizon,
        week=origin.week,
        as_of=origin.as_of,
        start=origin.period.start,
        subject=subject,
    )
