"""Who does a snapshot say there is, and whom do they report to?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ownit.connectors.journal import JOURNAL
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.record import FoundPerson

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot


def in_crm() -> frozenset[int]:
    """Everyone whom a CRM knows: who is known by more than a journal of their own."""
    from ownit.promises.people import selectors as people

    return frozenset(i.person for i in people.identities(OPERATOR) if i.connector != JOURNAL)


def found(snapshot: Snapshot) -> list[FoundPerson]:
    """One entry per person and dated position; a person without positions reports to nobody."""
    positions: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows(snapshot, "position"):
        positions[row["connector"], row["person_id"]].append(row)
    return [
        _found(person, position)
        for person in rows(snapshot, "person")
        for position in (positions.get((person["connector"], person["id"])) or [{}])
    ]


def _found(person: dict[str, Any], position: dict[str, Any]) -> FoundPerson:
    return FoundPerson(
        connector=person["connector"],
        external_id=person["id"],
        name=person["name"],
        email=person["email"],
        manager_external_id=position.get("manager_id"),
        role=position.get("role"),
        active=person["active"],
        timezone=person["timezone"],
        since=position.get("from"),
    )


def rows(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """The rows of one of the small tables of a snapshot (people, positions, quotas), as they are stored."""
    import pyarrow.parquet as pq

    return [row for file in snapshot.files(table) for row in pq.ParquetFile(file).read().to_pylist()]
