"""How is the strategy for an RFP kept?"""

from __future__ import annotations

from django.db import models

from ownit.promises.people.models import Person
from ownit.promises.recorded import Recorded


class Strategy(Recorded):
    """How one person will change what an RFP asks for; ids of the CRM are plain strings. Without text: taken back."""

    connector = models.CharField(max_length=64)
    opportunity_id = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="strategies")
    text = models.TextField(blank=True)
