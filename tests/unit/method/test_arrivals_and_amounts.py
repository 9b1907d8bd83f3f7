"""What is opened, and what is it worth, when there is much to go by, little, and nothing?"""

from __future__ import annotations

import numpy as np
import pytest

from ownit.method import amounts, arrivals
from ownit.method.amounts import AmountCells, Amounts, RatioCells
from ownit.method.arrivals import RECENT_DAYS, ArrivalCells, Arrivals
from ownit.method.law import Missing
from ownit.method.mixes import BIN_WIDTH
from ownit.method.mixture import FACTOR_SD, factor_sd, mixture, weights

DAYS = np.diff([0, *RECENT_DAYS]).astype(float)


def openings(counts: list[list[int]]) -> ArrivalCells:
    """Own openings per person and bin; everybody there for the year."""
    own = np.array(counts, dtype=float)
    opened = np.zeros((len(own), 3, len(RECENT_DAYS)))
    opened[:, 0] = own
    return ArrivalCells(opened=opened, days=np.tile(DAYS, (len(own), 1)), group=np.zeros(len(own), dtype=np.int64))


def test_the_run_rate_is_that_of_the_last_quarter() -> None:
    found = arrivals.fit(openings([[10, 10, 10, 90, 200]] * 8))
    assert isinstance(found, Arrivals)
    assert found.shape[:, 0] / found.rate[:, 0] == pytest.approx(np.full(8, 30 / 91), rel=0.02)
    assert found.shape[:, 1:].sum() == 0
    assert found.opened.tolist() == [30.0] * 8


def test_who_opened_nothing_lately_is_thought_to_open_little() -> None:
    found = arrivals.fit(openings([[4, 3, 3, 10, 20]] * 7 + [[0, 0, 0, 9, 30]]))
    assert isinstance(found, Arrivals)
    rate = found.shape[:, 0] / found.rate[:, 0]
    assert 0 < rate[7] < 0.35 * rate[0]


def test_effort_that_comes_in_bursts_widens_the_run_rate() -> None:
    steady = arrivals.fit(openings([[10, 10, 10, 30, 0]] * 8))
    bursts = arrivals.fit(openings([[2, 3, 5, 50, 0], [20, 20, 10, 10, 0]] * 4))
    assert isinstance(steady, Arrivals)
    assert isinstance(bursts, Arrivals)
    assert steady.drift == 0.0
    assert bursts.drift > 0.2


def test_too_few_openings_is_named() -> None:
    lack = arrivals.fit(openings([[1, 1, 1, 50, 50]]))
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_openings", 3, 5)


def cells(by_person: list[list[float]]) -> AmountCells:
    logs = [np.log(a) for a in by_person]
    every = np.concatenate([np.array(a) for a in by_person])
    bins, which = np.unique(np.floor(np.log(every) / BIN_WIDTH), return_inverse=True)
    person = np.repeat(np.arange(len(by_person)), [len(a) for a in by_person])
    sold = np.bincount(person * len(bins) + which, minlength=len(by_person) * len(bins)).astype(float)
    return AmountCells(
        count=np.array([float(len(a)) for a in by_person]),
        log_sum=np.array([x.sum() for x in logs]),
        log_square=np.array([(x**2).sum() for x in logs]),
        bin_count=np.bincount(which, minlength=len(bins)).astype(float),
        bin_sum=np.bincount(which, weights=every, minlength=len(bins)).astype(float),
        sold=sold.reshape(len(by_person), len(bins)),
    )


def test_one_list_price_stays_one_price() -> None:
    found = amounts.fit(cells([[550.0] * 40, [550.0] * 3]))
    assert isinstance(found, Amounts)
    assert found.value == pytest.approx([550.0])
    assert found.log_sd.tolist() == [0.0, 0.0]


def test_people_who_sell_larger_deals_are_told_apart_and_newcomers_are_not() -> None:
    rng = np.random.default_rng(2)
    found = amounts.fit(cells([list(np.exp(rng.normal(m, 0.5, 60))) for m in (8.0, 8.0, 9.0, 9.0, 9.5)] + [[5000.0]]))
    assert isinstance(found, Amounts)
    assert found.log_scale[0] < -0.4 < 0.3 < found.log_scale[4]
    assert found.log_sd[5] > 2 * found.log_sd[0]


def test_the_mean_amount_is_kept() -> None:
    rng = np.random.default_rng(3)
    won = [list(np.exp(rng.normal(9.0, 0.8, 400))) for _ in range(5)]
    found = amounts.fit(cells(won))
    assert isinstance(found, Amounts)
    mean = float(found.value @ found.weight) * float(np.exp(found.log_scale + found.log_sd**2 / 2).mean())
    assert mean == pytest.approx(np.mean(won), rel=0.03)


PRICES = [55.0, 550.0, 4821.0, 26768.0]
MIXES = ([0.6, 0.2, 0.19, 0.01], [0.2, 0.3, 0.48, 0.02], [0.05, 0.25, 0.65, 0.05])


