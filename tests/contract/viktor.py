"""Viktor Hale, a seller with a plan: what several tests of the verbs begin with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.contract.conftest import Run, in_json

from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import services as plans
from ownit.promises.plans.record import Line, Plan, Terms

MONDAY = date(2026, 8, 10)


def line(channel: str, activities: float, minutes: float, opened: float = 0.0) -> Line:
    return Line(channel=channel, activities=activities, minutes=minutes, opened=opened, evidence="your word")


LINES = (
    line("calls", 40, 240, 0.6),
    line("meetings", 4, 120, 0.5),
    line("referrals", 2, 20, 0.3),
    line("emails", 1, 5, 0.1),
    line("win", 0, 180),
    line("serve", 0, 60),
)


def adopt(person: int, on: date = MONDAY, lines: tuple[Line, ...] = LINES, **more: Any) -> Plan:
    terms = Terms(
        person=person,
        period_start=more.pop("start", date(2026, 1, 1)),
        period_end=more.pop("end", date(2026, 12, 31)),
        goal=Decimal(600_000),
        currency="EUR",
        confidence=0.8,
        chance=0.81,
        opened=sum(one.opened for one in lines),
        lines=lines,
    )
    return plans.adopt(OPERATOR, terms, at=datetime.combine(on, datetime.min.time(), UTC), **more)


def told(run: Run, *words: str) -> dict[str, Any]:
    week: dict[str, Any] = in_json(run, "week", *words)["week"]
    return week
