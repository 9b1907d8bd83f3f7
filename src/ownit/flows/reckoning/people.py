"""Whom is it reckoned for: people by index, their teams, and what they are held to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.deals import Roster
    from ownit.facts.store import Snapshot
    from ownit.method.deals import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Folk:
    """Everyone a snapshot names, by index; ``teams`` gives the members (the leader too) of ``team:<id>``."""

    ids: tuple[int, ...]
    by_external: Mapping[tuple[str, str], int]  # (connector, external id) -> index
    group: tuple[int, ...]
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


def folk(snapshot: Snapshot, as_of: date) -> Folk:
    """The people with an identity in the snapshot, grouped like for like by role, and the teams of that day."""
    from ownit.flows.people import rows
    from ownit.promises.people import selectors as people

    there = {(row["connector"], row["id"]) for row in rows(snapshot, "person")}
    identities = [i for i in people.identities(OPERATOR) if (i.connector, i.external_id) in there]
    ids = tuple(sorted({i.person for i in identities}))
    index = {person: n for n, person in enumerate(ids)}
    over = people.leaders(OPERATOR, as_of)
    roles = {p.id: p.role for p in people.people(OPERATOR)}
    return Folk(
        ids=ids,
        by_external={(i.connector, i.external_id): index[i.person] for i in identities},
        group=_groups([roles.get(person, "") for person in ids]),
        teams={
            f"team:{leader}": np.array(sorted(index[p] for p in (over.below(leader) | {leader}) if p in index))
            for leader in over.leaders
            if leader in index
        },
    )


def _groups(roles: Sequence[str]) -> tuple[int, ...]:
    number = {role: n for n, role in enumerate(sorted(set(roles)))}
    return tuple(number[role] for role in roles)
