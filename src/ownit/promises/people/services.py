"""How is something recorded about people?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ownit.promises.people import models
from ownit.promises.people.access import (
    OPERATOR,
    Viewer,
    check_bring_facts,
    check_correct_profile,
    check_set_buddy,
    check_set_leader,
)
from ownit.promises.people.errors import OwnLeaderError
from ownit.promises.people.proposing import propose
from ownit.promises.people.record import FoundPerson, Person, ProposedPeople
from ownit.promises.people.relations import leaders_on, profiles
from ownit.promises.proposals import Mark, one_at_a_time
from ownit.promises.proposals import withdraw as withdraw_rows
from ownit.promises.recorded import BEGINNING


def propose_people(
    found: Sequence[FoundPerson], snapshot: str, at: datetime, viewer: Viewer = OPERATOR
) -> ProposedPeople:
    """Record the people, identities, profiles and leaders that facts have found and nobody has yet recorded.

    Idempotent. The same e-mail address is the same human, across connectors (see :mod:`people.matching`). A leader
    without a date holds from the beginning when first said, and from the day of ``at`` when it changed since. A
    profile or leader set by hand keeps winning. Raises NotAllowedError.
    """
    check_bring_facts(viewer)
    with one_at_a_time():
        return propose(found, Mark(snapshot, at))


def withdraw(snapshot: str, at: datetime, viewer: Viewer = OPERATOR) -> int:
    """Take back the profiles and leaders that a snapshot proposed; returns how many rows that concerned."""
    check_bring_facts(viewer)
    mark = Mark(snapshot, at)
    with one_at_a_time():
        return withdraw_rows(models.Profile, mark, ("person_id",)) + withdraw_rows(
            models.Reporting, mark, ("person_id", "leader_id")
        )


def set_leader(
    viewer: Viewer, person: int, leader: int | None, *, at: datetime, since: date | None = None, reason: str = ""
) -> None:
    """Say by hand who leads a person from a day (today by default); this wins over what facts propose.

    Raises NotAllowedError, and OwnLeaderError where the person leads that leader.
    """
    since = since or at.date()
    with one_at_a_time():
        check_set_leader(viewer, person, since)
        if leader is not None and person in {leader, *leaders_on(since).above(leader)}:
            raise OwnLeaderError(_name(person), _name(leader), "lead")
        models.Reporting.objects.create(
            person_id=person, leader_id=leader, reason=reason, **_by_hand(viewer, at, since)
        )


def set_buddy(viewer: Viewer, person: int, buddy: int | None, *, at: datetime, since: date | None = None) -> None:
    """Say who checks in with a person every week from a day (today by default); None: nobody.

    Raises NotAllowedError, OwnLeaderError.
    """
    since = since or at.date()
    with one_at_a_time():
        check_set_buddy(viewer, person, since)
        if buddy == person:
            raise OwnLeaderError(_name(person), _name(person), "check in with")
        models.Buddy.objects.create(person_id=person, buddy_id=buddy, **_by_hand(viewer, at, since))


def correct_profile(viewer: Viewer, person: Person, *, at: datetime) -> None:
    """Say by hand what a person is called and does; this wins over what facts propose. Raises NotAllowedError."""
    with one_at_a_time():
        check_correct_profile(viewer, person.id, at.date())
        models.Profile.objects.create(
            person_id=person.id,
            name=person.name,
            email=person.email,
            role=person.role,
            timezone=person.timezone,
            active=person.active,
            **_by_hand(viewer, at, BEGINNING),
        )


def add_person(viewer: Viewer, name: str, email: str, *, at: datetime) -> Person:
    """Record a person by hand, for a workspace without a CRM. Raises NotAllowedError."""
    with one_at_a_time():
        check_bring_facts(viewer)
        always = {"recorded_at": at, "by": viewer.signature, "effective_on": BEGINNING}
        person = Person(id=models.Person.objects.create(**always).id, name=name, email=email)
        correct_profile(viewer, person, at=at)
        return person


def identify(viewer: Viewer, person: int, connector: str, external_id: str, *, at: datetime) -> None:
    """Record by which id a connector knows a person, where nobody has yet. Raises NotAllowedError."""
    with one_at_a_time():
        check_bring_facts(viewer)
        if not models.Identity.objects.filter(connector=connector, external_id=external_id).exists():
            models.Identity.objects.create(
                person_id=person,
                connector=connector,
                external_id=external_id,
                recorded_at=at,
                by=viewer.signature,
                effective_on=BEGINNING,
            )


def _by_hand(viewer: Viewer, at: datetime, since: date) -> dict[str, Any]:
    return {"source": "hand", "recorded_at": at, "by": viewer.signature, "effective_on": since}


def _name(person: int) -> str:
    found = profiles([person]).get(person)
    return found.name if found is not None and found.name else f"person {person}"
