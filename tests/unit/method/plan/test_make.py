"""Is the plan the least effort that gives the chance asked for, and does it say what it does not give?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.method.plan.sellers import EXAMPLE, YEAR, example

from ownit.method.cycle import AGE_EDGES
from ownit.method.deals import Floats, Window
from ownit.method.law import Law
from ownit.method.mixture import factor_sd
from ownit.method.plan import frontier
from ownit.method.plan.book import Seller
from ownit.method.plan.chance import outlook
from ownit.method.plan.make import Part, make
from ownit.method.plan.said import OPENING_LOG_SD, amounts, believed, cycle
from ownit.method.plan.solve import ABOVE
from ownit.method.plan.word import Word

WORDS = st.builds(
    Word,
    amounts=st.lists(st.floats(2e3, 2e5), min_size=1, max_size=6).map(tuple),
    cycle_days=st.floats(7, 300),
    win=st.floats(0.05, 0.7),
    meetings=st.floats(0.5, 12),
    hours=st.floats(2, 15),
    network=st.integers(0, 80),
    open_amount=st.sampled_from([0.0, 50e3, 400e3]),
    winning_hours=st.floats(0, 6),
    serving=st.floats(0, 10),
)


@settings(max_examples=settings().max_examples * 30 // 100, deadline=None)
@given(word=WORDS, goal=st.floats(5e4, 3e6), confidence=st.sampled_from([0.5, 0.7, 0.8, 0.9]))
def test_the_chance_is_what_was_asked_for_or_the_plan_says_that_it_is_not(
    word: Word, goal: float, confidence: float
) -> None:
    seller = example(word=word)
    plan = make(seller, goal, confidence)
    least = frontier.least(seller)
    floor = least.effort.opened
    if not plan.feasible:
        assert plan.chance < confidence or not frontier.has_room(seller, least)
    elif plan.opened > floor + 1e-9:
        assert confidence <= plan.chance <= confidence + ABOVE
    else:
        assert plan.chance >= confidence
    if plan.feasible:
        assert plan.hours.total <= plan.hours.week + 1e-6
    chances = [rung.chance for rung in plan.ladder]
    assert chances == sorted(chances)
    assert sum(line.opened for line in plan.lines) == pytest.approx(plan.opened, rel=1e-6, abs=1e-9)
    assert sum(line.hours for line in plan.lines) == pytest.approx(plan.hours.creating, rel=1e-6, abs=1e-9)


def test_a_plan_equal_to_a_normal_week_has_the_law_of_going_on_as_lately() -> None:
    seller = example()
    told = outlook(seller.book, 600e3, EXAMPLE.meetings * 0.5)
    assert isinstance(told.plan, Law)
    assert isinstance(told.as_going, Law)
    assert told.plan.p_hit(600e3) == pytest.approx(told.as_going.p_hit(600e3), abs=1e-9)
    assert told.plan.mean == pytest.approx(told.as_going.mean)


def test_the_plan_whose_mean_is_the_goal_is_made_less_than_half_of_the_time() -> None:
    plan = make(example(), 600e3, 0.8)
    assert plan.by_mean is not None
    assert plan.by_mean.hours < plan.hours.creating
    assert plan.by_mean.chance < 0.5


def test_a_goal_that_is_reached_still_asks_for_the_floor() -> None:
    """All the time: seniors prospect too (R16)."""
    seller = replace(example(won=700e3), limits=replace(example().limits, least=2.0))
    plan = make(seller, 600e3, 0.8)
    assert plan.chance == 1.0
    assert plan.hours.creating == pytest.approx(2.0)


def test_what_cannot_be_made_is_the_most_that_fits_and_a_ladder() -> None:
    plan = make(example(), 3e6, 0.8, shown=(8.0,))
    assert not plan.feasible
    assert plan.hours.total == pytest.approx(plan.hours.week, abs=0.01)
    assert len(plan.ladder) >= 3
    assert 8.0 in [rung.hours for rung in plan.ladder]


def test_hours_that_a_person_will_not_go_beyond_are_kept() -> None:
    seller = example()
    capped = replace(seller, limits=replace(seller.limits, creating=8.0))
    plan = make(capped, 600e3, 0.8)
    assert not plan.feasible
    assert plan.hours.creating == pytest.approx(8.0)
    assert plan.binds[0].what == "hours"
    assert plan.binds[0].worth > 0.02


def test_the_teams_way_has_a_price_in_hours() -> None:
    seller = example()
    ways = [replace(way, log_sd=0.0) for way in seller.ways]
    by_mail = [replace(way, opened=0.05) if way.channel == "emails" else way for way in ways]
    mail = tuple(by_mail)
    free = make(replace(seller, ways=mail), 600e3, 0.8)
    bound = make(replace(seller, ways=mail, limits=replace(seller.limits, synchronous=0.9)), 600e3, 0.8)
    assert free.way_costs == 0.0
    assert bound.way_costs > 0
    assert bound.hours.creating == pytest.approx(free.hours.creating + bound.way_costs, rel=0.02)


def test_a_used_up_channel_is_told_with_what_one_more_is_worth() -> None:
    told = {b.what: b.worth for b in make(example(), 600e3, 0.8).binds}
    assert set(told) == {"hours", "referrals"}
    assert all(worth >= 0 for worth in told.values())


def test_inner_periods_are_milestones_with_their_own_chance() -> None:
    quarters = [
        Part(name=f"Q{q}", start=date(2027, 3 * q - 2, 1), end=date(2027, 3 * q, 28), amount=150e3)
        for q in (1, 2, 3, 4)
    ]
    plan = make(example(), 600e3, 0.8, parts=quarters)
    assert [m.name for m in plan.milestones] == ["Q1", "Q2", "Q3", "Q4"]
    assert plan.milestones[0].chance < 0.5 < plan.milestones[3].chance  # what is opened needs a cycle to come in
    assert sum(m.opened for m in plan.milestones) == pytest.approx(plan.opened * 0.9 * 364 / 7, rel=0.05)


def test_less_time_to_the_end_takes_more_hours() -> None:
    late = Window(as_of=date(2027, 6, 30), start=YEAR.start, end=YEAR.end)
    first, second = make(example(), 300e3, 0.8), make(example(window=late), 300e3, 0.8)
    assert second.opened > first.opened


@pytest.mark.slow
def test_independent_draws_agree_with_the_plans_chance() -> None:
    """400,000 draws from the word, with nothing of the law's own code but its parameters: within 0.005 + 3 sd."""
    seller = example()
    plan = make(seller, 600e3, 0.8)
    drawn = simulated(plan.opened * 0.9 / 7.0, 600e3, 400_000)
    assert plan.chance == pytest.approx(drawn, abs=0.005 + 3 * np.sqrt(0.8 * 0.2 / 400_000))


