"""Viktor's plan for the year, and versions of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ownit.method.blocks.kinds import Kind
from ownit.method.rates import Evidence
from ownit.promises.plans import selectors
from ownit.promises.plans.record import Line, Milestone, Plan, Terms
from ownit.promises.plans.services import adopt

from .conftest import AT, TODAY, Company

YEAR = date(2026, 1, 1), date(2026, 12, 31)
WEEK = timedelta(days=7)


def line(channel: str, hours: float, opened: float = 0.0) -> Line:
    return Line(channel=channel, activities=hours * 4, minutes=hours * 60, opened=opened, evidence=str(Evidence.PEERS))


def terms(company: Company, hours: float = 8, **more: Any) -> Terms:
    """Viktor's plan for the year: so many hours of calls, four of winning and two of serving, a deal a week."""
    made = Terms(
        person=company.viktor,
        period_start=YEAR[0],
        period_end=YEAR[1],
        goal=Decimal(600_000),
        currency="EUR",
        confidence=0.8,
        chance=0.81,
        opened=1.0,
        lines=(line(Kind.CALLS, hours, 1.0), line("win", 4), line("serve", 2)),
        milestones=(
            Milestone(
                name="Q4",
                start=date(2026, 10, 1),
                end=date(2026, 12, 31),
                amount=Decimal("200000.50"),
                opened=9,
                chance=0.6,
            ),
        ),
        told={"ladder": [{"hours": 8, "chance": 0.81}], "why": "ä\0"},
        reason="the year",
    )
    return replace(made, **more)


def adopted(company: Company, hours: float = 8, *, on: date = TODAY, leave: bool = False, **more: Any) -> Plan:
    at = datetime.combine(on, AT.timetz())
    return adopt(company.viewer("viktor"), terms(company, hours, **more), at=at, leave=leave)


def hours_on(company: Company, on: date) -> float:
    held = selectors.plan(company.viewer("viktor"), company.viktor, on)
    assert held is not None
    return held.terms.minutes / 60
