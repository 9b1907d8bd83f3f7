"""Who relates to whom on a day, as kept; read by access and selectors, which decide who may learn it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from ownit.promises.current import current, live
from ownit.promises.people import models
from ownit.promises.people.hierarchy import Hierarchy, hierarchy
from ownit.promises.recorded import Proposed

_BASE = ("id", "effective_on", "source", "connector", "withdraws_id")


def rows(model: type[Proposed], *fields: str, where: Q | None = None) -> list[Any]:
    """The rows of a table, oldest first, as named tuples of what choosing needs and ``fields``."""
    chosen = model.objects.filter(where or Q()).order_by("id")
    return list(chosen.values_list(*_BASE, *fields, named=True))


def leaders_on(on: date) -> Hierarchy:
    """Who reported to whom on a day."""
    found = current(rows(models.Reporting, "person_id", "leader_id"), lambda r: r.person_id, on)
    return hierarchy({person: r.leader_id for person, r in found.items() if r.leader_id not in (None, person)})


def buddies_on(on: date) -> dict[int, int]:
    """Who checks in with each person on a day."""
    found = current(rows(models.Buddy, "person_id", "buddy_id"), lambda r: r.person_id, on)
    return {person: r.buddy_id for person, r in found.items() if r.buddy_id is not None}


def profiles(people: Iterable[int] | None = None) -> dict[int, Any]:
    """What each person is currently called and does; all people, or some."""
    where = None if people is None else Q(person_id__in=list(people))
    fields = ("person_id", "name", "email", "role", "timezone", "active")
    return current(rows(models.Profile, *fields, where=where), lambda r: r.person_id, date.max)


def live_reportings(connector: str) -> list[Any]:
    """What facts of one connector currently say about who leads whom."""
    return live(rows(models.Reporting, "person_id", "leader_id", where=Q(source="facts", connector=connector)))
