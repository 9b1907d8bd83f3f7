"""Is the last safe day the true one, is its interval honest, and is what cannot be told said?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from tests.unit.method.cycle.test_fitting import cells

from ownit.method import runway
from ownit.method.calendar import FiscalCalendar, Kind
from ownit.method.cycle import AGE_EDGES, AT_RISK, fit
from ownit.method.law import Missing
from ownit.method.rates import Evidence
from ownit.method.runway import LOST, WON, Ages, LastDay

Q4 = FiscalCalendar().period(Kind.QUARTER, date(2026, 10, 1))
Z80 = float(norm.ppf(0.8))


def told(ages: Ages | Missing) -> Ages:
    assert isinstance(ages, Ages)
    return ages


def lacking(ages: Ages | Missing) -> Missing:
    assert isinstance(ages, Missing)
    return ages


def test_a_word_is_a_median() -> None:
    safe = runway.safe_days(runway.from_word(60))
    assert safe.days == pytest.approx(60 * np.exp(0.6 * Z80), rel=0.01)
    assert safe.low < safe.days < safe.high
    assert (safe.evidence, safe.n) == (Evidence.WORD, 0)
    assert runway.last_day(Q4, "calls", safe).on == date(2026, 12, 31) - timedelta(days=int(np.ceil(safe.days)))


def test_what_is_published_is_less_sure_than_a_word() -> None:
    word, paper = runway.safe_days(runway.from_word(84)), runway.safe_days(runway.from_published())
    assert paper.days == pytest.approx(word.days)
    assert paper.high - paper.low > 2 * (word.high - word.low)
    assert paper.evidence is Evidence.PUBLISHED
    assert paper.source == "Optifai, as re-quoted, 2025"


def test_a_record_without_losses_gives_its_own_quantile() -> None:
    won = np.arange(1.0, 101.0)
    ages = told(runway.from_record(won, np.ones(100, dtype=np.int64)))
    assert (ages.limit, ages.n, ages.beyond) == (81, 81, 19)  # at 81 days twenty were still at risk
    assert ages.weight == pytest.approx(81)
    assert ages.quantile(0.8) == pytest.approx(0.8 * 81 + 0.5, abs=0.1)
    assert runway.safe_days(ages).beyond == 19


def test_deals_still_open_count_as_open() -> None:
    """Young deals can only have been won quickly; told as at risk, they do not make the cycle look short."""
    rng = np.random.default_rng(5)
    cycle = rng.lognormal(np.log(60), 0.5, 6000)
    lost = rng.exponential(150, 6000)
    now = rng.uniform(0, 120, 6000)
    age = np.minimum(np.minimum(cycle, lost), now)
    outcome = np.where(age == cycle, WON, np.where(age == lost, LOST, 0))
    ages = told(runway.from_record(age, outcome))
    # truth: of deals won within the limit if followed to the end, the 80 % point of the age
    won = np.sort(cycle[(cycle < lost) & (cycle <= ages.limit)])
    assert ages.quantile(0.8) == pytest.approx(won[int(0.8 * len(won))], rel=0.05)
    naive = np.sort(age[outcome == WON])
    assert naive[int(0.8 * len(naive))] < 0.9 * ages.quantile(0.8)


def test_a_deal_that_came_late_under_watch_was_not_at_risk_before() -> None:
    age = np.full(40, 50.0)
    entered = np.full(40, 45.0)
    young = np.linspace(1, 30, 10)
    found = runway.from_record(np.append(young, age), np.ones(50, dtype=np.int64), np.append(np.zeros(10), entered))
    assert told(found).limit == 50
    assert told(found).n == 50


@pytest.mark.parametrize("n", [12, 40, 200])
def test_the_interval_holds_the_truth_four_times_in_five(n: int) -> None:
    """Closed form: the 80 % quantile of a lognormal is known; over 600 records the interval covers it in 72-88 %."""
    truth = 60 * np.exp(0.6 * Z80)
    rng = np.random.default_rng(n)
    held = 0
    for _ in range(600):
        won = rng.lognormal(np.log(60), 0.6, n)
        safe = runway.safe_days(told(runway.from_wins(won, np.full(n, 99.0))))
        held += safe.low <= truth <= safe.high
    assert 0.72 <= held / 600 <= 0.88


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=80),
    st.lists(st.sampled_from([0, WON, LOST]), min_size=80, max_size=80),
    st.floats(0.05, 0.95),
)
def test_any_record_is_told_in_order_or_named(days: list[int], outcomes: list[int], share: float) -> None:
    found = runway.from_record(np.array(days, dtype=np.float64), np.array(outcomes[: len(days)]))
    if isinstance(found, Missing):
        assert found.n < found.needed
        return
    assert np.all(np.diff(found.days) >= 0)
    safe = runway.safe_days(found, share)
    assert 0 <= safe.low <= safe.days <= safe.high <= found.limit
    assert found.within(safe.low) <= found.within(safe.high) <= 1


def test_hazards_give_the_ages_they_imply() -> None:
    """Won and lost at 1/100 a day each: the age of a win is exponential with mean 50, cut at 300."""
    at_risk = np.where(np.array(AGE_EDGES) <= 300, 100.0, 1.0)
    lives = fit(replace(cells(deals=20_000.0, win=0.01, lose=0.01), at_risk=at_risk))
    assert not isinstance(lives, Missing)
    ages = told(runway.from_cycle(lives))
    assert ages.limit == 300
    assert ages.quantile(0.8) == pytest.approx(-50 * np.log(0.2), rel=0.05)
    assert ages.evidence is Evidence.RECORD


def test_prospecting_starts_before_opening_and_not_by_the_sum_of_both_cautions() -> None:
    cycle, lead = runway.from_word(60), runway.from_word(20)
    both = runway.safe_days(runway.one_after_the_other(lead, cycle))
    alone = runway.safe_days(cycle).days
    assert alone + 20 * 0.8 < both.days < alone + runway.safe_days(lead).days
    rng = np.random.default_rng(3)
    drawn = rng.lognormal(np.log(60), 0.6, 400_000) + rng.lognormal(np.log(20), 0.6, 400_000)
    assert both.days == pytest.approx(np.quantile(drawn, 0.8), rel=0.01)


def test_the_weaker_evidence_gives_its_name() -> None:
    record = told(runway.from_wins(np.arange(1.0, 60.0), np.full(59, 99.0)))
    for ages in (
        runway.one_after_the_other(record, runway.from_published()),
        runway.one_after_the_other(runway.from_published(), record),
    ):
        assert ages.evidence is Evidence.PUBLISHED
        assert 0 < ages.log_sd < 0.5


def test_a_runway_for_each_period_and_source_says_what_is_missing() -> None:
    few = runway.from_wins(np.arange(5.0), np.full(5, 99.0))
    found = runway.runway(
        [Q4, Q4.next],
        {"calls": runway.from_word(60), "referral asks": few},
        {"calls": runway.from_word(20)},
    )
    assert [(r.period.name, r.source) for r in found] == [
        ("Q4 2026", "calls"),
        ("Q4 2026", "referral asks"),
        ("Q1 2027", "calls"),
        ("Q1 2027", "referral asks"),
    ]
    calls, asks = found[0], found[1]
    assert isinstance(calls.open_by, LastDay)
    assert isinstance(calls.start_by, LastDay)
    assert calls.open_by.earliest < calls.open_by.on < calls.open_by.latest <= Q4.end
    assert calls.start_by.on < calls.open_by.on
    assert isinstance(asks.open_by, Missing)
    assert asks.open_by.text == "5 wins came while 20 deals were at risk; telling how long it takes needs 10."


def test_no_lead_time_is_named() -> None:
    (found,) = runway.runway([Q4], {"events": runway.from_word(60)}, {})
    assert isinstance(found.start_by, Missing)
    assert found.start_by.code == "no_lead_time"


def test_a_deal_opened_later_has_less_of_a_chance_in_time() -> None:
    ages = runway.from_word(60)
    end = Q4.end
    safe = runway.last_day(Q4, "calls", runway.safe_days(ages))
    assert runway.in_time(ages, safe.on, end) == pytest.approx(0.8, abs=0.01)
    assert runway.in_time(ages, end, end) == 0
    assert runway.in_time(ages, end + timedelta(days=1), end) == 0


def test_too_little_is_named() -> None:
    alone = lacking(runway.from_record(np.array([5.0]), np.array([WON])))
    assert (alone.code, alone.n, alone.needed) == ("too_few_at_risk", 1, AT_RISK)
    lost = np.full(50, LOST)
    lost[:3] = WON
    assert lacking(runway.from_record(np.arange(50.0), lost)).code == "too_few_won"


def test_words_that_cannot_be_meant() -> None:
    for days in (0.0, -3.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="above 0"):
            runway.from_word(days)
    with pytest.raises(ValueError, match="between 0 and 1"):
        runway.safe_days(runway.from_word(60), 1.0)
