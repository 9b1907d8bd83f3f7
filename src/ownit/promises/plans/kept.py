"""Which versions of plans are kept? Read by selectors and services, which decide who may learn it.

Many versions pile up (a plan redone every Friday is fifty a year), so that what is asked of many people chooses among
their dates first, and only what is chosen is read whole.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ownit.promises.plans import models
from ownit.promises.plans.record import Line, Milestone, Plan, Terms


class Dated(NamedTuple):
    """A version's dates, and the id to read it by."""

    id: int
    person: int
    start: date
    end: date
    version: int
    adopted_on: date
    effective_on: date
    tells_buddy: bool


_DATED = ("id", "person_id", "period_start", "period_end", "version", "adopted_on", "effective_on", "tells_buddy")


def dated(people: Iterable[int] | None = None) -> dict[int, list[Dated]]:
    """The dates of every version of the plans of some people, or of all, by person and in the order adopted."""
    rows = models.Plan.objects.order_by("id").values_list(*_DATED)
    found: dict[int, list[Dated]] = defaultdict(list)
    for row in rows if people is None else rows.filter(person_id__in=list(people)):
        found[row[1]].append(Dated(*row))
    return dict(sorted(found.items()))


def whole(ids: Iterable[int]) -> dict[int, Plan]:
    """The plans of these ids."""
    rows = models.Plan.objects.filter(id__in=list(ids)).prefetch_related("lines", "milestones")
    return {row.id: _plan(row) for row in rows.order_by("id")}


def versions(person: int) -> tuple[Plan, ...]:
    """Every version of the plans of one person, whole, in the order adopted."""
    rows = models.Plan.objects.filter(person_id=person).order_by("id").prefetch_related("lines", "milestones")
    return tuple(map(_plan, rows))


def _plan(row: models.Plan) -> Plan:
    return Plan(
        terms=Terms(
            person=row.person_id,
            period_start=row.period_start,
            period_end=row.period_end,
            goal=row.goal,
            currency=row.currency,
            confidence=row.confidence,
            chance=row.chance,
            opened=row.opened,
            lines=tuple(_line(line) for line in sorted(row.lines.all(), key=lambda r: r.id)),
            milestones=tuple(_milestone(m) for m in sorted(row.milestones.all(), key=lambda r: r.id)),
            told=json.loads(row.told),
            reason=row.reason,
        ),
        version=row.version,
        adopted_on=row.adopted_on,
        effective_on=row.effective_on,
        leave=row.leave,
        tells_buddy=row.tells_buddy,
    )


def _line(row: models.PlanLine) -> Line:
    return Line(
        channel=row.channel,
        activities=row.activities,
        minutes=row.minutes,
        opened=row.opened,
        evidence=row.evidence,
    )


def _milestone(row: models.PlanMilestone) -> Milestone:
    return Milestone(
        name=row.name, start=row.start, end=row.end, amount=row.amount, opened=row.opened, chance=row.chance
    )
