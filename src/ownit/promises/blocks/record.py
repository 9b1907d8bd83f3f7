"""What do others learn about a person's blocks?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block as a version has it; ``outcome`` is kept, missed, moved, made_up, or empty where nobody said."""

    uid: str
    kind: str
    start: datetime  # UTC
    zone: str
    minutes: int
    sequence: int
    cancelled: bool = False
    outcome: str = ""

    @property
    def end(self) -> datetime:
        """Its last instant, excluded."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """What of one kind did not fit: ``missed`` of the minutes would have made up for missed blocks."""

    kind: str
    minutes: int
    missed: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One version of a person's week, its blocks in order of time; version 0 is a week that nobody planned."""

    person: int
    week: date
    version: int
    blocks: tuple[Block, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def standing(self) -> tuple[Block, ...]:
        """The blocks that are not taken off."""
        return tuple(b for b in self.blocks if not b.cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a person's blocks of one week went, in numbers: all that anyone but the person learns."""

    person: int
    week: date
    planned: int
    kept: int
    missed: int
    moved: int
    made_up: int
    unsaid: int
    minutes_planned: int
    minutes_kept: int
