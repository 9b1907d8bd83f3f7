"""How are targets kept?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Recorded


class Target(Recorded):
    """An account or a name that one person means to go after, or that a rule proposed to them; ids are plain strings.

    ``rule`` is empty for what a person added; ``folded`` is the name as names are compared.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="targets")
    name = models.TextField()
    folded = models.TextField()
    why = models.TextField(blank=True)
    purpose = models.CharField(max_length=8)
    rule = models.CharField(max_length=16, blank=True)
    connector = models.CharField(max_length=64, blank=True)
    account_id = models.TextField(blank=True)
    known_touch = models.DateField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "folded"], name="targets_target_name")]


class Step(Recorded):
    """What happened to a target: accepted, dropped, touched, or a next step said; ``effective_on`` is the day."""

    class What(models.TextChoices):
        """One word each."""

        ACCEPTED = "accepted"
        DROPPED = "dropped"
        TOUCHED = "touched"
        NEXT = "next"

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=8, choices=What.choices)
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True)
