"""Who relates to whom on a day, as kept; read by access and selectors, which decide who may learn it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from ownit.promises.current import chosen, current, grouped, live
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


def leaders_within(start: date, end: date, on: date) -> tuple[tuple[date, Hierarchy], ...]:
    """Who reported to whom from ``start`` to ``end``: each hierarchy with its first day; one where nothing changed.

    Of days before anything was said of a person (as it is known ``on`` a day) the first that was said holds: that
    nobody said it before does not mean that they reported to nobody.
    """
    found = grouped(live(rows(models.Reporting, "person_id", "leader_id")), lambda r: r.person_id)
    known = {person: said for person, about in found.items() if (said := [r for r in about if r.effective_on <= on])}
    changes: dict[date, set[int]] = {start: set(known)}
    for person, said in known.items():
        for day in {r.effective_on for r in said if start < r.effective_on <= end}:
            changes.setdefault(day, set()).add(person)
    leads: dict[int, int | None] = {}
    trees: list[tuple[date, Hierarchy]] = []
    for day, people in sorted(changes.items()):
        now = leads | {person: _leader(known[person], day) for person in people}
        if now != leads or not trees:
            leads = now
            trees.append((day, hierarchy({p: lead for p, lead in leads.items() if lead not in (None, p)})))
    return tuple(trees)


def _leader(said: list[Any], day: date) -> Any:
    """Of the rows about one person the leader that held on a day, before all of them the first."""
    held = chosen(said, day) or chosen(said, min(r.effective_on for r in said))
    return None if held is None else held.leader_id


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
