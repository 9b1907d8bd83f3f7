"""Whom is it reckoned for: people by index, their teams, and what they are held to?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.deals import Roster
    from ownit.method.deals import Ints
    from ownit.promises.people.hierarchy import Hierarchy
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Folk:
    """Everyone it is reckoned for, by index; ``teams`` gives the members (the leader too) of ``team:<id>``.

    ``then``: the same teams in each stretch of the window so far, with its first day; empty where none changed.
    """

    ids: tuple[int, ...]
    by_external: Mapping[tuple[str, str], int]  # (connector, external id) -> index
    group: tuple[int, ...]
    left: Ints  # the indices of those who are there no more: they open nothing
    teams: Mapping[str, Ints]
    then: tuple[tuple[date, Mapping[str, Ints]], ...] = ()

    @property
    def changes(self) -> tuple[date, ...]:
        """The days within the window on which some team changed."""
        return tuple(day for day, _ in self.then[1:])

    @property
    def moved(self) -> Mapping[str, tuple[Ints, ...]]:
        """The members in each stretch of the teams of today that were not always of the same people."""
        found = {name: tuple(teams[name] for _, teams in self.then) for name in self.teams}
        return {
            name: stretches
            for name, stretches in found.items()
            if any(not np.array_equal(members, self.teams[name]) for members in stretches)
        }

    def roster(self) -> Roster:
        """As the measures take it."""
        from ownit.facts.measures.deals import Roster

        keys = sorted(self.by_external)
        return Roster(
            connector=[connector for connector, _ in keys],
            person_id=[id_ for _, id_ in keys],
            person=[self.by_external[key] for key in keys],
            people=len(self.ids),
            group=self.group,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who is who, as it is known now: read once for all the days that are looked at."""

    person: Mapping[tuple[str, str], int]  # by (connector, external id)
    told: Mapping[int, Person]

    @classmethod
    def read(cls) -> Register:
        """From the promises."""
        from ownit.promises.people import selectors as people

        return cls(person=by_external(), told={p.id: p for p in people.people(OPERATOR)})


def by_external() -> Mapping[tuple[str, str], int]:
    """The person whom a connector knows by an id."""
    from ownit.promises.people import selectors as people

    return {(i.connector, i.external_id): i.person for i in people.identities(OPERATOR)}


def folk(
    credited: Collection[tuple[str, str]],
    held: Collection[int],
    register: Register,
    over: Hierarchy | None,
    then: Sequence[tuple[date, Hierarchy]] = (),
) -> Folk:
    """Everyone credited with a deal lately or held to a goal, grouped like for like by role, and the teams of ``over``.

    ``then``: who reported to whom in each stretch of the window so far.

    ``credited`` are (connector, external id), ``held`` people. Nobody else is reckoned for: a leader without deals
    would be given the deals that people in general open.
    """
    told = register.told
    wanted = {person for key, person in register.person.items() if key in credited} | set(held)
    ids = tuple(sorted(wanted))
    index = {person: n for n, person in enumerate(ids)}
    teams = {} if over is None else _teams(over, index)
    return Folk(
        ids=ids,
        by_external={key: index[person] for key, person in register.person.items() if person in wanted},
        group=_groups([told[person].role if person in told else "" for person in ids]),
        left=np.array([index[p] for p in ids if p in told and told[p].active is False], dtype=np.int64),
        teams=teams,
        then=_then(then, teams, index),
    )


def _teams(over: Hierarchy, index: Mapping[int, int]) -> Mapping[str, Ints]:
    led = (f"team:{leader}" for leader in over.leaders if any(p in index for p in over.below(leader)))
    return {name: _members(over, name, index) for name in led}


def _then(
    trees: Sequence[tuple[date, Hierarchy]], teams: Mapping[str, Ints], index: Mapping[int, int]
) -> tuple[tuple[date, Mapping[str, Ints]], ...]:
    """The teams of each stretch. Before a leader led anybody, the people who were the first of the team stand for it:
    a team that gets another leader is the same team. One who has led and leads nobody for a while is alone in it.
    """
    begun: dict[str, Ints] = {}
    found: list[tuple[date, dict[str, Ints]]] = []
    for day, tree in trees:
        begun |= {n: _members(tree, n, index) for n in teams if n not in begun and tree.leads(_leader(n))}
        found.append((day, {name: _members(tree, name, index) for name in begun}))
    first = {**teams, **begun}
    then = tuple((day, {name: led.get(name, first[name]) for name in teams}) for day, led in found)
    changed = any(not np.array_equal(there[name], teams[name]) for _, there in then for name in teams)
    return then if changed else ()


def _members(over: Hierarchy, team: str, index: Mapping[int, int]) -> Ints:
    """Everyone below a team's leader, and the leader."""
    leader = _leader(team)
    return np.array(sorted(index[p] for p in (over.below(leader) | {leader}) if p in index), dtype=np.int64)


def _leader(team: str) -> int:
    return int(team.removeprefix("team:"))


def _groups(roles: Sequence[str]) -> tuple[int, ...]:
    number = {role: n for n, role in enumerate(sorted(set(roles)))}
    return tuple(number[role] for role in roles)
