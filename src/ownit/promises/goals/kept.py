"""Which goals are kept, and which of them hold?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from ownit.promises.current import grouped, live
from ownit.promises.goals import models
from ownit.promises.goals.record import Terms

COPIED = (
    "scope",
    "person_id",
    "measure",
    "kinds",
    "unit",
    "currency",
    "period_start",
    "period_end",
    "amount",
    "external_id",
    "stays_with_id",
    "stays_amount",
)
_FIELDS = ("id", "effective_on", "source", "connector", "withdraws_id", "reason", *COPIED)


class Subject(NamedTuple):
    """Whose goal, of what."""

    scope: str
    person: int | None
    measure: str
    kinds: str


class Key(NamedTuple):
    """What a goal is about: one row of it holds at a time. The currency belongs to the amount."""

    subject: Subject
    start: date
    end: date


def key_of(row: Any) -> Key:
    """What a kept row is about."""
    return Key(Subject(row.scope, row.person_id, row.measure, row.kinds), row.period_start, row.period_end)


def key_of_terms(terms: Terms) -> Key:
    """What terms are about."""
    return Key(
        Subject(terms.scope, terms.person, terms.measure, ",".join(terms.kinds)), terms.period_start, terms.period_end
    )


def columns(terms: Terms) -> dict[str, Any]:
    """The columns of a row that says these terms."""
    return {
        "scope": terms.scope,
        "person_id": terms.person,
        "measure": terms.measure,
        "kinds": ",".join(terms.kinds),
        "unit": terms.unit,
        "currency": terms.currency,
        "period_start": terms.period_start,
        "period_end": terms.period_end,
        "amount": terms.amount,
    }


def live_rows(where: Q) -> list[Any]:
    """The rows that fit and are not withdrawn, oldest first; a withdrawal has the columns of what it withdraws."""
    return live(models.Goal.objects.filter(where).order_by("id").values_list(*_FIELDS, named=True))


def about(key: Key) -> list[Any]:
    """The live rows about one thing."""
    s = key.subject
    return live_rows(
        Q(scope=s.scope, person_id=s.person, measure=s.measure, kinds=s.kinds)
        & Q(period_start=key.start, period_end=key.end)
    )


def by_key(rows: Iterable[Any]) -> dict[Key, list[Any]]:
    """Rows by what they are about."""
    return grouped(rows, key_of)
