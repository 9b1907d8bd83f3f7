"""What is each subject held to in the asked period, as the reckoning needs it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ownit.answers.measure import BOOKINGS, measure_key
from ownit.promises.goals.record import Goals


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Goals by measure key and subject (``7``, ``team:7``, ``company``)."""

    amounts: Mapping[str, Mapping[str, float]]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every measure somebody is held to, and bookings always."""
        return tuple(sorted({BOOKINGS, *self.amounts}))

    def of(self, key: str, subject: str) -> float:
        """The goal, NaN where there is none."""
        return self.amounts.get(key, {}).get(subject, float("nan"))

    @property
    def people(self) -> frozenset[int]:
        """Everyone who is held to something in their own name."""
        return frozenset(int(s) for of in self.amounts.values() for s in of if s.isdigit())


def held(goals: Goals) -> Held:
    """The goals by subject."""
    amounts: dict[str, dict[str, float]] = {}
    for goal in goals.goals:
        t = goal.terms
        subject = "company" if t.scope == "company" else f"team:{t.person}" if t.scope == "team" else str(t.person)
        amounts.setdefault(measure_key(t), {})[subject] = float(t.amount)
    return Held(amounts=amounts)
