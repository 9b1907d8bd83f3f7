"""How are plans, and what sellers said of themselves, kept?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Recorded


class Plan(Recorded):
    """A version of a person's plan for one period, whole; ``period_end`` is the last day, ``told`` is JSON."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    period_start = models.DateField()
    period_end = models.DateField()
    version = models.PositiveIntegerField()
    adopted_on = models.DateField()
    leave = models.BooleanField(default=False)
    tells_buddy = models.BooleanField(default=False)
    goal = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3)
    confidence = models.FloatField()
    chance = models.FloatField()
    opened = models.FloatField()
    told = models.TextField()
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "period_start", "period_end", "version"], name="plans_plan_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")), name="plans_plan_period_order"
            ),
            models.CheckConstraint(
                condition=models.Q(effective_on__gte=models.F("adopted_on")), name="plans_plan_not_backdated"
            ),
        ]


class PlanLine(Recorded):
    """One channel of a plan, per week."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    channel = models.CharField(max_length=16)
    activities = models.FloatField()
    minutes = models.FloatField()
    opened = models.FloatField()
    evidence = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "channel"], name="plans_line_once"),
        ]


class PlanMilestone(Recorded):
    """One inner period of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestones")
    name = models.TextField()
    start = models.DateField()
    end = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    opened = models.FloatField()
    chance = models.FloatField()


class Said(Recorded):
    """One answer of a seller as written; the latest effective, then the latest recorded, holds; empty: taken back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="said")
    name = models.CharField(max_length=32)
    value = models.TextField(blank=True)
