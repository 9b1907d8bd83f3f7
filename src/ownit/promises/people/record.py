"""What do others learn about people?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ownit.promises.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human being as currently known; texts are empty and ``active`` None where nobody said."""

    id: int
    name: str
    email: str = ""
    role: str = ""
    timezone: str = ""
    active: bool | None = None

    @property
    def label(self) -> str:
        """How to tell this person from another of the same name."""
        detail = self.email or f"id {self.id}"
        return f"{self.name} ({detail})" if self.name else detail


def told_apart(people: Sequence[Person]) -> dict[int, str]:
    """How each is called: by name, and where several have the same name (or none) by what tells them apart, too."""
    times = Counter(p.name.casefold() for p in people)
    return {p.id: p.name if p.name and times[p.name.casefold()] == 1 else p.label for p in people}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """By which id a connector knows a person."""

    person: int
    connector: str
    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person as facts have them; several rows of one id give the dated history of who led them.

    ``since`` is the day from which the manager holds; None: as far as the facts say, always, or since the change was
    first seen. ``manager_external_id`` None says that the person reports to nobody.
    """

    connector: str
    external_id: str
    name: str | None = None
    email: str | None = None
    manager_external_id: str | None = None
    role: str | None = None
    active: bool | None = None
    timezone: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPeople:
    """What a proposal of people added, and what to know about it; ``ids`` gives each identity's person."""

    people: int
    identities: int
    profiles: int
    reportings: int
    notices: tuple[Notice, ...]
    ids: Mapping[tuple[str, str], int]
