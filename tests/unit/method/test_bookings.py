"""Do the laws behave: alone under with help, more never hurts, the team from its people, nothing dropped in silence?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import bdtrc

from ownit.method import compiled
from ownit.method.bookings import Group, Reckoned
from ownit.method.deals import Gate, Origin, Window
from ownit.method.law import Law, Missing, Outlook
from ownit.method.mixture import mixture, weights
from ownit.method.subject import Subject
from ownit.method.team import team_laws

from .conftest import Deal, World, arrivals

NAN = float("nan")
OWN, UNKNOWN, OTHERS = Origin.OWN, Origin.UNKNOWN, Origin.OTHERS
deals_of = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.one_of(st.integers(100, 90_000).map(float), st.just(NAN)),
        st.sampled_from(list(Origin)),
    ),
    max_size=12,
)
few = settings(max_examples=settings().max_examples // 4, deadline=None)


def law(of: Law | Missing) -> Law:
    assert isinstance(of, Law)
    return of


def both(outlook: Outlook) -> tuple[Law, Law]:
    return law(outlook.nothing_more), law(outlook.as_going)


def views(one: Reckoned) -> tuple[Outlook, Outlook, Outlook]:
    return one.alone_low, one.alone_high, one.with_help


@few
@given(deals_of, st.floats(1_000, 200_000), st.sampled_from([0.0, 0.02]))
def test_a_law_is_a_law(deals: list[Deal], goal: float, per_day: float) -> None:
    (one,) = World(deals=[deals], goals=[goal], per_day=per_day).reckon().people
    for outlook in views(one):
        for told in both(outlook):
            assert np.all(np.diff(told.support) > 0)
            assert np.all(np.diff(told.at_least) <= 0)
            assert told.at_least[0] == 1.0
            assert told.at_least[-1] >= 0.0
            assert told.quantile(0.1) <= told.quantile(0.5) <= told.quantile(0.9)
            assert len(told.support) < 1200


@few
@given(deals_of, st.floats(1_000, 200_000), st.sampled_from([0.0, 0.02]))
@example(
    # Small equal amounts beside an unknown one: told in steps, each view had its own error.
    deals=[
        (0, 100.0, Origin.OWN),
        (0, 100.0, Origin.OWN),
        (0, NAN, Origin.OWN),
        (0, 100.0, Origin.OWN),
        (0, 100.0, Origin.OTHERS),
    ],
    goal=4893.0,
    per_day=0.02,
)
def test_alone_is_stochastically_below_with_help_and_nothing_more_below_going_on(
    deals: list[Deal], goal: float, per_day: float
) -> None:
    (one,) = World(deals=[deals], goals=[goal], per_day=per_day).reckon().people
    low, high, helped = views(one)
    for future in (0, 1):
        a, b, c = (both(v)[future] for v in (low, high, helped))
        for at in np.linspace(0.0, 2.0 * goal, 41):
            assert a.p_hit(float(at)) <= b.p_hit(float(at)) + 0.009  # each is told in steps of 1/256
            assert b.p_hit(float(at)) <= c.p_hit(float(at)) + 0.009
        assert a.p_hit(goal) <= b.p_hit(goal) + 0.002
        assert a.mean <= b.mean + 1e-6
        assert b.mean <= c.mean + 1e-6
    for view in (low, high, helped):
        assert both(view)[0].mean <= both(view)[1].mean + 1e-6


@few
@given(deals_of, st.integers(1, 80_000), st.floats(1_000, 200_000))
def test_a_won_deal_of_positive_amount_never_lowers_the_chance(deals: list[Deal], amount: int, goal: float) -> None:
    before = World(deals=[deals], goals=[goal], per_day=0.01).reckon().people[0]
    after = World(deals=[deals], goals=[goal], per_day=0.01, won=[[amount, 0, 0]]).reckon().people[0]
    for was, now in zip(views(before), views(after), strict=True):
        for future in (0, 1):
            assert both(now)[future].p_hit(goal) >= both(was)[future].p_hit(goal) - 0.002


@few
@given(deals_of, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(deals: list[Deal], shuffle: object) -> None:
    other = list(deals)
    shuffle.shuffle(other)  # type: ignore[attr-defined]  # a random.Random
    one = World(deals=[deals], goals=[50_000], per_day=0.01).reckon().people[0]
    two = World(deals=[other], goals=[50_000], per_day=0.01).reckon().people[0]
    for a, b in zip(views(one), views(two), strict=True):
        for x, y in zip(both(a), both(b), strict=True):
            assert x.p_hit(50_000) == pytest.approx(y.p_hit(50_000), abs=1e-9)
            assert x.mean == pytest.approx(y.mean)


def test_the_same_input_gives_the_same_law_to_the_bit() -> None:
    told = [World(deals=[[(10, 5000.0, OWN), (3, NAN, OTHERS)]], per_day=0.02).reckon().people[0] for _ in range(2)]
    first, second = (both(one.with_help)[1] for one in told)
    assert np.array_equal(first.support, second.support)
    assert np.array_equal(first.at_least, second.at_least)


def test_the_mean_of_the_law_is_the_mean_it_names() -> None:
    deals: list[Deal] = [(i * 7, 1000.0 * (i + 1), OWN) for i in range(30)]
    for ratio in ((1.0,), (0.8, 0.9, 1.0, 1.1, 1.2)):
        (one,) = World(deals=[deals], per_day=0.05, ratio=ratio).reckon().people
        for told in both(one.with_help):
            area = told.support[0] + np.trapezoid(told.at_least, told.support)
            assert area == pytest.approx(told.mean, rel=0.01)


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


def test_an_overlay_credit_counts_for_the_person_and_not_again_for_the_team() -> None:
    deals = [[(10, 50_000.0, OWN)], [(10, 50_000.0, OTHERS)]]
    team = Group(members=np.array([0, 1]), goal=1.0)
    told = World(deals=deals, overlay=[False, True], groups={"team": team}).reckon()
    assert law(told.people[1].with_help.nothing_more).mean > 0
    assert law(told.groups["team"].with_help.nothing_more).mean == pytest.approx(
        law(told.people[0].with_help.nothing_more).mean
    )


def test_deals_that_do_not_count_are_in_no_law_and_are_told() -> None:
    deals: list[Deal] = [(10, 9000.0, OWN), (10, 9000.0, OWN), (10, 9000.0, OWN), (-1, 9000.0, OWN)]
    gates = [Gate.COUNTED, Gate.NOT_COUNTED, Gate.CANNOT_CHECK, Gate.COUNTED]
    (one,) = World(deals=[deals], gates=gates).reckon().people
    (two,) = World(deals=[deals[:2]]).reckon().people
    mean = law(two.alone_low.nothing_more).mean
    assert mean < law(one.alone_low.nothing_more).mean < 1.1 * mean
    e = one.evidence
    assert (e.open_deals, e.not_counted, e.cannot_check, e.undated) == (2, 1, 1, 1)


def test_the_gate_moves_what_is_expected_to_the_deals_that_earned_it() -> None:
    """Person 1 has nothing but phantoms: nothing is expected of them, and the company's total is hardly lower."""
    deals: list[list[Deal]] = [[(30, 9000.0, OWN)] * 60, [(30, 9000.0, OWN)] * 40]
    gates = [Gate.COUNTED] * 60 + [Gate.NOT_COUNTED] * 40
    team = {"all": Group(members=np.array([0, 1]), goal=NAN)}
    gated, open_ = (World(deals=deals, gates=g, groups=team).reckon() for g in (gates, None))
    assert law(gated.people[1].with_help.nothing_more).mean == 0.0
    ratio = law(gated.groups["all"].with_help.nothing_more).mean / law(open_.groups["all"].with_help.nothing_more).mean
    assert 0.8 < ratio < 1.0


