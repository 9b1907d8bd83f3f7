"""How is the journal kept?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Recorded


class Line(Recorded):
    """One line as a person wrote it; or, with ``undoes``, that an earlier line is taken back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="journal_lines")
    text = models.TextField(blank=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")


class Item(Recorded):
    """One thing a line says; ``effective_on`` is the day on which it happened."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="items")
    what = models.CharField(max_length=8)
    channel = models.CharField(max_length=16, blank=True)
    result = models.CharField(max_length=32, blank=True)
    purpose = models.CharField(max_length=8, blank=True)
    count = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    name = models.TextField(blank=True)
    amount = models.DecimalField(null=True, max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3, blank=True)
    source = models.TextField(blank=True)
    kind = models.CharField(max_length=16, blank=True)
    since = models.DateField(null=True)  # the first day it stands for, where there are several

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["effective_on"], name="journal_item_day")]
