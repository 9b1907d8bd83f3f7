"""A plan to tell, and what is typical of whose it is."""

from __future__ import annotations

from datetime import date

from ownit.answers.plan.mending import Typical
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.made import Binds, Hours, Line, Plan, Rung
from ownit.method.rates import Evidence

TODAY = date(2026, 2, 1)
PLAN = Plan(
    goal=600e3,
    confidence=0.8,
    start=date(2026, 1, 1),
    end=date(2026, 12, 31),
    as_of=TODAY,
    feasible=True,
    chance=0.803,
    with_help=0.803,
    low=450e3,
    mean=900e3,
    high=1.5e6,
    hours=Hours(creating=17.2, winning=8.0, serving=4.0, week=40.0),
    opened=4.4,
    lines=(
        Line(channel=Kind.CALLS, activities=250.0, hours=16.7, opened=4.3, evidence=Evidence.WORD),
        Line(channel=Kind.REFERRALS, activities=1.5, hours=0.5, opened=0.1, evidence=Evidence.PUBLISHED),
    ),
    ladder=(Rung(hours=8, opened=2, chance=0.15), Rung(hours=17.2, opened=4.4, chance=0.803)),
    by_mean=Rung(hours=11.0, opened=2.8, chance=0.42),
    binds=(Binds(what="hours", unit="hour", worth=0.013), Binds(what="referrals", unit="ask", worth=0.002)),
    milestones=(),
    as_going=0.12,
)
TYPICAL = Typical(win=0.2, worth=25e3, days=60.0, week=40.0)
