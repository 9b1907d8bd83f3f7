"""What does every row of what people undertook carry, and why can it not be changed?

A row is written once. A new row says more; what is current is a selector's business. The managers refuse to change
or delete, and so does the database itself (:mod:`ownit.promises.append_only`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Never, TypeVar

from django.db import models

BEGINNING = date(1900, 1, 1)
"""The effective day of what has, as far as anyone said, always been so."""

M = TypeVar("M", bound=models.Model)


class RowsAreKeptError(TypeError):
    """Code tried to change or delete a recorded row: a bug, never a person's mistake."""

    def __init__(self, model: str) -> None:
        super().__init__(f"Rows of {model} are never changed or deleted; record a new one.")


class AppendOnlyQuerySet(models.QuerySet[M]):
    """A query set that reads and adds."""

    def update(self, **_: Any) -> Never:
        """Refused."""
        raise RowsAreKeptError(self.model.__name__)

    def delete(self) -> Never:
        """Refused."""
        raise RowsAreKeptError(self.model.__name__)

    def bulk_update(self, *_: Any, **__: Any) -> Never:
        """Refused."""
        raise RowsAreKeptError(self.model.__name__)


class Recorded(models.Model):
    """A row that says something: when it was recorded, by whom, and from which day it holds."""

    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    effective_on = models.DateField()

    # Any: django-stubs' generic managers cannot name the concrete model from an abstract base.
    objects: Any = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that is already kept is refused."""
        if not self._state.adding:
            raise RowsAreKeptError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> Never:
        """Refused."""
        raise RowsAreKeptError(type(self).__name__)


class Proposed(Recorded):
    """A row proposed by facts or set by hand, which a later row may withdraw.

    ``connector`` and ``snapshot`` are empty for what was set by hand.
    """

    class Source(models.TextChoices):
        """Who says so."""

        FACTS = "facts"
        HAND = "hand"

    source = models.CharField(max_length=8, choices=Source.choices)
    connector = models.CharField(max_length=64, blank=True)
    snapshot = models.CharField(max_length=128, blank=True)
    reason = models.TextField(blank=True)
    withdraws = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawals")

    class Meta:
        abstract = True


def add(model: type[Recorded], rows: Iterable[Recorded]) -> list[Any]:
    """Add many rows at once, in order, and return them with their ids."""
    kept: list[Any] = model.objects.bulk_create(rows)
    return kept
