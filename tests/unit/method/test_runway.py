"""Is the last safe day the true one, is its interval honest, and is what cannot be told said?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.cycle.test_fitting import cells

from ownit.method import ages, runway
from ownit.method.ages import LEVELS, Ages
from ownit.method.cycle import AGE_EDGES, AT_RISK, fit
from ownit.method.deals import Floats
from ownit.method.law import Missing
from ownit.method.priors import Measure
from ownit.method.rates import Evidence

END = date(2026, 12, 31)
PUBLISHED = ages.from_published(Measure.CYCLE_DAYS)
Z80 = NormalDist().inv_cdf(0.8)


def told(found: Ages | Missing) -> Ages:
    assert isinstance(found, Ages)
    return found


def lacking(found: Ages | Missing) -> Missing:
    assert isinstance(found, Missing)
    return found


def seen(won: Floats) -> Ages:
    """The ages of wins of which all are seen: each in the middle of its own step of F."""
    n = len(won)
    days = np.interp(LEVELS, (np.arange(n) + 0.5) / n, np.sort(won))
    return Ages(days=days, weight=float(n), evidence=Evidence.RECORD, n=n)


def test_a_word_is_a_median() -> None:
    safe = runway.safe_days(ages.from_word(60))
    assert safe.days == pytest.approx(60 * np.exp(0.6 * Z80), rel=0.01)
    assert safe.low < safe.days < safe.high
    assert (safe.evidence, safe.n) == (Evidence.WORD, 0)
    assert runway.last_day(END, safe).on == date(2026, 12, 31) - timedelta(days=int(np.ceil(safe.days)))


def test_what_is_published_is_less_sure_than_a_word() -> None:
    word, paper = runway.safe_days(ages.from_word(84)), runway.safe_days(PUBLISHED)
    assert paper.days == pytest.approx(word.days)
    assert paper.high - paper.low > 2 * (word.high - word.low)
    assert paper.evidence is Evidence.PUBLISHED
    assert paper.source == "Optifai, as re-quoted, 2025"


@pytest.mark.parametrize("n", [12, 40, 200])
def test_the_interval_holds_the_truth_four_times_in_five(n: int) -> None:
    """Closed form: the 80 % quantile of a lognormal is known; over 600 records the interval covers it in 72-88 %."""
    truth = 60 * np.exp(0.6 * Z80)
    rng = np.random.default_rng(n)
    held = 0
    for _ in range(600):
        safe = runway.safe_days(seen(rng.lognormal(np.log(60), 0.6, n)))
        held += safe.low <= truth <= safe.high
    assert 0.72 <= held / 600 <= 0.88


@given(won=st.lists(st.floats(0, 400), min_size=1, max_size=80), share=st.floats(0.05, 0.95))
def test_any_record_is_told_in_order(won: list[float], share: float) -> None:
    found = seen(np.array(won))
    safe = runway.safe_days(found, share)
    assert 0 <= safe.low <= safe.days <= safe.high <= max(won)
    assert found.within(safe.low) <= found.within(safe.high) <= 1


def test_hazards_give_the_ages_they_imply() -> None:
    """Won and lost at 1/100 a day each: the age of a win is exponential with mean 50, cut at 300."""
    at_risk = np.where(np.array(AGE_EDGES) <= 300, 100.0, 1.0)
    lives = fit(replace(cells(deals=20_000.0, win=0.01, lose=0.01), at_risk=at_risk))
    assert not isinstance(lives, Missing)
    found = told(ages.from_cycle(lives))
    assert found.limit == 300
    assert found.quantile(0.8) == pytest.approx(-50 * np.log(0.2), rel=0.05)
    assert found.evidence is Evidence.RECORD


def test_prospecting_starts_before_opening_and_not_by_the_sum_of_both_cautions() -> None:
    cycle, lead = ages.from_word(60), ages.from_word(20)
    both = runway.safe_days(ages.one_after_the_other(lead, cycle))
    alone = runway.safe_days(cycle).days
    assert alone + 20 * 0.8 < both.days < alone + runway.safe_days(lead).days
    rng = np.random.default_rng(3)
    drawn = rng.lognormal(np.log(60), 0.6, 400_000) + rng.lognormal(np.log(20), 0.6, 400_000)
    assert both.days == pytest.approx(np.quantile(drawn, 0.8), rel=0.01)


def test_the_weaker_evidence_gives_its_name() -> None:
    record = seen(np.arange(1.0, 60.0))
    for both in (
        ages.one_after_the_other(record, PUBLISHED),
        ages.one_after_the_other(PUBLISHED, record),
    ):
        assert both.evidence is Evidence.PUBLISHED
        assert 0 < both.log_sd < 0.5


def test_a_source_that_takes_longer_must_be_started_earlier() -> None:
    quick, slow = ages.from_word(10), ages.from_word(50)
    found = runway.runway(ages.from_word(60), quick, [("cold", quick), ("referral", slow)])
    days = {source: runway.last_day(END, runway.safe_days(of)) for source, of in found.by_source}
    opened = runway.last_day(END, runway.safe_days(told(found.cycle)))
    assert days["referral"].on < days["cold"].on < opened.on
    assert days["cold"] == runway.last_day(END, runway.safe_days(told(found.whole)))
    assert days["cold"].earliest < days["cold"].on < days["cold"].latest <= END


def test_without_a_cycle_there_is_no_start_either() -> None:
    lack = Missing(code="too_few_won", n=2, needed=10, text="2 deals were won.")
    found = runway.runway(lack, ages.from_word(10), [("cold", ages.from_word(10))])
    assert (found.cycle, found.whole, found.by_source) == (lack, lack, ())


def test_a_deal_opened_on_the_last_safe_day_is_won_in_time_four_times_in_five() -> None:
    word = ages.from_word(60)
    on = runway.last_day(END, runway.safe_days(word)).on
    assert word.within((END - on).days) == pytest.approx(0.8, abs=0.01)


def test_too_little_is_named() -> None:
    nobody = fit(replace(cells(deals=20_000.0, win=0.01, lose=0.01), at_risk=np.ones(len(AGE_EDGES))))
    assert not isinstance(nobody, Missing)
    lack = lacking(ages.from_cycle(nobody))
    assert (lack.code, lack.needed) == ("too_few_at_risk", AT_RISK)


def test_words_that_cannot_be_meant() -> None:
    for days in (0.0, -3.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="above 0"):
            ages.from_word(days)
    with pytest.raises(ValueError, match="between 0 and 1"):
        runway.safe_days(ages.from_word(60), 1.0)
