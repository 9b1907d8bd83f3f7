"""Are the deals that a number hangs on those that it does hang on, by as much as leaving them out says?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from ownit.method.deals import Floats, Origin
from ownit.method.decisive import LEAST, MOST, swings
from ownit.method.solo import solo, solo_laws
from ownit.method.subject import Subject

from .conftest import Deal, World

Parts = Callable[..., Subject]
OWN, UNKNOWN, OTHERS = Origin.OWN, Origin.UNKNOWN, Origin.OTHERS
PROMISED = 0.005


def without(of: Subject, i: int) -> Subject:
    """The same pipeline without one deal."""
    keep = np.arange(len(of.amount)) != i
    return replace(of, amount=of.amount[keep], chance=of.chance[keep], origin=of.origin[keep])


def p_hit(of: Subject, goal: float, s: int) -> float:
    return solo_laws(of, [0.0] * 3, goal)[s][1].p_hit(goal)


def sure(of: Subject, i: int, *, won: bool) -> Subject:
    """The pipeline given that a deal is won, or lost: the nodes weighed by how likely each makes that."""
    p = of.chance[i] if won else 1.0 - of.chance[i]
    weight = of.mixture.weight * p / (of.mixture.weight @ p)
    chance = of.chance.copy()
    chance[i] = float(won)
    return replace(of, chance=chance, mixture=replace(of.mixture, weight=weight, given=weight[None, :]))


CASES: dict[str, tuple[Sequence[float], dict[str, object], float]] = {
    "few deals": ((5000.0, 9000.0, 20_000.0), {}, 14_000.0),
    "a price list": ((4821.0,) * 9 + (5482.0,) * 7, {}, 25_000.0),
    "amounts that may still change": (tuple(np.linspace(2000, 30_000, 9)), {"ratio": [0.9, 1.0, 1.1]}, 50_000.0),
    "many deals": (tuple(np.exp(np.linspace(7.5, 11.0, 40))), {}, 260_000.0),
    "many deals, drawn and new ones": (
        tuple(np.exp(np.linspace(7.5, 11.0, 25))),
        {"drawn": [0.3, 0.2], "new": 2.0, "prices": np.exp(np.linspace(8, 10.5, 20)), "ratio": [0.9, 1.0, 1.1]},
        160_000.0,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_deal_swings_as_leaving_it_out_says(parts: Parts, name: str) -> None:
    amount, more, goal = CASES[name]
    p = 0.1 + 0.4 * np.modf(np.arange(len(amount)) * 0.618)[0]
    of = parts(amount=amount, p=p, origin=[i % 3 for i in range(len(amount))], **more)
    one = solo(of, [0.0] * 3, goal)
    for s in (0, 2):
        found = swings(one, s, 1)
        for i in range(0, len(amount), 4):
            if of.origin[i] > s:
                assert np.isnan(found[:, i]).all()
                continue
            won, lost, loses = found[:, i]
            assert won == pytest.approx(p_hit(sure(of, i, won=True), goal, s), abs=PROMISED)
            assert lost == pytest.approx(p_hit(sure(of, i, won=False), goal, s), abs=PROMISED)
            assert loses == pytest.approx(p_hit(of, goal, s) - p_hit(without(of, i), goal, s), abs=PROMISED)
            assert won >= lost - 1e-9


def test_a_person_is_told_at_most_five_the_weightiest_first() -> None:
    deals: list[Deal] = [(10 + i, 4000.0 + 3000.0 * i, (OWN, OTHERS)[i % 2]) for i in range(12)]
    (one,) = World(deals=[deals], goals=[60_000.0], per_day=0.01).reckon().people
    assert 1 <= len(one.decisive) <= MOST
    loses = [d.loses for d in one.decisive]
    assert loses == sorted(loses, reverse=True)
    assert min(loses) >= LEAST
    for d in one.decisive:
        assert (d.alone is None) == (deals[d.row][2] != OWN)
        assert d.with_help.hinges > 0
        assert 0 < d.chance < 1


def test_rows_are_those_of_the_deals_given_whatever_their_order_and_what_is_left_out() -> None:
    first: list[Deal] = [(-1, 90_000.0, OWN), (30, 500.0, OWN), (30, 45_000.0, OWN)]
    told = World(deals=[first, [(30, 45_000.0, OWN)]], goals=[40_000.0, 40_000.0]).reckon().people
    assert [d.row for d in told[0].decisive] == [2]
    assert [d.row for d in told[1].decisive] == [3]
    swing = told[0].decisive[0].alone
    assert swing is not None
    assert [swing.if_won, swing.if_lost] == pytest.approx([1.0, 0.0])


@pytest.mark.parametrize(("goal", "won"), [(float("nan"), 0.0), (100.0, 500.0)])
def test_nothing_hangs_on_a_deal_without_a_goal_or_past_it(goal: float, won: float) -> None:
    (one,) = World(deals=[[(10, 9000.0, OWN)]], goals=[goal], won=[[won, 0, 0]]).reckon().people
    assert one.decisive == ()


def test_a_credit_note_is_not_among_them() -> None:
    (one,) = World(deals=[[(10, 9000.0, OWN), (10, -2000.0, OWN)]], goals=[6000.0]).reckon().people
    assert [d.row for d in one.decisive] == [0]


def test_what_is_lost_adds_to_the_whole(parts: Parts) -> None:
    """P(hit) = p P(hit | won) + (1 - p) P(hit | lost), the nodes mixed."""
    amount: Floats = np.exp(np.linspace(7.5, 11.0, 30))
    of = parts(amount=amount, p=np.full(30, 0.3))
    won, lost, _ = swings(solo(of, [0.0] * 3, 150_000.0), 0, 0)
    p = of.chance @ of.mixture.weight
    whole = solo_laws(of, [0.0] * 3, 150_000.0)[0][0].p_hit(150_000.0)
    assert p * won + (1 - p) * lost == pytest.approx(np.full(30, whole), abs=1e-6)
