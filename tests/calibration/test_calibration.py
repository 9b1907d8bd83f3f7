"""When ownit says 80 in 100, does it happen 80 times in 100, on companies whose truth is known?

Companies are independent; the sellers of one share its market, so every standard error is clustered by company. The
generator draws a common factor, sellers who differ in effort, in winning and in amounts, and deals that are won or
lost by a hazard; the law must find all of that from two years of what a CRM shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from ownit.connectors.simulate.small import small_companies
from ownit.connectors.simulate.statistics import reckoned
from ownit.method.deals import Floats
from ownit.method.law import Law, Missing


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was told and what came, one row per seller: arrays (n,)."""

    company: Floats
    pit: Floats  # where the realised total fell in the law, drawn evenly within a jump
    said: Floats  # P(hit)
    hit: Floats
    mean: Floats
    realised: Floats

    def share(self, which: Floats) -> tuple[float, float]:
        """A share and its standard error clustered by company."""
        mean = float(which.mean())
        off = [float((which[self.company == c] - mean).sum()) for c in np.unique(self.company)]
        return mean, float(np.sqrt(np.sum(np.square(off))) / len(which))

    def covered(self, level: float) -> tuple[float, float]:
        tail = (1.0 - level) / 2.0
        return self.share(((self.pit > tail) & (self.pit < 1.0 - tail)).astype(np.float64))


def law(told: Law | Missing) -> Law:
    assert isinstance(told, Law)
    return told


def play(companies: int, sellers: int, seed: int, as_of: date = date(2026, 8, 12)) -> tuple[Record, Record]:
    """Alone and with help, *as you have been going*."""
    rng = np.random.default_rng(seed)
    alone: list[Sequence[float]] = []
    helped: list[Sequence[float]] = []
    for i, company in enumerate(small_companies(companies, sellers, seed, as_of=as_of)):
        people = reckoned(company).told.people
        for k, one in enumerate(people):
            for outlook, came, rows in (
                (one.alone_low, float(company.realised_own[k]), alone),
                (one.with_help, float(company.realised[k]), helped),
            ):
                told, goal = law(outlook.as_going), float(company.goals[k])
                upper, lower = told.p_hit(came - 0.001), told.p_hit(came + 0.001)
                pit = 1.0 - (lower + (upper - lower) * rng.uniform())
                rows.append((i, pit, told.p_hit(goal), float(came >= goal), told.mean, came))
    return _record(alone), _record(helped)


def _record(rows: Sequence[Sequence[float]]) -> Record:
    company, pit, said, hit, mean, realised = np.array(rows).T
    return Record(company=company, pit=pit, said=said, hit=hit, mean=mean, realised=realised)


def check(record: Record, *, points: float, errors: float) -> None:
    """Coverage, reliability and bias within ``points`` plus ``errors`` clustered standard errors."""
    for level in (0.8, 0.5):
        share, error = record.covered(level)
        assert abs(share - level) < points + errors * error, (level, share, error)
    for low, high in ((0.02, 0.35), (0.35, 0.65), (0.65, 0.98)):
        inside = (record.said > low) & (record.said <= high)
        if np.count_nonzero(inside) >= 30:
            off, error = record.share(np.where(inside, record.hit - record.said, 0.0))
            part = float(inside.mean())
            assert abs(off) / part < points + errors * error / part, (low, high, off / part, error / part)
    bias, error = record.share((record.mean - record.realised) / record.realised.mean())
    assert abs(bias) < points + errors * error, (bias, error)


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [date(2026, 7, 1), date(2026, 8, 12)], ids=["first week", "sixth week"])
def test_intervals_and_chances_hold(as_of: date) -> None:
    """128 seller-quarters of 16 companies: 4 points and 3 clustered standard errors are allowed."""
    for record in play(16, 8, 20, as_of):
        check(record, points=0.04, errors=3.0)


@pytest.mark.soak
@pytest.mark.parametrize("as_of", [date(2026, 7, 1), date(2026, 8, 12), date(2026, 9, 23)])
def test_intervals_and_chances_hold_over_many_companies(as_of: date) -> None:
    """2,400 seller-quarters of 400 companies each time."""
    for record in play(400, 6, 21, as_of):
        check(record, points=0.03, errors=2.8)