def test_alone_is_an_interval_where_origins_are_unknown() -> None:
    (one,) = World(deals=[[(10, 9000.0, UNKNOWN)]], won=[[0, 1000, 0]]).reckon().people
    assert law(one.alone_low.nothing_more).support.tolist() == [0.0]
    assert law(one.alone_high.nothing_more).mean > 1000
    assert one.evidence.unknown_share == 1.0


def test_credits_shift_the_law_down() -> None:
    (one,) = World(deals=[[(10, 9000.0, OWN), (10, -2000.0, OWN)]], won=[[-500, 0, 0]], goals=[1.0]).reckon().people
    told = law(one.alone_low.nothing_more)
    assert told.support[0] == pytest.approx(-2500.0)
    area = told.support[0] + np.trapezoid(told.at_least, told.support)
    assert area == pytest.approx(told.mean, abs=50)


def test_no_plan_is_named_in_the_third_future() -> None:
    (one,) = World(deals=[[]]).reckon().people
    assert isinstance(one.with_help.plan, Missing)
    assert one.with_help.plan.code == "no_plan"


@pytest.mark.parametrize("horizon", [30, 49])
def test_a_plan_equal_to_recent_effort_gives_the_second_futures_law(horizon: int) -> None:
    deals: list[list[Deal]] = [[(10, 9000.0, OWN), (20, 30_000.0, OTHERS)], [(30, 20_000.0, OWN)]]
    end = date.fromordinal(date(2026, 8, 12).toordinal() + horizon)
    window = Window(as_of=date(2026, 8, 12), start=date(2026, 7, 1), end=end)
    team = {"team": Group(members=np.array([0, 1]), goal=60_000.0)}
    goals = [30_000.0, 20_000.0]
    told = World(deals=deals, goals=goals, per_day=0.04, plan=[0.04, 0.04], groups=team, window=window).reckon()
    for one in (*told.people, told.groups["team"]):
        for view in views(one):
            going, plan = law(view.as_going), law(view.plan)
            assert plan.future == "plan_carried_out"
            assert plan.mean == pytest.approx(going.mean)
            for x in np.linspace(1_000.0, 150_000.0, 21):
                assert plan.p_hit(float(x)) == pytest.approx(going.p_hit(float(x)), abs=0.005)


