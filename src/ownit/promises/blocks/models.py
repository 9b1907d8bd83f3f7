"""How are a person's hours, calendars and blocks kept?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Recorded


class Preference(Recorded):
    """One thing a person says about their time, as text; the latest effective, then the latest recorded, holds."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="time_preferences")
    name = models.CharField(max_length=32)
    value = models.TextField()


class CalendarSource(Recorded):
    """A calendar that a person gave, or (``given`` false) took back; a path or a loopback address."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendars")
    source = models.TextField()
    given = models.BooleanField(default=True)


class WeekVersion(Recorded):
    """One version of a person's week; ``week`` is its Monday."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="week_versions")
    week = models.DateField()
    version = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "week", "version"], name="blocks_version_once"),
        ]


class Block(Recorded):
    """One block of one version; ``cancelled`` says that the version took it off."""

    version = models.ForeignKey(WeekVersion, on_delete=models.PROTECT, related_name="blocks")
    uid = models.CharField(max_length=128)
    kind = models.CharField(max_length=32)
    start = models.DateTimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    cancelled = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "uid"], name="blocks_block_once"),
        ]


class Unplaced(Recorded):
    """What of one kind did not fit into one version, and why."""

    version = models.ForeignKey(WeekVersion, on_delete=models.PROTECT, related_name="unplaced")
    kind = models.CharField(max_length=32)
    minutes = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    why = models.CharField(max_length=16)


class Outcome(Recorded):
    """What became of a block; the latest row of a UID holds. ``version``: the week's when it was said, once kept."""

    class What(models.TextChoices):
        """Kept, missed, moved by the person to another time, or missed and made up for since."""

        KEPT = "kept"
        MISSED = "missed"
        MOVED = "moved"
        MADE_UP = "made_up"
        UNSAID = "unsaid"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="block_outcomes")
    uid = models.CharField(max_length=128)
    week = models.DateField()
    what = models.CharField(max_length=8, choices=What.choices)
    version = models.PositiveIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "week"], name="blocks_outcome_week"),
        ]
