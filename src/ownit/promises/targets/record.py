"""What do others learn of targets?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Purpose(StrEnum):
    """What a target is for: pursuing an account or a name, or asking a customer for a referral."""

    PURSUE = "pursue"
    ASK = "ask"


class State(StrEnum):
    """Where a target stands: proposed by a rule and not answered yet, on the list, or dropped."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A target to add: by hand, or (with ``rule``) proposed; ids of the CRM are plain strings."""

    name: str
    why: str = ""
    purpose: Purpose = Purpose.PURSUE
    rule: str = ""
    connector: str = ""
    account_id: str = ""
    last_touch: date | None = None
    next_step: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target as it stands now."""

    id: int
    person: int
    name: str
    why: str
    purpose: Purpose
    rule: str
    connector: str
    account_id: str
    added: date
    state: State
    last_touch: date | None
    next_step: str
    due_on: date | None
    reason: str  # why it was dropped

    @property
    def line(self) -> str:
        """The name and what to know of it, for a calendar note."""
        about = self.next_step or self.why
        return f"{self.name} - {about}" if about else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """How many targets were proposed, and how many more would be if fewer waited for an answer."""

    new: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """A pasted line, or a line of a file, that is no target."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A target that was added with a next step whose day had passed."""

    name: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding did: new targets, those there were already, and lines that are none.

    ``overdue`` are those of the new ones whose next step is due since a day that has passed, in their order.
    """

    added: int
    known: int
    errors: tuple[LineError, ...] = ()
    overdue: tuple[Overdue, ...] = ()
