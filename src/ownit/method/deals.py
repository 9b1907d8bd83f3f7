"""What is open, what is won, and over which days is it reckoned?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Origin(IntEnum):
    """Who opened a deal, as seen from a subject; the order is that of the nested sets below."""

    OWN = 0
    UNKNOWN = 1
    OTHERS = 2


class Gate(IntEnum):
    """Whether an open deal has earned its place (R13); the rule is ``method.integrity``."""

    NOT_COUNTED = 0
    COUNTED = 1
    CANNOT_CHECK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days a total is reckoned for, ``start`` to ``end`` inclusive, as seen at the close of ``as_of``."""

    as_of: date
    start: date
    end: date

    @property
    def lead(self) -> int:
        """Days after ``as_of`` that pass before the window opens; 0 when it is running."""
        return max(0, (self.start - self.as_of).days - 1)

    @property
    def horizon(self) -> int:
        """Days after ``as_of`` until the window closes, 0 when over; a win d days on counts if lead < d <= horizon."""
        return max(0, (self.end - self.as_of).days)

    @property
    def days_left(self) -> int:
        """Days of the window itself that are still to come: all of them before it opens, 0 when it is over."""
        return self.horizon - self.lead


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpenDeals:
    """Deals open at the close of ``as_of``, one row per credited person; all arrays have shape (n,).

    ``person`` indexes the people reckoned for; ``age`` is days since creation, -1 when no creation day is known;
    ``amount`` is the credited amount in the reporting currency, NaN when it was unknown then.
    """

    person: Ints
    age: Ints
    amount: Floats
    origin: Ints  # Origin, as seen from the credited person
    gate: Ints  # Gate
    overlay: Flags  # an overlay credit: counts for the person, never a second time for a team
    stage: Ints | None = None  # class of the stage (``method.cycle.stages``), 0 unknown; None: all unknown
    due: Floats | None = None  # of renewals, days from ``as_of`` to the day they fall due; NaN: no renewal

    def __post_init__(self) -> None:
        n = len(self.person)
        columns = (self.age, self.amount, self.origin, self.gate, self.overlay, self.stage, self.due)
        if any(a is not None and len(a) != n for a in columns):
            raise ValueError("open deals: every column must have the same length")

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints | Flags | slice) -> OpenDeals:
        """The rows named by an index, a mask or a slice."""
        return OpenDeals(
            person=self.person[rows],
            age=self.age[rows],
            amount=self.amount[rows],
            origin=self.origin[rows],
            gate=self.gate[rows],
            overlay=self.overlay[rows],
            stage=None if self.stage is None else self.stage[rows],
            due=None if self.due is None else self.due[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Won:
    """What is already won in the window, by origin; ``amount`` and ``deals`` have shape (people, 3), columns by Origin.

    Amounts may be negative (credit notes). ``without_amount`` counts wins whose amount is unknown, shape (people,).
    """

    amount: Floats
    deals: Ints
    without_amount: Ints

    def within(self, origins: int) -> Floats:
        """Money won from the first ``origins`` origins: 1 own, 2 own and unknown, 3 all; shape (people,)."""
        return np.asarray(self.amount[:, :origins].sum(axis=1), dtype=np.float64)


def seen_by(sides: Ints, *, person: Ints, opener: Ints, origin: Ints) -> Ints:
    """Origins as groups see them: own if one of the person's side opened the deal, else as the person sees it; (n,).

    ``sides`` (people,) names the side each person is on, -1 for none. ``person`` indexes the credited person and
    ``opener`` the one who opened the deal, -1 where nobody did, nobody knows, or it is of a kind that is nobody's own.
    """
    ours = (opener >= 0) & (sides[person] >= 0) & (sides[opener] == sides[person])
    return np.where(ours, np.int64(Origin.OWN), origin).astype(np.int64)


def sides(groups: Sequence[Ints], people: int) -> tuple[Sequence[Ints], Sequence[int]]:
    """Groups told apart by as few rows of sides (people,) as it takes, and which row each group is in.

    No person is on two sides of one row: teams at one height of a tree share one, and groups of the same members a
    side. So what a group sees is worked out for all groups of a row at once.
    """
    rows: list[Ints] = []
    place = [0] * len(groups)
    known: dict[bytes, int] = {}
    for n in sorted(range(len(groups)), key=lambda n: -len(groups[n])):
        members = groups[n]
        same = known.setdefault(members.tobytes(), n)
        if same != n:
            place[n] = place[same]
            continue
        row = next((r for r, row in enumerate(rows) if (row[members] < 0).all()), len(rows))
        if row == len(rows):
            rows.append(np.full(people, -1, dtype=np.int64))
        rows[row][members], place[n] = n, row
    return rows, place
