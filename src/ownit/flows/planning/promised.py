"""What of what people have said does a plan by the record lean on: roles, targets, goals, strategies, hours?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from datetime import date

    from ownit.facts.measures.effort_acts import Said
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.flows.reckoning.goals import Held
    from ownit.flows.reckoning.people import Folk
    from ownit.method.blocks.terms import Hours

FARMERS = r"\b(farmer|account manag|customer success|client manag)"
"""A role (lower case) whose work is to look after customers: renewals are serving, what they open is expansion."""


def made_with(asked: ReckoningRequest, key: str) -> str:
    """A digest of the promises that the reading leans on."""
    from ownit.flows import reckoning
    from ownit.promises.strategies import selectors as strategies

    worked = sorted(strategies.strategies(OPERATOR, asked.as_of))
    return repr((reckoning.made_with(asked), key, sorted(held_to(asked).people), sorted(targets_listed()), worked))


def held_to(asked: ReckoningRequest) -> Held:
    """What everybody is held to in the period."""
    from ownit.flows.reckoning.goals import held
    from ownit.promises.goals import selectors as goals

    return held(goals.goals(OPERATOR, asked.period.start, asked.period.end, asked.as_of))


def roles_of(folk: Folk) -> tuple[str, ...]:
    """What each person's role is called, lower case, empty where nobody said."""
    from ownit.promises.people import selectors as people

    told = {p.id: p.role.lower() for p in people.people(OPERATOR)}
    return tuple(told.get(person, "") for person in folk.ids)


def targets_listed() -> frozenset[tuple[str, str]]:
    """The accounts on anybody's list of targets that are to be pursued."""
    from ownit.promises.targets import selectors as targets
    from ownit.promises.targets.record import Purpose, State

    return frozenset(
        (t.connector, t.account_id)
        for t in targets.targets(OPERATOR)
        if t.account_id and t.state is State.ACTIVE and t.purpose is Purpose.PURSUE
    )


def said_of(roles: Sequence[str], targets: Collection[tuple[str, str]], unworked: Collection[tuple[str, str]]) -> Said:
    """By what the record of effort is read; ``roles`` (lower case) by index say who looks after customers."""
    from ownit.facts.measures.effort_acts import Said

    farmers = [n for n, role in enumerate(roles) if re.search(FARMERS, role)]
    return Said(farmers=farmers, targets=targets, unworked=unworked)


def week_of(person: int, as_of: date) -> float:
    """How many hours a person's week has: as they said, else the usual ones."""
    from ownit.method.plan.week import WEEK
    from ownit.promises.blocks import selectors as blocks

    said = "hours" in blocks.preferred(OPERATOR, person, as_of)
    return week_hours(blocks.preferences(OPERATOR, person, as_of).hours) if said else WEEK


def week_hours(hours: Hours) -> float:
    """How many hours a week has by the working hours a person prefers, lunch taken off."""
    spans = [span for day in hours.days for span in day]
    minutes = sum(span.end - span.start for span in spans)
    if hours.lunch is not None:
        start, end = hours.lunch.start, hours.lunch.end
        minutes -= sum(max(0, min(span.end, end) - max(span.start, start)) for span in spans)
    return minutes / 60.0
