"""Who is there, as the viewer may see it?"""

from __future__ import annotations

from datetime import date

from ownit.promises.people import models
from ownit.promises.people.access import Viewer, whose_name
from ownit.promises.people.directory import Directory
from ownit.promises.people.hierarchy import Hierarchy
from ownit.promises.people.record import Identity, Person, told_apart
from ownit.promises.people.relations import buddies_on, leaders_on, leaders_within, profiles


def people(viewer: Viewer, on: date = date.max) -> tuple[Person, ...]:
    """Everyone the viewer may know by name, by name and id; ``on`` is the day whose leaders and buddies decide that."""
    scope = whose_name(viewer, on)
    found = profiles(None if scope.everyone else scope.ids)
    listed = (
        Person(id=p, name=r.name, email=r.email, role=r.role, timezone=r.timezone, active=r.active)
        for p, r in found.items()
    )
    return tuple(sorted(listed, key=lambda p: (p.name.casefold(), p.id)))


def called(viewer: Viewer, on: date = date.max) -> dict[int, str]:
    """How everyone the viewer may know by name is called, two of the same name told apart."""
    return told_apart(people(viewer, on))


def identities(viewer: Viewer, on: date = date.max) -> tuple[Identity, ...]:
    """By which ids connectors know the people the viewer may know by name."""
    scope = whose_name(viewer, on)
    found = models.Identity.objects.order_by("connector", "external_id")
    kept = found.values_list("person_id", "connector", "external_id")
    return tuple(Identity(person=p, connector=c, external_id=e) for p, c, e in kept if p in scope)


def leaders(viewer: Viewer, on: date) -> Hierarchy:
    """Who reported to whom on a day, among the people the viewer may know by name."""
    whole, scope = leaders_on(on), whose_name(viewer, on)
    return whole if scope.everyone else whole.within(scope.ids)


def trees(viewer: Viewer, start: date, end: date, on: date) -> tuple[tuple[date, Hierarchy], ...]:
    """Who reported to whom from ``start`` to ``end``, as known ``on`` a day, among the people the viewer may know by
    name: a hierarchy for each stretch in which it stayed the same, with its first day.
    """
    scope = whose_name(viewer, on)
    found = leaders_within(start, end, on)
    return found if scope.everyone else tuple((day, whole.within(scope.ids)) for day, whole in found)


def tree(viewer: Viewer, leader: int, on: date) -> frozenset[int]:
    """A leader's team on a day: everyone below, and the leader, among the people the viewer may know by name."""
    return leaders(viewer, on).below(leader) | {leader}


def buddies(viewer: Viewer, on: date) -> dict[int, int]:
    """Who checks in with whom on a day, among the people the viewer may know by name."""
    scope = whose_name(viewer, on)
    return {person: buddy for person, buddy in buddies_on(on).items() if person in scope and buddy in scope}


def find(viewer: Viewer, text: str, on: date = date.max) -> Person:
    """The one person meant by an id, an e-mail address, a name, or part of a name; the first of these that fits.

    Letters may be cased in any way. Raises UnknownPersonError, AmbiguousPersonError.
    """
    return Directory(people(viewer, on)).find(text)
