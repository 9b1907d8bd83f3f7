"""Which commission table does a text write down?

In words, clauses with commas between, in the order of what is sold: ``6 % to 600k, 9 % above, cap 120k`` ·
``6 %, x1.5 above 100 %`` (of the goal) · ``60k at goal, x1.5 above 100 %, x2 above 120 %`` · ``nothing to 200k, 8 %
above``. Or as TOML (:mod:`ownit.method.commission.toml`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from ownit.method.commission.clauses import AT_GOAL, BETWEEN, BOUND_FIRST, CAP, CURRENCY, NO_CAP, PAID
from ownit.method.commission.errors import CommissionError
from ownit.method.commission.figures import Point, hundredths, money, number, point
from ownit.method.commission.table import Table, Tier
from ownit.method.commission.toml import looks_like_toml, read_toml
from ownit.method.currencies import is_currency


def read(text: str) -> Table:
    """The table that a text writes down; raises CommissionError, which says what to give instead."""
    if looks_like_toml(text):
        return read_toml(text)
    clauses = [part.strip(" .\t\r") for part in BETWEEN.split(text)]
    reading = _Reading()
    for clause in (c for c in clauses if c):
        reading.take(clause)
    return reading.table()


@dataclass(slots=True)
class _Reading:
    """What the clauses said so far; ``end``: where the last rate ended, if it said so."""

    tiers: list[Tier] = field(default_factory=list)
    end: Point | None = None
    cap: float | None = None
    on_target: float | None = None
    currencies: set[str] = field(default_factory=set)

    def take(self, clause: str) -> None:
        """One clause more."""
        if NO_CAP.fullmatch(clause):
            return
        if found := CAP.fullmatch(clause):
            self.cap = self._once("cap", self.cap, self._money(found["before"] or found["after"]))
        elif (found := CURRENCY.fullmatch(clause)) and is_currency(found["code"]):
            self.currencies.add(found["code"].upper())
        elif found := AT_GOAL.fullmatch(clause):
            self.on_target = self._once(
                "amount at the goal", self.on_target, self._money(found["before"] or found["after"])
            )
        else:
            self._rate(clause)

    def table(self) -> Table:
        """The whole; raises CommissionError."""
        if self.end is not None and self.tiers:
            raise CommissionError(f"What is paid above {self.end.told()}?", "Say so: 9 % above, or: nothing above.")
        if len(self.currencies) > 1:
            raise CommissionError(f"It is in {' and '.join(sorted(self.currencies))}.", "Write it in one currency.")
        tiers = self.tiers
        if self.on_target is not None and not any(t.start == 0 for t in tiers):
            tiers = [Tier(start=0.0, rate=1.0, times=True), *tiers]
        return Table(
            tiers=tuple(tiers), cap=self.cap, currency=next(iter(self.currencies), ""), on_target=self.on_target
        )

    def _rate(self, clause: str) -> None:
        found = PAID.fullmatch(_rate_first(clause))
        if found is None:
            raise CommissionError(f"{clause[:60]!r} is not understood.")
        low = self._point(found["low"]) if found["low"] else None
        high = self._point(found["high"]) if found["high"] else None
        start = self._start(clause, low, above=bool(found["above"]))
        if high is not None and high.of_goal == start.of_goal and high.value <= start.value:
            raise CommissionError(
                f"{clause!r} ends at {high.told()}, not above {start.told()} where it begins.", "Give a higher end."
            )
        rate, times = _rate_of(found)
        self.tiers.append(Tier(start=start.value, of_goal=start.of_goal, rate=rate, times=times))
        self.end = high

    def _start(self, clause: str, low: Point | None, *, above: bool) -> Point:
        """Where a rate begins: where it says, else where the one before ended, else at 0."""
        if self.end is not None:
            if low is not None and low != self.end:
                raise CommissionError(
                    f"One rate ends at {self.end.told()} and the next begins at {low.told()}.",
                    "Let it begin where the one before ends.",
                )
            return self.end
        if low is not None:
            return low
        if above:
            raise CommissionError(f"{clause!r}: above what?", "Say it: 9 % above 600k, or: 9 % above 100 %.")
        if self.tiers:
            raise CommissionError(f"{clause!r}: from when on?", "Say it: 9 % above 600k, or: 9 % above 100 %.")
        return Point(value=0.0, of_goal=False)

    def _point(self, text: str) -> Point:
        found = point(text)
        self.currencies |= {found.currency} - {""}
        return found.bare()

    def _money(self, text: str) -> float:
        amount, currency = money(text)
        self.currencies |= {currency} - {""}
        return amount

    def _once(self, what: str, before: float | None, now: float) -> float:
        if before is not None and not math.isclose(before, now):
            raise CommissionError(f"It names two of this: {what}.", "Keep one.")
        return now


def _rate_first(clause: str) -> str:
    """``above 600k: 9 %`` as ``9 % above 600k``."""
    found = BOUND_FIRST.fullmatch(clause)
    if found is None:
        return clause
    return f"{found['rest']} {clause[: found.start('rest')].strip(' :')}"


def _rate_of(found: re.Match[str]) -> tuple[float, bool]:
    """(rate, whether it is a multiple)."""
    if found["none"]:
        return 0.0, False
    if found["double"]:
        return 2.0, True
    if found["percent"]:
        return hundredths(found["percent"]), False
    return number(found["times"] or found["fold"]), True
