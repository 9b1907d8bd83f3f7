"""Is a team's law that of its people together, with the luck they share?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import bdtrc

from ownit.method.bookings import Group
from ownit.method.deals import Won
from ownit.method.law import Missing
from ownit.method.mixture import mixture, weights
from ownit.method.subject import Subject
from ownit.method.team import team_laws

from .conftest import Deal, World, arrivals
from .laws import NAN, OTHERS, OWN, UNKNOWN, both, deals_of, few, law, views

MANY_PRICES = np.exp(np.random.default_rng(0).normal(9.5, 0.7, 60)).tolist()


@few
@given(deals_of, st.floats(5_000, 150_000))
@example(deals=[(0, 84_784.0, OWN)], goal=84_799.0)  # short of the goal by less than a step of a team's lattice
def test_a_team_of_one_has_that_persons_law(deals: list[Deal], goal: float) -> None:
    team = Group(members=np.array([0]), goal=goal)
    told = World(deals=[deals], goals=[goal], per_day=0.02, prices=MANY_PRICES, groups={"team": team}).reckon()
    for mine, ours in zip(views(told.people[0]), views(told.groups["team"]), strict=True):
        for one, same in zip(both(mine), both(ours), strict=True):
            assert one.mean == pytest.approx(same.mean)
            assert np.array_equal(one.support, same.support)
            assert np.allclose(one.at_least, same.at_least)


@few
@given(deals_of, st.floats(5_000, 150_000))
@example(deals=[(0, 84_784.0, OWN)], goal=84_799.0)
@example(deals=[(0, 50_000.0, OWN)], goal=50_000.0)  # just the goal: all of it counts, not the half of its cell
def test_a_team_in_which_one_has_something_has_that_persons_law(deals: list[Deal], goal: float) -> None:
    """As near as both are told: in steps of the lattice, 0.2 % of the goal, and of 1/256."""
    team = Group(members=np.array([0, 1]), goal=goal)
    going = arrivals(2, 0.02)
    going.shape[1] = 0.0
    told = World(
        deals=[deals, []], goals=[goal, goal], arrivals=going, prices=MANY_PRICES, groups={"team": team}
    ).reckon()
    for mine, ours in zip(views(told.people[0]), views(told.groups["team"]), strict=True):
        one, same = law(mine.as_going), law(ours.as_going)
        assert one.mean == pytest.approx(same.mean)
        assert one.p_hit(1.01 * goal) - 0.01 <= same.p_hit(goal) <= one.p_hit(0.99 * goal) + 0.01
        for x in np.linspace(1.0, 2.0 * goal, 11):
            assert (
                same.p_hit(float(x) * 1.02 + 300) - 0.01
                <= one.p_hit(float(x))
                <= same.p_hit(float(x) * 0.98 - 300) + 0.01
            )


@pytest.mark.parametrize("per_day", [0.0, 0.02])
def test_a_deal_of_just_the_goal_makes_it_for_a_team_too(per_day: float) -> None:
    deals: list[list[Deal]] = [[(10, 50_000.0, OWN)], []]
    team = Group(members=np.array([0, 1]), goal=50_000.0)
    told = World(deals=deals, goals=[50_000.0] * 2, per_day=per_day, prices=MANY_PRICES, groups={"team": team}).reckon()
    one, same = (law(one.with_help.nothing_more) for one in (told.people[0], told.groups["team"]))
    assert one.p_hit(50_000) == pytest.approx(same.p_hit(50_000), abs=1e-3)


def test_a_teams_total_is_wider_than_if_its_people_had_luck_of_their_own() -> None:
    deals: list[Deal] = [(20 + i, 10_000.0, OWN) for i in range(25)]
    team = Group(members=np.arange(12), goal=1e6)
    told = World(deals=[deals] * 12, groups={"team": team}).reckon()
    whole = law(told.groups["team"].with_help.nothing_more)
    one = law(told.people[0].with_help.nothing_more)
    assert whole.mean == pytest.approx(12 * one.mean)
    spread_whole = whole.quantile(0.9) - whole.quantile(0.1)
    spread_one = one.quantile(0.9) - one.quantile(0.1)
    assert 1.15 * np.sqrt(12) * spread_one < spread_whole < 12 * spread_one


def test_a_large_teams_law_has_no_comb() -> None:
    """Many people: the total given a common node is narrow; what is told must still fall smoothly."""
    deals: list[Deal] = [(20 + i, 10_000.0, OWN) for i in range(40)]
    team = Group(members=np.arange(60), goal=1e7)
    whole = law(World(deals=[deals] * 60, groups={"team": team}).reckon().groups["team"].with_help.nothing_more)
    x = np.linspace(whole.quantile(0.05), whole.quantile(0.95), 60)
    falls = -np.diff([whole.p_hit(float(v)) for v in x])
    smooth = np.convolve(falls, np.ones(5) / 5, mode="valid")
    assert np.all(np.abs(falls[2:-2] - smooth) < 0.4 * smooth + 0.004)


def test_a_team_sees_as_its_own_what_a_member_opened_for_another() -> None:
    """The SDR (person 1) opened a deal for the seller (person 0): help for the seller, own for the team."""
    deals = [[(10, 50_000.0, OTHERS)], []]
    team = Group(members=np.array([0, 1]), goal=50_000, origin=np.array([OWN]))
    told = World(deals=deals, goals=[50_000, 1], groups={"team": team}).reckon()
    assert law(told.people[0].alone_low.nothing_more).mean == 0.0
    assert law(told.groups["team"].alone_low.nothing_more).mean == pytest.approx(
        law(told.people[0].with_help.nothing_more).mean
    )


def test_what_was_won_by_those_who_left_shifts_the_law_as_money_won_does() -> None:
    deals = [[(10, 50_000.0, OWN)], [(20, 30_000.0, OWN)]]
    moved = Won(
        amount=np.array([[9_000.0, 1_000.0, -4_000.0]]), deals=np.ones((1, 3), int), without_amount=np.ones(1, int)
    )
    team = Group(members=np.array([0, 1]), goal=60_000)
    won = [[0.0, 2_000.0, 5_000.0], [0.0, 0.0, 0.0]]
    beside = World(deals=deals, won=won, per_day=0.02, groups={"team": replace(team, moved=moved)}).reckon().groups
    same = [[9_000.0, 3_000.0, 1_000.0], [0.0, 0.0, 0.0]]
    plain = World(deals=deals, won=same, per_day=0.02, groups={"team": team}).reckon().groups
    for x, y in zip(views(beside["team"]), views(plain["team"]), strict=True):
        assert np.array_equal(law(x.as_going).at_least, law(y.as_going).at_least)
        assert law(x.nothing_more).mean == law(y.nothing_more).mean
    one, other = beside["team"].evidence, plain["team"].evidence
    assert one.unknown_share == pytest.approx(other.unknown_share)
    assert (one.won_without_amount, other.won_without_amount) == (1, 0)


def test_what_groups_share_of_a_person_is_only_what_they_see_alike() -> None:
    """Reckoned together, a team and the company give what each gives by itself: they differ in person 0 alone."""
    deals = [[(10, 50_000.0, OTHERS), (40, 8_000.0, OWN)], [(20, 30_000.0, OWN)], [(5, 9_000.0, UNKNOWN)]]
    seen = {"team": None, "company": np.array([OWN, OWN, OWN, UNKNOWN])}
    groups = {name: Group(members=np.arange(3), goal=60_000, origin=origin) for name, origin in seen.items()}
    world = World(deals=deals, per_day=0.02, groups=groups)
    together = world.reckon().groups
    for name, group in groups.items():
        alone = replace(world, groups={name: group}).reckon().groups[name]
        for x, y in zip(views(together[name]), views(alone), strict=True):
            assert np.array_equal(law(x.as_going).at_least, law(y.as_going).at_least)
    means = [law(together[name].alone_low.nothing_more).mean for name in seen]
    assert means[0] < means[1]


def test_an_overlay_credit_counts_for_the_person_and_not_again_for_the_team() -> None:
    deals = [[(10, 50_000.0, OWN)], [(10, 50_000.0, OTHERS)]]
    team = Group(members=np.array([0, 1]), goal=1.0)
    told = World(deals=deals, overlay=[False, True], groups={"team": team}).reckon()
    assert law(told.people[1].with_help.nothing_more).mean > 0
    assert law(told.groups["team"].with_help.nothing_more).mean == pytest.approx(
        law(told.people[0].with_help.nothing_more).mean
    )


def test_a_teams_plan_takes_that_of_everyone_who_opens_deals() -> None:
    team = {"team": Group(members=np.array([0, 1]), goal=60_000.0)}
    some = World(deals=[[], []], per_day=0.04, plan=[0.04, NAN], groups=team).reckon()
    lack = some.groups["team"].with_help.plan
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("no_plan", 1, 2)
    assert isinstance(some.people[1].with_help.plan, Missing)
    assert law(some.people[0].with_help.plan).mean > 0


@pytest.mark.parametrize("cv", [0.02, 0.05, 0.1, 0.3])
def test_a_companys_law_is_the_mixture_over_the_factor_however_narrow_given_it(cv: float) -> None:
    """Equal deals: binomial given the factor. A few nodes of the factor would leave a comb."""
    total, people = round(4.0 / cv**2), 2 if cv > 0.2 else 10
    share, common = np.full(total // people, 0.2), weights(0.29)
    given = mixture(common, 0.0, 1.0)
    none = np.zeros((3, len(given.weight)))
    one = Subject(
        mixture=given,
        amount=np.full(len(share), 1000.0),
        chance=np.outer(share, given.multiplier),
        origin=np.zeros(len(share), dtype=np.int64),
        floor=np.zeros(3),
        drawn_chance=none[:0],
        drawn_origin=np.zeros(0, dtype=np.int64),
        new_mean=none,
        new_shape=np.zeros(3),
        value=np.zeros((1, 0)),
        weight=np.zeros(0),
        scale_weight=np.ones(1),
        ratio=np.ones(1),
        ratio_weight=np.ones(1),
    )
    told = team_laws([one] * people, common, [0.0] * 3, NAN)[0][0]
    place = (np.arange(len(common)) - len(common) // 2) * 0.2
    sd = float(np.sqrt(common @ place**2))
    f = np.linspace(-3 * sd, 3 * sd, 2001)
    density = np.exp(-0.5 * (f / sd) ** 2)
    chance = 0.2 * np.exp(f) / float(np.exp(place) @ common)
    won = np.rint(np.quantile(told.support, np.linspace(0.02, 0.98, 60)) / 1000.0)
    exact = bdtrc(won[:, None], len(share) * people, chance) @ (density / density.sum())
    assert np.array([told.p_hit(float(1000 * k + 500)) for k in won]) == pytest.approx(exact, abs=0.005)
    for k, beyond in zip(won[::15].tolist(), exact[::15], strict=True):  # a goal at a sum is made by it
        goal = 1000.0 * (k + 1.0)
        assert team_laws([one] * people, common, [0.0] * 3, goal)[0][0].p_hit(goal) == pytest.approx(beyond, abs=0.005)
