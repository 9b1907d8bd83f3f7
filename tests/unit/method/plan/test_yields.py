"""The effort of lately gives the openings of lately, whatever the record; and whose evidence a yield is, is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Floats
from ownit.method.law import Missing
from ownit.method.plan.channels import Way
from ownit.method.plan.logged import CHANNELS, LATELY, WEEKS, EffortCells
from ownit.method.plan.published import published_yields
from ownit.method.plan.ways import kept_up, ways
from ownit.method.plan.yields import STOPPED, Yields, fit
from ownit.method.rates import Evidence

CALLS, EMAILS, MEETINGS, REFERRALS = range(4)
N = len(CHANNELS)


def cells(done: Floats, opened: Floats, **given: Floats) -> EffortCells:
    """Steady effort over the whole record, at ten minutes an activity."""
    people = len(done)
    terms: dict[str, Floats] = {
        "lately": done * LATELY / WEEKS,
        "minutes": 10.0 * done,
        "best": 1.5 * done / WEEKS,
        "unexplained": np.zeros(people),
        "opened_lately": opened.sum(axis=1) * LATELY / WEEKS,
        "customers": np.full(people, 26.0),
        "weeks_lately": np.full(people, float(LATELY)),
    } | given
    return EffortCells(done=done, opened=opened, group=np.zeros(people, dtype=np.int64), **terms)


def row(**counts: float) -> Floats:
    return np.array([[counts.get(kind.value, 0.0) for kind in CHANNELS]])


def fitted(of: EffortCells, own: Floats | None = None) -> Yields:
    people = len(of.done)
    own = (of.opened.sum(axis=1) + of.unexplained) / WEEKS if own is None else own
    return fit(of, own, np.full(people, 0.3))


def way(found: Yields, person: int, kind: Kind) -> Way:
    told = ways(found, person)
    assert not isinstance(told, Missing)
    return next(w for w in told if w.channel is kind)


@given(
    done=arrays(np.float64, (4, N), elements=st.integers(0, 3000).map(float)),
    opened=arrays(np.float64, (4, N), elements=st.integers(0, 30).map(float)),
    lately=arrays(np.float64, (4, N), elements=st.integers(0, 800).map(float)),
    unexplained=arrays(np.float64, 4, elements=st.integers(0, 10).map(float)),
    own=arrays(np.float64, 4, elements=st.floats(0.01, 3.0)),
)
def test_recent_effort_at_the_yields_gives_the_recent_openings(
    done: Floats, opened: Floats, lately: Floats, unexplained: Floats, own: Floats
) -> None:
    """So that a plan of lately's effort has the law of as-going; but for who has all but stopped."""
    done = np.maximum(done, lately)  # the year holds the quarter
    of = cells(done, np.minimum(opened, done), lately=lately, unexplained=unexplained)
    found = fitted(of, own)
    gives = np.nansum(of.per_week * found.mean, axis=1)
    going = (of.per_week * found.minutes).sum(axis=1) > STOPPED * (of.done * found.minutes).sum(axis=1) / WEEKS
    assert gives[going] == pytest.approx(own[going])
    assert np.all(found.mean[~np.isnan(found.mean)] > 0)


@given(
    done=arrays(np.float64, (3, N), elements=st.integers(1, 3000).map(float)),
    opened=arrays(np.float64, (3, N), elements=st.integers(0, 30).map(float)),
)
def test_no_way_bends_within_what_was_done_lately(done: Floats, opened: Floats) -> None:
    """Else the plan of lately's effort would open less than lately."""
    found = fitted(cells(done, np.minimum(opened, done)))
    for person in range(3):
        told = ways(found, person)
        if isinstance(told, Missing):
            continue
        for one in told:
            first, yields = one.steps()[0]
            assert yields == one.opened
            assert first >= found.cells.per_week[person, CHANNELS.index(one.channel)] * (1 - 1e-9)


