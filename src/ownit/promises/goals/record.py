"""What do others learn about goals?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.promises.notice import Notice

MONEY = "money"
COUNT = "count"
MEASURES = {
    "bookings": MONEY,
    "new_recurring": MONEY,
    "margin": MONEY,
    "opportunities_opened": COUNT,
    "meetings_held": COUNT,
}
"""What can be a goal, and its unit."""

KINDS = ("new", "expansion", "renewal")
SCOPES = ("person", "team", "company")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a goal says: whose, of what, for when, how much.

    ``scope`` is person, team (the tree of ``person``) or company (``person`` None); no ``kinds`` means all;
    ``period_end`` is the last day; ``currency`` is empty for counts.
    """

    person: int | None
    period_start: date
    period_end: date
    amount: Decimal
    currency: str = ""
    measure: str = "bookings"
    kinds: tuple[str, ...] = ()
    scope: str = "person"

    @property
    def unit(self) -> str:
        """Money or count."""
        return MEASURES[self.measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGoal:
    """A goal as facts have it; the person by the connector's id."""

    connector: str
    external_id: str
    person_external_id: str
    period_start: date
    period_end: date
    amount: Decimal
    currency: str | None = None
    measure: str | None = None
    kinds: tuple[str, ...] = ()
    scope: str = "person"
    end_given: bool = True  # else it was taken to run to the end of its period


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a subject is held to in the asked period; ``parts`` goals were added up for it, 1 if it was set as such."""

    terms: Terms
    source: str  # "hand" if any part of it was set by hand, else "facts"
    parts: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to know about the goals of one subject: a code, and the sentence to show."""

    code: str
    scope: str
    person: int | None
    measure: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """The goals of a period.

    ``conflicts``: where facts and what was set by hand, or a goal and its parts, differ. ``lacking``: where goals
    touch the period but do not make it up, so that there is none.
    """

    goals: tuple[Goal, ...]
    conflicts: tuple[Remark, ...]
    lacking: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stays in a leader's own number from goals lowered, until given to someone."""

    leader: int
    measure: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGoals:
    """What a proposal of goals added and took back, and what to know about it."""

    added: int
    unchanged: int
    gone: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was set by hand until it was taken away, and why it had been set so."""

    amount: Decimal
    currency: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """What is wrong with one line of a file of goals."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedGoals:
    """What became of a file of goals: kept + unchanged + errors are its lines.

    ``ended`` are the numbers of those kept lines whose period was over when they were kept, ``elsewhere`` of those in
    money of another currency than the organisation's.
    """

    kept: int
    unchanged: int
    errors: tuple[LineError, ...]
    ended: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()
