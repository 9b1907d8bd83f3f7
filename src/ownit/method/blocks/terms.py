"""What is wanted of a week, when may it be worked, and what is in the way?

Minutes of the day are of the local clock (09:00 is 540, the end of the day 1440); instants are aware datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ownit.method.blocks.kinds import NEUTRAL

QUARTER = 15
"""The grid, in minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From one instant up to another, the second excluded."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("an interval's instants name their zone")
        if self.end < self.start:
            raise ValueError(f"an interval ends at {self.end}, before it begins at {self.start}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of one local day, in minutes of its clock."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 1440:
            raise ValueError(f"a span lies within a day and has a length, not {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferred:
    """A stretch of one weekday (Monday is 0) in which a kind is liked best."""

    weekday: int
    span: Span


_DAY_AT_WORK = (Span(start=540, end=1020),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a person works: spans by weekday from Monday to Sunday, and lunch, which is never worked."""

    days: tuple[tuple[Span, ...], ...] = (_DAY_AT_WORK,) * 5 + ((), ())
    lunch: Span | None = field(default_factory=lambda: Span(start=720, end=780))

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError(f"a week has 7 days, not {len(self.days)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """How much of one kind is wanted of the week's rest.

    ``missed`` of the ``minutes`` make up for blocks missed earlier in the week. ``fit`` is how well each hour of the
    day (0-23) suits, from 0 to 1. ``worth`` decides which kind goes short when not everything fits.
    """

    kind: str
    minutes: int
    missed: int = 0
    fit: tuple[float, ...] = NEUTRAL
    preferred: tuple[Preferred, ...] = ()
    worth: float = 1.0

    def __post_init__(self) -> None:
        if self.minutes < 0 or not 0 <= self.missed <= self.minutes:
            raise ValueError(f"{self.kind}: {self.minutes} minutes, {self.missed} of them missed, cannot be wanted")
        if len(self.fit) != 24 or not all(0 <= f <= 1 for f in self.fit):
            raise ValueError(f"{self.kind}: fit is a number from 0 to 1 for each of 24 hours")
        if not 0.5 <= self.worth <= 4:
            raise ValueError(f"{self.kind}: worth is from 0.5 to 4, not {self.worth}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block of the last version, which stays where it is if it can."""

    kind: str
    start: datetime
    minutes: int

    @property
    def end(self) -> datetime:
        """Its last instant, excluded."""
        return self.start.astimezone(UTC) + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How blocks are cut, in minutes; ``buffer`` is kept free around what is in the way and between blocks."""

    shortest: int = 30
    longest: int = 120
    buffer: int = 0

    def __post_init__(self) -> None:
        if not (QUARTER <= self.shortest <= self.longest <= 120) or self.shortest % QUARTER or self.longest % QUARTER:
            raise ValueError(f"blocks are whole quarter hours up to 120 minutes, not {self.shortest} to {self.longest}")
        if not 0 <= self.buffer <= 120:
            raise ValueError(f"a buffer is from 0 to 120 minutes, not {self.buffer}")