def test_a_long_record_is_ones_own_and_its_yield_what_happened() -> None:
    found = fitted(cells(row(calls=10_000.0), row(calls=100.0)))
    assert way(found, 0, Kind.CALLS).evidence is Evidence.RECORD
    assert way(found, 0, Kind.CALLS).opened == pytest.approx(0.01)
    low, high = found.interval(0, Kind.CALLS)
    assert low < 0.01 < high


def test_without_any_openings_what_is_published_stands_less_what_the_record_refutes() -> None:
    """A hundred dials refute nothing; ten thousand without a deal do, and referrals of the same person with them."""
    short, long = (fitted(cells(row(calls=n), row()), np.zeros(1)) for n in (100.0, 10_000.0))
    sources = published_yields()
    assert way(short, 0, Kind.REFERRALS).opened == pytest.approx(sources[REFERRALS], rel=0.05)
    assert way(short, 0, Kind.CALLS).evidence is Evidence.PUBLISHED
    assert way(long, 0, Kind.CALLS).opened < 0.5 * sources[CALLS]
    assert way(long, 0, Kind.REFERRALS).opened < 0.5 * sources[REFERRALS]


def test_what_was_done_a_few_times_is_no_habit_that_opens_as_much_every_week() -> None:
    """Two touches before two deals: as a beginning keeping in touch yields what is published; meetings nobody knows."""
    done, opened = row(calls=400.0, touch=2.0, meetings=2.0), row(calls=10.0, touch=2.0, meetings=2.0)
    never = np.zeros_like(done)
    never[0, CALLS] = 12.0
    found = fitted(cells(done, opened, best=never, lately=never * LATELY))
    touch = way(found, 0, Kind.TOUCH)
    assert touch.opened <= published_yields()[CHANNELS.index(Kind.TOUCH)]
    assert touch.evidence is Evidence.PUBLISHED
    told = ways(found, 0)
    assert not isinstance(told, Missing)
    assert Kind.MEETINGS not in {w.channel for w in told}


def test_who_does_now_and_then_what_is_no_habit_goes_on_so_and_no_more_of_it_is_planned() -> None:
    """A touch in the last quarter, before a deal: it opens what it opened, but a second a week opens nothing known."""
    done, opened = row(calls=400.0, touch=4.0), row(calls=10.0, touch=4.0)
    best, lately = row(calls=12.0), row(calls=100.0, touch=1.0)
    touch = way(fitted(cells(done, opened, best=best, lately=lately)), 0, Kind.TOUCH)
    assert touch.opened > 10 * published_yields()[CHANNELS.index(Kind.TOUCH)]
    assert touch.most == touch.ever == touch.recent == pytest.approx(1.0 / LATELY)
    assert touch.opens(1.0) == touch.opens(touch.recent)


def test_a_record_of_two_weeks_shows_no_habits_and_that_none_is_there_neither() -> None:
    """Forty calls a week in the first two weeks: more of them open more, as of one with a third week."""
    done, opened = row(calls=80.0), row(calls=2.0)

    def calls(weeks: float, best: float) -> Way:
        so_far = np.array([weeks])
        of = cells(done, opened, best=row(calls=best), lately=done, weeks_lately=so_far)
        return way(fitted(of, np.array([2.0 / weeks])), 0, Kind.CALLS)

    assert calls(2.0, 0.0).opens(60.0) > calls(2.0, 0.0).opens(40.0)
    assert calls(3.0, 0.0).most == calls(3.0, 0.0).recent


def test_the_share_of_deals_with_nothing_before_them_is_counted() -> None:
    of = cells(row(calls=400.0), row(calls=6.0), unexplained=np.array([2.0]))
    assert of.without_a_record(0) == 0.25
    assert cells(row(calls=400.0), row(calls=1.0), unexplained=np.array([1.0])).without_a_record(0) == 0.0


def test_a_new_colleague_has_the_yield_of_people_alike() -> None:
    done = np.concatenate([np.repeat(row(calls=2_000.0), 5, axis=0), row(calls=20.0)])
    opened = np.concatenate([np.repeat(row(calls=20.0), 5, axis=0), row()])
    found = fitted(cells(done, opened), np.append(np.full(5, 20.0 / WEEKS), 0.2 / WEEKS))
    assert way(found, 5, Kind.CALLS).evidence is Evidence.PEERS
    assert 0.005 < way(found, 5, Kind.CALLS).opened < 0.02
    assert way(found, 5, Kind.CALLS).ever == pytest.approx(
        kept_up(3_000.0 / WEEKS)
    )  # by the good weeks of people alike


