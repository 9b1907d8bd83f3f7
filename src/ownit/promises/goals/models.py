"""How are goals kept?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Proposed


class Goal(Proposed):
    """What one subject is held to in one measure and period; ``period_end`` is the last day.

    A lowered goal is a leader's act: ``stays_with`` is the leader and ``stays_amount`` what stays in the leader's own
    number; a negative amount says that the leader gave it to this subject (R3).
    """

    class Scope(models.TextChoices):
        """Whose goal."""

        PERSON = "person"
        TEAM = "team"
        COMPANY = "company"

    scope = models.CharField(max_length=8, choices=Scope.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="goals")
    measure = models.CharField(max_length=32)
    kinds = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=8)
    currency = models.CharField(max_length=3, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    external_id = models.TextField(blank=True)
    stays_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="kept_goals")
    stays_amount = models.DecimalField(max_digits=18, decimal_places=4, default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["period_start", "period_end"], name="goals_goal_period"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")), name="goals_goal_period_order"
            ),
            models.CheckConstraint(
                condition=models.Q(scope="company", person=None)
                | (~models.Q(scope="company") & models.Q(person__isnull=False)),
                name="goals_goal_whose",
            ),
        ]
