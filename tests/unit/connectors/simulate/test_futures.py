"""Is the true chance true? Futures lived on from a day are held against what the same companies then came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ownit.connectors.simulate.clock import calendar_of
from ownit.connectors.simulate.futures import futures_of, windows_of
from ownit.connectors.simulate.parameters import Company, Factor, Help, Integrity, Renewals, Seller
from ownit.connectors.simulate.small import deal_table

AS_OF = date(2026, 8, 12)
QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def company(**changes: object) -> Company:
    seller = Seller(
        number=1, name="One", leader=0, help=Help(marketing=0.3), integrity=Integrity(phantom_share=0.2), sdr=2
    )
    seller = replace(seller, **changes)  # type: ignore[arg-type]  # any field
    return Company(
        name="Test",
        starts_on=date(2025, 1, 1),
        ends_on=date(2026, 12, 31),
        sellers=(seller,),
        factor=Factor(sd=0.3, on_arrivals=0.5),
    )


def test_windows_are_the_quarter_the_next_one_and_the_year() -> None:
    spans = [(w.name, w.start, w.end) for w in windows_of(date(2026, 11, 30))]
    assert spans == [
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("next_quarter", date(2027, 1, 1), date(2027, 3, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ]


@pytest.mark.slow
def test_what_came_true_agrees_with_the_chances_given() -> None:
    """Over 150 histories: the mean of P and of the predicted total equal what happened, within four standard errors."""
    made, goal = company(), 250_000.0
    p, hit, predicted, realised = [], [], [], []
    for seed in range(150):
        calendar = calendar_of(made, seed)
        futures = futures_of(made, calendar, seed=seed, as_of=AS_OF, continuations=200)
        won = sum(float(w[0].sum()) for w in futures.won.values())
        totals = won + sum(t[:, 0].sum(axis=1) for t in futures.totals.values())
        came = float(deal_table(made, seed).won(*QUARTER, people=1)[0])
        p.append(float((totals >= goal).mean()))
        hit.append(came >= goal)
        predicted.append(float(totals.mean()))
        realised.append(came)
    error = np.asarray(hit) - np.asarray(p)
    assert abs(error.mean()) < 4 * error.std() / len(p) ** 0.5
    gap = np.asarray(realised) - np.asarray(predicted)
    assert abs(gap.mean()) < 4 * gap.std() / len(p) ** 0.5
    assert 0.1 < np.mean(p) < 0.9


def test_without_prospecting_alone_is_what_is_open() -> None:
    """One who opens nothing more wins at most the own deals open today."""
    quiet = company(prospects_until=date(2026, 1, 1))
    futures = futures_of(quiet, calendar_of(quiet, 3), seed=3, as_of=AS_OF, continuations=300)
    own_open = deal_table(quiet, 3).known_on(AS_OF)
    limit = own_open.amount[(own_open.outcome == 0) & own_open.own].sum()
    assert futures.totals.get((1, 1), np.zeros((1, 3, 3)))[:, 2].sum(axis=1).max() <= limit


def test_renewals_are_kept_as_often_as_stated() -> None:
    kept = company(customers=200, renewals=Renewals(kept=0.8, log_sd=0.0, median=10_000.0))
    futures = futures_of(kept, calendar_of(kept, 3), seed=3, as_of=AS_OF, continuations=300)
    ahead = futures.totals[(1, 0)][:, 2, 2]
    due = ahead.max() / 10_000.0
    assert due > 20
    assert ahead.mean() == pytest.approx(0.8 * ahead.max(), rel=0.15)
