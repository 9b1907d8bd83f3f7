"""How are people's answers about origins kept?"""

from __future__ import annotations

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Recorded


class OriginAnswer(Recorded):
    """What one person said about who opened an opportunity; ids of the CRM are plain strings here."""

    class Answer(models.TextChoices):
        """One key each."""

        OPENED = "opened"
        GIVEN = "given"
        UNKNOWN = "unknown"
        UNDONE = "undone"

    connector = models.CharField(max_length=64)
    opportunity_id = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="origin_answers")
    answer = models.CharField(max_length=8, choices=Answer.choices)
