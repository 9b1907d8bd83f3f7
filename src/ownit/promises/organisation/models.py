"""How are the organisation's choices kept?"""

from __future__ import annotations

from django.db import models

from ownit.promises.recorded import Recorded


class Choice(Recorded):
    """One choice by name, as text; the latest effective, then the latest recorded, holds."""

    name = models.CharField(max_length=64)
    value = models.TextField()
    reason = models.TextField(blank=True)
