"""What does it take each week of everyone, in a line each: the number, hours, deals and the chance, and nothing else?

These are the sums that a leader may see; channels, words and earnings are each person's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person's plan, or one for each goal of theirs: ``kind`` tells which, where there are several.

    ``why`` says why there is none, then all figures are None; ``renewals``: what is held takes none;
    ``beside``: it is of what else is held than what another line plans.

    ``unit`` is the currency, or what the number counts. ``hours`` of opening business and deals ``opened`` (or meetings
    held) are a week's; ``chance`` is of the number, alone, the plan
    carried out, ``as_going`` if it goes on as lately.
    """

    id: int
    name: str
    source: str = ""  # record, word
    goal: float | None = None
    unit: str = ""
    currency: str = ""
    feasible: bool | None = None
    hours: float | None = None
    opened: float | None = None
    chance: float | None = None
    as_going: float | None = None
    why: str = ""
    kind: str = ""
    renewals: bool = False
    beside: bool = False

    @property
    def called(self) -> str:
        """The name, and which of their goals it is where they have several."""
        return f"{self.name}, {self.kind}" if self.kind else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyone:
    """The plans of some people for one period."""

    period: str
    start: date
    end: date
    as_of: date
    confidence: float
    sentence: str
    people: tuple[Line, ...]
    notes: tuple[str, ...]
    next_step: str


def sentence(people: Sequence[Line], period: str) -> str:
    """How many plans there are, and how many fit into a week."""
    planned = [line for line in people if not line.why]
    if not planned:
        return f"Of {_people(len({line.id for line in people}))} nobody has a plan for {period}: each line says why."
    fit = sum(bool(line.feasible) for line in planned)
    without = len({line.id for line in people if line.why and not (line.renewals or line.beside)})
    rest = f" Of {_people(without)} there is none; their lines say why." if without else ""
    return f"{fit} of {_plans(len(planned))} for {period} fit into the week.{rest}"


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n:,} people"


def _plans(n: int) -> str:
    return "1 plan" if n == 1 else f"{n:,} plans"