def simulated(per_day: float, goal: float, draws: int) -> float:
    """P(goal) by drawing effort, luck, the number won and what each is worth, one after the other."""
    rng = np.random.default_rng(7)
    shape = 1.0 / np.expm1(OPENING_LOG_SD**2)
    sd = float(np.hypot(believed(0.2)[1], factor_sd(365)))
    luck = np.exp(sd * rng.standard_normal(draws) - sd**2 / 2.0)
    grid = np.exp(np.linspace(-6 * sd, 6 * sd, 200))
    chance = np.interp(luck, grid, won_within_the_year(grid))
    won = rng.poisson(per_day * 365 * rng.gamma(shape, 1.0 / shape, draws) * chance)
    worth = np.append(0.0, np.cumsum(rng.choice(amounts((25e3,)).value, int(won.sum()))))
    ends = np.cumsum(won)
    return float(np.mean(worth[ends] - worth[ends - won] >= goal))


def won_within_the_year(multiplier: Floats) -> Floats:
    """P(won by day 365) of a deal opened on a day from 1 to 365, in steps of a quarter of a day of age."""
    book, step = cycle(believed(0.2)[0], 60.0), 0.25
    age_bin = np.searchsorted(AGE_EDGES, np.arange(0, 365, step) + step / 2, side="right") - 1
    won = (book.won_shape / book.won_rate)[0][age_bin][:, None] * multiplier
    lost = (book.lost_shape / book.lost_rate)[0][age_bin][:, None]
    still = np.exp(-np.cumsum((won + lost) * step, axis=0))
    before = np.vstack([np.ones(len(multiplier)), still[:-1]])
    by_age = np.cumsum((before - still) * won / (won + lost), axis=0)
    left = (365 - np.arange(1, 365)) / step
    return np.asarray(by_age[left.astype(int) - 1].sum(axis=0) / 365)


@pytest.mark.slow
def test_no_mixture_of_channels_takes_fewer_hours() -> None:
    """Brute force over a grid of mixtures on small cases: nothing opens as much in less time, by more than 2 %."""
    rng = np.random.default_rng(11)
    for _ in range(50):
        word = Word(
            amounts=(float(rng.uniform(5e3, 5e4)),),
            cycle_days=float(rng.uniform(20, 120)),
            win=float(rng.uniform(0.1, 0.5)),
            meetings=float(rng.uniform(1, 8)),
            hours=float(rng.uniform(3, 12)),
            network=int(rng.integers(5, 60)),
        )
        seller = example(word=word)
        goal = float(rng.uniform(0.3, 1.0)) * word.meetings * 0.5 * 47 * word.win * word.amounts[0]
        plan = make(seller, goal, 0.8)
        assert brute(seller, plan.opened) >= plan.hours.creating * 0.98


def brute(seller: Seller, opened: float) -> float:
    """Least hours over a grid of how much of each channel but the first is done, the first filling up."""
    first, *others = seller.ways
    grids = [np.linspace(0, min(way.room(), 400.0), 12) for way in others]
    mixes = np.stack(np.meshgrid(*grids), axis=-1).reshape(-1, len(grids))
    rest = opened - sum(np.array([way.opens(n) for n in mix]) for way, mix in zip(others, mixes.T, strict=True))
    done = np.cumsum([0.0, *(width for width, _ in first.steps())])
    brought = np.cumsum([0.0, *(width * each for width, each in first.steps())])
    calls = np.interp(rest, brought, done, right=np.inf)
    return float(np.min(calls * first.minutes + mixes @ [way.minutes for way in others]) / 60.0)


def test_the_window_may_have_begun() -> None:
    """A running period: what is won counts, and fewer weeks are left."""
    as_of = date(2027, 4, 30)
    window = Window(as_of=as_of, start=YEAR.start, end=YEAR.end)
    plan = make(example(won=250e3, window=window), 600e3, 0.8)
    assert plan.as_of == as_of
    assert plan.end - plan.as_of == timedelta(days=245)
    assert plan.low >= 250e3
