"""Which versions of plans are kept? Read by selectors and services, which decide who may learn it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from ownit.promises.plans import models
from ownit.promises.plans.record import Line, Milestone, Plan, Terms


def versions(people: Iterable[int] | None = None) -> dict[int, tuple[Plan, ...]]:
    """Every version of the plans of some people, or of all, by person and in the order adopted."""
    rows = models.Plan.objects.order_by("id").prefetch_related("lines", "milestones")
    found: dict[int, list[Plan]] = defaultdict(list)
    for row in rows if people is None else rows.filter(person_id__in=list(people)):
        found[row.person_id].append(_plan(row))
    return {person: tuple(plans) for person, plans in found.items()}


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
