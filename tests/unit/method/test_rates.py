"""Does a rate say whose evidence it is, and give way to the person's own record?"""

from __future__ import annotations

import numpy as np
import pytest

from ownit.method.law import Missing
from ownit.method.priors import PUBLISHED, Measure, published
from ownit.method.rates import Evidence, Rate, rates

ALL = np.zeros(1, dtype=np.int64)
PRIOR = published(Measure.MEETING_PER_CONVERSATION)


def one(s: float, n: float, **more: object) -> Rate:
    (rate,) = rates(np.array([s]), np.array([n]), ALL, **more)  # type: ignore[arg-type]  # options are passed through
    assert isinstance(rate, Rate)
    return rate


def test_without_a_record_it_is_the_published_rate_and_names_it() -> None:
    rate = one(0, 0, prior=PRIOR)
    assert rate.mean == pytest.approx(PRIOR.value)
    assert (rate.evidence, rate.source) == (Evidence.PUBLISHED, PRIOR.source)
    assert rate.low < rate.mean < rate.high


def test_a_published_rate_gives_way_to_the_record() -> None:
    rate = one(300, 1000, prior=PRIOR)
    assert rate.mean == pytest.approx(0.3, abs=0.01)
    assert (rate.evidence, rate.source) == (Evidence.RECORD, None)


def test_a_persons_word_is_named_as_such() -> None:
    assert one(0, 0, prior=PRIOR, word=np.array([0.2])).evidence is Evidence.WORD
    assert one(0, 0, prior=PRIOR, word=np.array([0.2])).mean == pytest.approx(0.2)


def test_nothing_known_is_missing_with_its_count() -> None:
    (lack,) = rates(np.zeros(1), np.zeros(1), ALL, needed=5)
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_trials", 0, 5)


def test_more_successes_than_trials_is_refused() -> None:
    with pytest.raises(ValueError, match="successes"):
        rates(np.array([2.0]), np.array([1.0]), ALL)


def test_a_newcomer_takes_the_record_of_people_alike() -> None:
    s, n = np.array([10.0, 12, 8, 50, 55, 45, 0]), np.array([100.0, 100, 100, 100, 100, 100, 0])
    newcomer = rates(s, n, np.array([0, 0, 0, 1, 1, 1, 1]))[6]
    assert isinstance(newcomer, Rate)
    assert newcomer.evidence is Evidence.PEERS
    assert newcomer.mean > 0.35


def test_intervals_cover_what_they_say_when_people_differ() -> None:
    """2,000 people from a beta: the 80 % interval covers 80 % within 2 points and 4 standard errors."""
    rng = np.random.default_rng(5)
    p = rng.beta(6, 14, 2000)
    n = rng.integers(5, 60, 2000).astype(float)
    s = rng.binomial(n.astype(int), p).astype(float)
    found = rates(s, n, np.zeros(2000, dtype=np.int64))
    inside = [isinstance(r, Rate) and r.low <= p[i] <= r.high for i, r in enumerate(found)]
    assert abs(np.mean(inside) - 0.8) < 0.02 + 4 * np.sqrt(0.16 / 2000)


def test_people_who_do_not_differ_share_one_rate() -> None:
    rng = np.random.default_rng(7)
    s = rng.binomial(50, 0.2, 300).astype(float)
    means = [r.mean for r in rates(s, np.full(300, 50.0), np.zeros(300, dtype=np.int64)) if isinstance(r, Rate)]
    assert np.std(means) < 0.4 * np.std(s / 50)


def test_every_published_row_has_a_source_a_year_and_a_grade() -> None:
    assert {row.measure for row in PUBLISHED} == set(Measure)
    assert all(row.source and 2000 < row.year < 2030 and row.value > 0 for row in PUBLISHED)