def price_sellers(seed: int, deals: int = 100) -> list[list[float]]:
    """Won amounts of three who sell the same prices, in other shares."""
    rng = np.random.default_rng(seed)
    return [list(rng.choice(PRICES, deals + deals // 2 * n, p=mix)) for n, mix in enumerate(MIXES)]


def test_what_is_told_of_the_deals_won_is_the_money_won_where_sellers_sell_other_list_prices() -> None:
    """Their mean logs differ by more than their money does, and a scaled price is none."""
    won = price_sellers(4)
    found = amounts.fit(cells(won))
    assert isinstance(found, Amounts)
    assert found.value == pytest.approx(PRICES)
    each = np.array([found.value @ found.weights(n) for n in range(3)]) * np.exp(found.log_scale + found.log_sd**2 / 2)
    assert each @ [len(deals) for deals in won] == pytest.approx(sum(map(sum, won)), rel=1e-9)
    for n, mix in enumerate(MIXES):
        assert found.weights(n) == pytest.approx(mix, abs=0.12)  # a share of 100 is off by 5 in 100
    assert each[0] < each[1] < each[2]


def test_who_has_sold_nothing_yet_sells_what_the_average_seller_does_and_less_is_known_of_it() -> None:
    found = amounts.fit(cells([*price_sellers(5, 400), []]))
    assert isinstance(found, Amounts)
    assert found.weights(3) == pytest.approx(np.mean(MIXES, axis=0), abs=0.06)
    assert found.log_sd[3] > 2 * found.log_sd[:3].max()


def test_people_who_sell_alike_or_at_another_scale_have_no_shares_of_their_own() -> None:
    """40 companies of ten sellers: wins few and many, scales the same and far apart."""
    rng = np.random.default_rng(6)
    own = []
    for spread in (0.0, 0.6):
        for deals in (8, 60):
            for _ in range(10):
                won = [list(np.exp(rng.normal(9.0 + spread * rng.normal(), 0.7, deals))) for _ in range(10)]
                found = amounts.fit(cells(won))
                assert isinstance(found, Amounts)
                own.append(found.own is not None)
    assert sum(own) == 0


def test_shares_of_their_own_are_found_where_prices_vary_about_the_list() -> None:
    rng = np.random.default_rng(7)
    won = [list(np.array(deals) * np.exp(0.08 * rng.normal(size=len(deals)))) for deals in price_sellers(7)]
    found = amounts.fit(cells(won))
    assert isinstance(found, Amounts)
    dear = [float(found.weights(n)[found.value > 10_000].sum()) for n in range(3)]
    assert found.own is not None
    assert dear[2] > 2 * dear[0]


def test_too_few_amounts_is_named() -> None:
    lack = amounts.fit(cells([[1.0, 2.0]]))
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_amounts", 2, 5)
    one = amounts.fit(cells([[1.0]]))
    assert isinstance(one, Missing)
    assert one.text.startswith("1 won deal has an amount to go by;")


def test_the_ratio_is_measured_from_twenty_deals_and_spread_about_one_before() -> None:
    ratio = np.array([0.8, 1.0])
    ratio.flags.writeable = False  # as what is read from the facts is
    few, many = (RatioCells(ratio=ratio, count=np.array([n, n])) for n in (5.0, 10.0))
    unmeasured, measured = (amounts.fit(cells([[10.0, 20.0, 30.0, 40.0, 50.0]]), r) for r in (few, many))
    assert isinstance(unmeasured, Amounts)
    assert isinstance(measured, Amounts)
    assert not unmeasured.ratio_measured
    assert unmeasured.ratio @ unmeasured.ratio_weight == pytest.approx(1.0)
    assert measured.ratio_measured
    assert measured.ratio.flags.writeable  # as all others are: loops are compiled once
    assert measured.ratio @ measured.ratio_weight == pytest.approx(0.9)


@pytest.mark.parametrize("sd", [0.0, 0.03, 0.1, 0.17, 0.25, 0.4])
def test_the_nodes_have_the_moments_of_the_normal(sd: float) -> None:
    w = weights(sd)
    x = (np.arange(len(w)) - len(w) // 2) * 0.2
    assert w.sum() == pytest.approx(1.0)
    assert w @ x**2 == pytest.approx(sd**2, rel=0.03, abs=1e-12)


def test_the_mixture_keeps_the_persons_mean_and_adds_the_variances() -> None:
    mixed = mixture(weights(0.3), 0.25, 1.3)
    log = np.log(mixed.multiplier)
    assert mixed.weight @ mixed.multiplier == pytest.approx(1.3)
    assert mixed.weight @ log**2 - (mixed.weight @ log) ** 2 == pytest.approx(0.3**2 + 0.25**2, rel=0.03)
    assert mixed.given.sum(axis=1) == pytest.approx(np.ones(len(mixed.given)))


def test_the_factor_averages_out_over_a_longer_window_but_slowly() -> None:
    assert factor_sd(30) == FACTOR_SD
    assert 0.85 * FACTOR_SD < factor_sd(91) < FACTOR_SD
    assert 0.6 * FACTOR_SD < factor_sd(365) < factor_sd(91)
