"""Least time and most deals are two sides of one frontier, concave, and within every bound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.method.blocks.kinds import CREATING, Kind
from ownit.method.plan.channels import BadChannelError, Effort, Way
from ownit.method.plan.effort import Beyond, least_time, most_deals
from ownit.method.rates import Evidence


def way(channel: Kind = Kind.CALLS, **given: float | None) -> Way:
    terms = {"minutes": 6.0, "opened": 0.02, "ever": 100.0, "most": None, "least": 0.0} | given
    return Way(channel=channel, evidence=Evidence.RECORD, **terms)  # type: ignore[arg-type] # None only for ``most``


CALLS, ASKS = way(), way(Kind.REFERRALS, minutes=15.0, opened=0.2, ever=4.0, most=6.0)
MAIL = way(Kind.EMAILS, minutes=3.0, opened=0.012, ever=200.0)

positive = st.floats(0.01, 100.0)
ways = st.lists(
    st.builds(
        lambda channel, minutes, opened, ever, most: way(channel, minutes=minutes, opened=opened, ever=ever, most=most),
        st.sampled_from(sorted(CREATING)),
        st.floats(1.0, 60.0),
        st.floats(0.001, 1.0),
        st.just(0.0) | st.floats(0.5, 50.0),
        st.none() | st.floats(0.5, 40.0),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda w: w.channel,
)


def least(ways: list[Way], opened: float, synchronous: float = 0.0) -> Effort:
    found = least_time(ways, opened, synchronous)
    assert isinstance(found, Effort)
    return found


@settings(max_examples=settings().max_examples * 60 // 100, deadline=None)
@given(ways, st.floats(0.01, 1.0))
def test_least_time_opens_what_was_asked_and_no_one_opens_more_in_it(ways: list[Way], part: float) -> None:
    wanted = part * most_deals(ways, float("inf")).opened
    found = least(ways, wanted)
    assert found.opened >= wanted * (1 - 1e-6)
    assert most_deals(ways, found.minutes).opened == pytest.approx(found.opened, rel=1e-5)


@settings(max_examples=settings().max_examples * 60 // 100, deadline=None)
@given(ways, st.floats(10.0, 2000.0), st.floats(0.1, 0.9))
def test_more_time_opens_more_and_ever_less_of_it(ways: list[Way], minutes: float, part: float) -> None:
    few, between, many = (most_deals(ways, m).opened for m in (0.0, part * minutes, minutes))
    assert few - 1e-9 <= between <= many + 1e-9
    assert between >= few + part * (many - few) - 1e-6


@settings(max_examples=settings().max_examples * 60 // 100, deadline=None)
@given(ways, st.floats(10.0, 2000.0))
def test_every_bound_holds(ways: list[Way], minutes: float) -> None:
    found = most_deals(ways, minutes)
    assert found.minutes <= minutes * (1 + 1e-9)
    for one in ways:
        assert found.activities.get(one.channel, 0.0) <= sum(width for width, _ in one.steps()) * (1 + 1e-9)


def test_the_best_hour_comes_first_and_then_the_next() -> None:
    assert most_deals([CALLS, ASKS], 60.0).activities == pytest.approx({Kind.REFERRALS: 4.0})
    two = most_deals([CALLS, ASKS], 120.0).activities  # past four asks, the next two open 0.14 deals in 15 minutes
    assert two == pytest.approx({Kind.REFERRALS: 6.0, Kind.CALLS: 5.0})


def test_more_than_can_be_opened_says_how_many_can() -> None:
    found = least_time([ASKS], 10.0)
    assert isinstance(found, Beyond)
    assert found.most == pytest.approx(4 * 0.2 + 2 * 0.2 * 0.7)


def test_the_teams_way_costs_time_where_mail_is_the_cheaper() -> None:
    free, bound = least([CALLS, MAIL], 1.5), least([CALLS, MAIL], 1.5, synchronous=0.8)
    assert free.activities == pytest.approx({Kind.EMAILS: 125.0})
    assert bound.activities[Kind.CALLS] * 6.0 >= 0.8 * bound.minutes - 1e-6
    assert bound.minutes > free.minutes


def test_what_a_channel_must_have_it_has() -> None:
    found = most_deals([way(least=10.0), ASKS], 60.0)
    assert found.activities[Kind.CALLS] == pytest.approx(10.0)
    assert found.minutes == pytest.approx(60.0)


def test_floors_that_take_longer_than_the_time_are_had_all_the_same() -> None:
    assert most_deals([way(least=20.0)], 60.0).minutes == pytest.approx(120.0)


def test_a_floor_is_no_more_than_there_is_room_for() -> None:
    found = most_deals([CALLS, replace(ASKS, least=50.0)], 240.0)
    assert found.activities[Kind.REFERRALS] == pytest.approx(6.0)
    assert found.minutes == pytest.approx(240.0)


def test_nothing_is_opened_by_nothing() -> None:
    assert most_deals([], 60.0) == Effort()


def test_what_a_channel_cannot_be_is_said() -> None:
    with pytest.raises(BadChannelError, match="cannot take 0 minutes"):
        way(minutes=0.0)
    with pytest.raises(BadChannelError, match="-1 deals"):
        way(opened=-1.0)


@given(
    st.lists(st.tuples(st.floats(1, 60), st.floats(0.001, 1), st.floats(0, 100)), min_size=1, max_size=5),
    st.floats(0, 3000),
)
def test_filling_the_best_first_is_the_programmes_optimum(
    said: list[tuple[float, float, float]], minutes: float
) -> None:
    """A floor that takes less than a millionth of a minute takes the way of the linear programme."""
    ways = [
        Way(channel=kind, minutes=m, opened=y, ever=e, evidence=Evidence.WORD)
        for kind, (m, y, e) in zip(sorted(CREATING), said, strict=False)
    ]
    floored = [replace(way, least=1e-9) for way in ways]
    quick, exact = most_deals(ways, minutes), most_deals(floored, minutes)
    assert quick.opened == pytest.approx(exact.opened, rel=1e-5, abs=1e-5)
    assert quick.minutes <= minutes + 1e-6
    wanted = 0.7 * quick.opened
    less, least = least_time(ways, wanted), least_time(floored, wanted)
    assert isinstance(less, Effort)
    assert isinstance(least, Effort)
    assert less.opened == pytest.approx(wanted, rel=1e-6, abs=1e-9)
    assert less.minutes == pytest.approx(least.minutes, rel=1e-5, abs=1e-3)
