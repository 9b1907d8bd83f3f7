"""A small company with every role: top, leaders, owner, buddy, outsider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from ownit.promises.people.access import OPERATOR, Viewer
from ownit.promises.people.record import FoundPerson
from ownit.promises.people.services import propose_people, set_buddy

AT = datetime(2026, 8, 12, 12, tzinfo=UTC)
TODAY = AT.date()


def found(name: str, manager: str | None = None, *, since: date | None = None, connector: str = "crm") -> FoundPerson:
    """A person as a CRM has them; ids and addresses are made of the name."""
    return FoundPerson(
        connector=connector,
        external_id=name.lower(),
        name=name,
        email=f"{name.lower()}@northline.example",
        manager_external_id=manager,
        role="seller",
        active=True,
        since=since,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Rosa leads Dana and Ben; Dana leads Viktor and Priya, Ben leads Tom. Tom is Viktor's buddy."""

    rosa: int
    dana: int
    ben: int
    viktor: int
    priya: int
    tom: int

    def viewer(self, name: str) -> Viewer:
        """Someone who looks as themselves."""
        return Viewer(person=getattr(self, name))


@pytest.fixture
def company(db: None) -> Company:
    proposed = propose_people(
        [
            found("Rosa"),
            found("Dana", "rosa"),
            found("Ben", "rosa"),
            found("Viktor", "dana"),
            found("Priya", "dana"),
            found("Tom", "ben"),
        ],
        "s1",
        AT,
    )
    made = Company(**{name: person for (_, name), person in proposed.ids.items()})
    set_buddy(OPERATOR, made.viktor, made.tom, at=AT)
    return made
