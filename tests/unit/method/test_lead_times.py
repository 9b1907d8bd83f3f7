"""Is the time from first touch to opening the record's where it speaks, and somebody else's, named, where not?"""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from ownit.answers.plan.days import touched
from ownit.method.ages import from_published
from ownit.method.lead_times import NEEDED, LeadCells, lead_time
from ownit.method.priors import Measure
from ownit.method.rates import Evidence
from ownit.method.runway import safe_days

Z80 = NormalDist().inv_cdf(0.8)


def cells(per_person: list[int], medians: list[float], seed: int = 1, sources: int = 1) -> LeadCells:
    """People with so many deals each about a median of their own."""
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(len(per_person)), per_person)
    n = len(person)
    days = np.expm1(np.log1p(np.array(medians))[person] + rng.normal(0.0, 0.6, n))
    return LeadCells(
        person=person,
        source=np.arange(n) % sources,
        days=days,
        at_least=np.zeros(n, dtype=np.bool_),
        sources=("cold", "referral", "network")[:sources],
        opened=2 * n,
        people=len(per_person),
    )


def test_a_long_record_gives_its_own_time() -> None:
    found = lead_time(cells([300, 300], [20, 20]), 0)
    safe = safe_days(found.ages)
    truth = float(np.expm1(np.log(21) + 0.6 * Z80))
    assert safe.low < safe.days < safe.high
    assert safe.days == pytest.approx(truth, rel=0.12)
    assert (safe.evidence, safe.n) == (Evidence.RECORD, 300)


def test_who_has_little_is_drawn_to_the_team_and_it_is_named() -> None:
    team = cells([2, 200, 200], [90, 20, 20])
    mine, theirs = lead_time(team, 0).ages, lead_time(team, 1).ages
    assert theirs.quantile(0.5) < mine.quantile(0.5) < 60
    assert mine.evidence is Evidence.PEERS
    assert mine.log_sd > theirs.log_sd


def test_who_truly_takes_longer_is_told_so() -> None:
    team = cells([80, 80, 80], [60, 20, 20])
    assert lead_time(team, 0).ages.quantile(0.5) > 2 * lead_time(team, 1).ages.quantile(0.5)


def test_a_team_with_little_is_drawn_to_what_is_published() -> None:
    few, many = lead_time(cells([NEEDED], [10]), 0).ages, lead_time(cells([500], [10]), 0).ages
    assert many.quantile(0.5) < few.quantile(0.5) < from_published(Measure.LEAD_DAYS).quantile(0.5)


@pytest.mark.parametrize("n", [0, NEEDED - 1])
def test_too_few_first_touches_leave_the_published_time(n: int) -> None:
    found = lead_time(cells([n], [10]), 0)
    assert found.ages.evidence is Evidence.PUBLISHED
    assert safe_days(found.ages).days == pytest.approx(safe_days(from_published(Measure.LEAD_DAYS)).days)
    assert f"of {n} own deals" in touched(found)


def test_what_took_at_least_so_long_makes_it_longer() -> None:
    whole = cells([200], [20])
    longest = whole.days > np.quantile(whole.days, 0.6)
    cut = replace(whole, days=np.where(longest & (np.arange(200) % 2 == 0), 15.0, whole.days))
    told = replace(cut, at_least=longest & (np.arange(200) % 2 == 0))
    naive, honest = (lead_time(c, 0).ages.quantile(0.5) for c in (cut, told))
    assert naive < honest
    assert honest == pytest.approx(lead_time(whole, 0).ages.quantile(0.5), rel=0.15)


def test_a_source_is_told_apart_from_so_many_deals_on() -> None:
    record = cells([60, 60], [20, 20], sources=3)
    slow = replace(record, days=np.where(record.source == 1, record.days * 3, record.days))
    by = dict(lead_time(slow, 0).by_source)
    assert by["referral"].quantile(0.5) > 1.8 * by["cold"].quantile(0.5)
    assert by["referral"].evidence is Evidence.RECORD
    few = replace(record, at_least=(record.source == 2) & (np.arange(120) > 8))
    assert [name for name, _ in lead_time(few, 0).by_source] == ["cold", "referral"]


@pytest.mark.parametrize("n", [12, 60])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(n: int) -> None:
    """Each of four sellers of a team has a level of their own (log-sd 0.3); 80 % intervals in 70-92 % of 120 looks."""
    held = 0
    for seed in range(30):
        levels = np.random.default_rng(1000 + seed).normal(np.log(30), 0.3, 4)
        record = cells([n] * 4, [float(np.expm1(level)) for level in levels], seed)
        for person, level in enumerate(levels):
            safe = safe_days(lead_time(record, person).ages)
            held += safe.low <= float(np.expm1(level + 0.6 * Z80)) <= safe.high
    assert 0.70 <= held / 120 <= 0.92


def test_it_says_whose_evidence_and_of_how_many_deals() -> None:
    said = touched(lead_time(cells([300], [20], sources=2), 0))
    assert "your record, 300 deals" in said
    assert "By source: cold" in said
    assert "known of 50 % of 600 own deals" in said
    assert "no record of touches" in touched(None)
