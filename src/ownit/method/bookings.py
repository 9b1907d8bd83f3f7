"""What will a period's total be, alone and with help, under the three futures?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle
from ownit.method.deals import Floats, Ints, OpenDeals, Window, Won
from ownit.method.law import Missing, Outlook


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Some people reckoned together: a team, the company. ``members`` index people.

    For a team "own" is anyone in the tree, so origins differ from those of its people: ``origin`` (n deals,), ``won``
    (one row per person) and ``arrivals`` are as seen from the group; None takes the people's own view.
    """

    members: Ints
    goal: float  # NaN when there is none
    origin: Ints | None = None
    won: Won | None = None
    arrivals: Arrivals | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a reckoning rests on, in deals."""

    open_deals: int  # in the law
    not_counted: int  # open, refused by the gate: in no law
    cannot_check: int  # in the law by their hazard
    undated: int  # open, creation day unknown: in no law
    unknown_amount: int  # open, amount drawn from the amount law
    opened_recently: float
    unknown_share: float  # of won and open money, the part whose origin is unknown; 0 to 1
    won_without_amount: int  # won in the window, amount unknown: not in the money won


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One subject: alone is an interval when origins are unknown (none of them mine, all of them mine)."""

    alone_low: Outlook
    alone_high: Outlook
    with_help: Outlook
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """All subjects; ``people`` in the order given."""

    people: tuple[Reckoned, ...]
    groups: Mapping[str, Reckoned]


def reckon(
    people: Sequence[str],
    *,
    deals: OpenDeals,
    cycle: Cycle | Missing,
    amounts: Amounts | Missing,
    arrivals: Arrivals | Missing,
    won: Won,
    goals: Floats,
    window: Window,
    groups: Mapping[str, Group] | None = None,
) -> Reckoning:
    """Reckon everybody's law and each group's, deterministic; goals (people,), NaN where there is none."""
    raise NotImplementedError
