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


@dataclass(frozen=True, slots=True, kw_only=True)
class Folk:
    """Everyone it is reckoned for, by index; ``teams`` gives the members (the leader too) of ``team:<id>``."""

    ids: tuple[int, ...]
    by_external: Mapping[tuple[str, str], int]  # (connector, external id) -> index
    group: tuple[int, ...]
    left: Ints  # the indices of those who are there no more: they open nothing
    teams: Mapping[str, Ints]

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


def folk(credited: Collection[tuple[str, str]], held: Collection[int], as_of: date) -> Folk:
    """Everyone credited with a deal lately or held to a goal, grouped like for like by role, and the day's teams.

    ``credited`` are (connector, external id), ``held`` people. Nobody else is reckoned for: a leader without deals
    would be given the deals that people in general open.
    """
    from ownit.promises.people import selectors as people

    known = people.identities(OPERATOR)
    wanted = {i.person for i in known if (i.connector, i.external_id) in credited} | set(held)
    ids = tuple(sorted(wanted))
    identities = [i for i in known if i.person in wanted]
    index = {person: n for n, person in enumerate(ids)}
    over = people.leaders(OPERATOR, as_of)
    told = {p.id: p for p in people.people(OPERATOR)}
    return Folk(
        ids=ids,
        by_external={(i.connector, i.external_id): index[i.person] for i in identities},
        group=_groups([told[person].role if person in told else "" for person in ids]),
        left=np.array([index[p] for p in ids if p in told and told[p].active is False], dtype=np.int64),
        teams={
            f"team:{leader}": np.array(sorted(index[p] for p in (over.below(leader) | {leader}) if p in index))
            for leader in over.leaders
            if any(p in index for p in over.below(leader))
        },
    )


def _groups(roles: Sequence[str]) -> tuple[int, ...]:
    number = {role: n for n, role in enumerate(sorted(set(roles)))}
    return tuple(number[role] for role in roles)