def test_deals_nobody_can_explain_are_spread_by_hours() -> None:
    """Calls of 10 and meetings of 40 minutes, as many hours each: half of the ten go to each, as do the deals told."""
    done = row(calls=4_000.0, meetings=1_000.0)
    of = cells(done, row(), minutes=done * np.array([10.0, 1, 40.0, 1, 1, 1, 1]), unexplained=np.array([200.0]))
    told = cells(done, row(calls=100.0, meetings=100.0), minutes=of.minutes)
    assert fitted(of).mean[0, [CALLS, MEETINGS]] == pytest.approx(fitted(told).mean[0, [CALLS, MEETINGS]], rel=0.02)


def test_a_deal_of_a_channel_never_used_is_one_nobody_can_explain() -> None:
    named = fitted(cells(row(calls=4_000.0), row(calls=40.0, events=10.0)))
    spread = fitted(cells(row(calls=4_000.0), row(calls=40.0), unexplained=np.array([10.0])))
    assert named.mean[0, CALLS] == pytest.approx(spread.mean[0, CALLS])


def test_effort_that_is_not_on_record_is_said_and_not_planned_with() -> None:
    of = cells(row(calls=52.0), row(), unexplained=np.array([40.0]), opened_lately=np.array([10.0]))
    told = ways(fitted(of), 0)
    assert not isinstance(told, Missing)  # forty deals by fifty-two calls: much, but the whole year says the same
    grown = replace(of, unexplained=np.array([4.0]))
    told = ways(fit(grown, np.array([10.0 / LATELY]), np.array([0.3])), 0)
    assert isinstance(told, Missing)
    assert (told.code, told.n) == ("effort_unrecorded", 13)
    assert told.text.startswith("10 deals were opened in the last 91 days, but only 13 activities")


def test_without_activities_there_is_no_record_to_plan_by() -> None:
    told = ways(fitted(cells(row(), row(), unexplained=np.array([12.0]))), 0)
    assert isinstance(told, Missing)
    assert told.code == "no_effort"


def test_who_stopped_keeps_the_yields_of_the_year() -> None:
    """Two calls in the quarter, and the openings that peers lend: the yields are not made a hundred times as large."""
    of = cells(row(calls=2_000.0), row(calls=20.0), lately=row(calls=2.0), opened_lately=np.zeros(1))
    found = fitted(of, np.array([0.2]))
    assert found.factor[0] == 1.0
    assert way(found, 0, Kind.CALLS).opened == pytest.approx(0.01, rel=0.2)


def test_asks_are_bounded_by_the_customers_there_are() -> None:
    """26 customers, each asked once a quarter: two a week; more only if more were asked lately."""
    few, many = (cells(row(calls=2_000.0, referrals=n), row(calls=20.0, referrals=n / 10)) for n in (52.0, 260.0))
    assert way(fitted(few), 0, Kind.REFERRALS).most == pytest.approx(2.0)
    assert way(fitted(many), 0, Kind.REFERRALS).most == pytest.approx(5.0)
    nobody = ways(fitted(replace(few, customers=np.zeros(1), done=row(calls=2_000.0), lately=row(calls=500.0))), 0)
    assert not isinstance(nobody, Missing)
    assert Kind.REFERRALS not in {w.channel for w in nobody}


@pytest.mark.parametrize("usual", [2.0, 10.0, 100.0])
def test_a_good_week_by_chance_is_not_what_can_be_kept_up(usual: float) -> None:
    weeks = np.random.default_rng(3).poisson(usual, 4_000)
    assert kept_up(float(np.quantile(weeks, 0.9))) == pytest.approx(usual, rel=0.25)
    assert kept_up(0.0) == 0.0
