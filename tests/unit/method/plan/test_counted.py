"""Is the chance of a count the exact one, and is the plan of it the least that is enough?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ownit.method.blocks.kinds import Kind
from ownit.method.counts import count_outlook
from ownit.method.deals import Window
from ownit.method.law import Law
from ownit.method.plan.book import Limits
from ownit.method.plan.channels import Effort, Way
from ownit.method.plan.counted import Counter, CountPart, Stream, as_going, hit, law, make, most_sure
from ownit.method.rates import Evidence

WINDOW = Window(as_of=date(2026, 8, 12), start=date(2026, 7, 1), end=date(2026, 9, 30))
LEFT, RECENT = 49, 26  # days left; meetings of the last 91 days
CALLS = Way(
    channel=Kind.CALLS, minutes=6.0, opened=0.02, ever=150.0, evidence=Evidence.RECORD, recent=100.0, log_sd=0.3
)
MAILS = Way(channel=Kind.EMAILS, minutes=4.0, opened=0.01, ever=80.0, evidence=Evidence.PEERS, log_sd=0.6)
LATELY = Stream(per_week=(RECENT + 0.5) / 13.0, variance=float(np.log1p(1.0 / (RECENT + 0.5))))
SAM = Counter(
    ways=(CALLS, MAILS),
    limits=Limits(week=40.0, serving=2.0),
    measure="meetings_held",
    so_far=18,
    window=WINDOW,
    lately=LATELY,
)


def lately_again() -> Effort:
    """What brings as many as lately did, by the channel of lately."""
    return Effort(activities={Kind.CALLS: 100.0}, minutes=600.0, opened=LATELY.per_week)


def test_a_plan_that_repeats_lately_has_the_law_of_standing() -> None:
    standing = count_outlook(so_far=18, recent=RECENT, recent_days=91, days_left=LEFT, noun="meetings held").as_going
    assert isinstance(standing, Law)
    for found in (law(SAM, lately_again()), as_going(SAM)):
        assert found is not None
        assert found.mean == pytest.approx(standing.mean)
        for goal in (20, 30, 35, 45):
            assert found.p_hit(goal) == pytest.approx(standing.p_hit(goal), abs=1e-9)


def test_the_law_is_that_of_a_poisson_with_a_gamma_mean() -> None:
    """400,000 draws of both streams: P within 0.005."""
    counter = replace(SAM, beside=Stream(per_week=0.8, variance=0.2))
    rng = np.random.default_rng(4)
    total = np.full(400_000, 18.0)
    for stream in (LATELY, counter.beside):
        shape = 1.0 / np.expm1(stream.variance)
        total += rng.poisson(rng.gamma(shape, stream.per_week * 7.0 / shape, len(total)))
    found = law(counter, lately_again())
    for goal in (30, 38, 45):
        assert found.p_hit(goal) == pytest.approx(np.mean(total >= goal), abs=0.005)


def test_it_is_the_least_that_is_enough() -> None:
    plan = make(SAM, 40, 0.8)
    assert plan.feasible
    assert 0.8 <= plan.chance <= 0.81
    assert [rung.chance for rung in plan.ladder] == sorted(rung.chance for rung in plan.ladder)
    assert (plan.nothing_more, plan.with_help) == (0.0, plan.chance)
    assert plan.as_going == pytest.approx(hit(law(SAM, lately_again()), 40))
    assert plan.low < plan.mean < plan.high
    assert plan.by_mean is not None
    assert plan.by_mean.hours < plan.hours.creating
    assert 0.4 < plan.by_mean.chance < 0.7


def test_what_is_reached_already_asks_for_the_least_there_is() -> None:
    plan = make(SAM, 18, 0.8)
    assert plan.nothing_more == 1.0
    assert plan.hours.creating == pytest.approx(SAM.limits.least)


def test_what_does_not_fit_says_what_would() -> None:
    busy = replace(SAM, limits=Limits(week=40.0, serving=34.0))
    plan = make(busy, 60, 0.8)
    assert not plan.feasible
    assert plan.hours.total <= 40.0 + 1e-6
    most = most_sure(busy, 0.8)
    assert make(busy, most, 0.8).feasible
    assert not make(busy, most + 1, 0.8).feasible


def test_who_has_no_lately_is_less_sure() -> None:
    """The same yields; nothing says how they go together."""
    new = replace(SAM, lately=None)
    assert as_going(new) is None
    sure, unsure = law(SAM, lately_again()), law(new, lately_again())
    assert unsure.quantile(0.9) - unsure.quantile(0.1) > sure.quantile(0.9) - sure.quantile(0.1)
    assert make(new, 40, 0.8).hours.creating > make(SAM, 40, 0.8).hours.creating


def test_other_things_than_lately_are_less_sure() -> None:
    mails = Effort(activities={Kind.EMAILS: 80.0}, minutes=320.0, opened=LATELY.per_week)
    assert law(SAM, mails).p_hit(25) < law(SAM, lately_again()).p_hit(25)


def test_a_part_has_its_own_count_and_chance() -> None:
    parts = [
        CountPart(name="August 2026", start=date(2026, 8, 1), end=date(2026, 8, 31), amount=13),
        CountPart(name="September 2026", start=date(2026, 9, 1), end=date(2026, 9, 30), amount=13),
        CountPart(name="July 2026", start=date(2026, 7, 1), end=date(2026, 7, 31), amount=13),
    ]
    plan = make(SAM, 40, 0.8, parts=parts)
    assert [m.name for m in plan.milestones] == ["August 2026", "September 2026"]
    september = plan.milestones[1]
    assert september.opened == pytest.approx(plan.opened * 30 / 7)
    assert hit(law(replace(SAM, so_far=0), lately_again()), 12.2) == law(replace(SAM, so_far=0), lately_again()).p_hit(
        13
    )