def test_a_plan_takes_the_place_of_own_openings_and_leaves_others() -> None:
    (none,) = World(deals=[[]], per_day=0.04, plan=[0.0]).reckon().people
    (twice,) = World(deals=[[]], per_day=0.04, plan=[0.08]).reckon().people
    assert law(none.alone_low.plan).mean == 0.0
    assert law(none.with_help.plan).mean == pytest.approx(2.0 * law(none.alone_low.as_going).mean)
    assert law(twice.alone_low.plan).mean == pytest.approx(2.0 * law(twice.alone_low.as_going).mean)


def test_a_plan_where_nothing_was_opened_lately_is_reckoned_all_the_same() -> None:
    (one,) = World(deals=[[]], per_day=0.0, plan=[0.05]).reckon().people
    assert law(one.alone_low.as_going).mean == 0.0
    assert law(one.alone_low.plan).mean > 0.0


def test_a_teams_plan_takes_that_of_everyone_who_opens_deals() -> None:
    team = {"team": Group(members=np.array([0, 1]), goal=60_000.0)}
    some = World(deals=[[], []], per_day=0.04, plan=[0.04, NAN], groups=team).reckon()
    lack = some.groups["team"].with_help.plan
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("no_plan", 1, 2)
    assert isinstance(some.people[1].with_help.plan, Missing)
    assert law(some.people[0].with_help.plan).mean > 0


@pytest.mark.parametrize("cv", [0.02, 0.1, 0.3])
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


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    deals: list[list[Deal]] = [[(i * 3 + j, 1000.0 * (1 + (i * j) % 7), OWN) for j in range(12)] for i in range(40)]
    world = World(deals=deals, goals=[12_000.0] * 40, per_day=0.02)
    threads = world.reckon().people
    monkeypatch.setattr(compiled, "WORTH_A_THREAD", 1000)
    for a, b in zip(threads, world.reckon().people, strict=True):
        assert a.decisive == b.decisive
        for x, y in zip(views(a), views(b), strict=True):
            assert np.array_equal(law(x.as_going).at_least, law(y.as_going).at_least)


LACK = Missing(code="too_few_won", n=3, needed=10, text="3 won deals are on record.")


def test_without_a_cycle_both_futures_say_why() -> None:
    (one,) = World(deals=[[(10, 9000.0, OWN)]], cycle=LACK).reckon().people
    assert (one.with_help.nothing_more, one.with_help.as_going) == (LACK, LACK)


def test_without_amounts_only_what_has_an_amount_can_be_reckoned() -> None:
    known = World(deals=[[(10, 9000.0, OWN)]], amounts=LACK).reckon().people[0]
    assert law(known.with_help.nothing_more).mean > 0
    assert known.with_help.as_going == LACK
    unknown = World(deals=[[(10, NAN, OWN)]], amounts=LACK).reckon().people[0]
    assert unknown.with_help.nothing_more == LACK


def test_without_openings_on_record_going_on_cannot_be_reckoned() -> None:
    (one,) = World(deals=[[(10, 9000.0, OWN)]], arrivals=LACK).reckon().people
    assert law(one.with_help.nothing_more).mean > 0
    assert one.with_help.as_going == LACK


def test_when_the_window_is_over_the_total_is_what_is_won() -> None:
    over = Window(as_of=date(2026, 9, 30), start=date(2026, 7, 1), end=date(2026, 9, 30))
    (one,) = World(deals=[[(10, 9000.0, OWN)]], won=[[700, 0, 50]], window=over, cycle=LACK).reckon().people
    assert law(one.alone_low.as_going).support.tolist() == [700.0]
    assert law(one.with_help.nothing_more).support.tolist() == [750.0]


def test_a_window_to_come_counts_only_what_is_won_in_it() -> None:
    deals: list[Deal] = [(0, 9000.0, OWN)]
    base = World(deals=[deals])
    whole = replace(base, window=Window(as_of=date(2026, 8, 12), start=date(2026, 8, 13), end=date(2026, 12, 31)))
    first = replace(base, window=Window(as_of=date(2026, 8, 12), start=date(2026, 8, 13), end=date(2026, 9, 30)))
    second = replace(base, window=Window(as_of=date(2026, 8, 12), start=date(2026, 10, 1), end=date(2026, 12, 31)))
    all_, one, two = (law(w.reckon().people[0].with_help.nothing_more).mean for w in (whole, first, second))
    assert all_ == pytest.approx(one + two, rel=0.02)  # the common factor's spread differs a little by length
    assert two > 0
