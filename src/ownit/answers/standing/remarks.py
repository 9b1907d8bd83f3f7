"""What is to be said of whose goals, each thing once?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ownit.promises.goals.record import Goals
from ownit.promises.goals.record import Remark as OfGoal

NAMED = 3
"""So many names stand before what is said of several; of more the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be known of the goals of one subject, and how that one is called."""

    subject: str
    name: str
    text: str


def remarks(held: Goals, subject: Callable[[OfGoal], str], called: Callable[[str], str]) -> tuple[Remark, ...]:
    """Where what was set and the facts differ, then where goals do not make up the period."""
    of = [(subject(r), r.text) for r in (*held.conflicts, *held.lacking)]
    return tuple(Remark(subject=who, name=called(who), text=text) for who, text in of)


def told(found: Sequence[Remark]) -> tuple[str, ...]:
    """A sentence for each thing that is said, with the names of those of whom it is said before it."""
    by_text: dict[str, list[str]] = {}
    for remark in found:
        names = by_text.setdefault(remark.text, [])
        if remark.name not in names:
            names.append(remark.name)
    return tuple(f"{_some(names)}: {text}" for text, names in by_text.items())


def _some(names: Sequence[str]) -> str:
    """``Dana``, ``Dana and Omar``, ``Aisha, Carlos, Dana and 12 more``."""
    ordered = sorted(names, key=str.casefold)
    if len(ordered) > NAMED + 1:
        ordered = [*ordered[:NAMED], f"{len(ordered) - NAMED} more"]
    return " and ".join(part for part in (", ".join(ordered[:-1]), ordered[-1]) if part)
