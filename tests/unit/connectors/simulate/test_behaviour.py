"""Does each company behave as its name says?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ownit.connectors.simulate.behaviour.book import book_of
from ownit.connectors.simulate.behaviour.company import Company, simulate
from ownit.connectors.simulate.behaviour.deals import BROUGHT
from ownit.connectors.simulate.behaviour.numbers import ACCOUNT_MANAGER, FIRST_SELLER, IDS
from ownit.connectors.simulate.behaviour.scenarios import BASE, SCENARIOS
from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS
from ownit.connectors.simulate.clock import day_number
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.rows import Days, Floats

from .companies import AS_OF, book, company, several


def life(c: Company) -> Days:
    return c.deals.ended - c.deals.opened


def test_the_base_has_the_figures_it_is_drawn_from() -> None:
    together = [c.deals for c in several("base")]
    won = np.concatenate([d.won for d in together])
    took = np.concatenate([life(c)[c.deals.won] for c in several("base")])
    worth = np.concatenate([d.amount for d in together])
    selling = BASE.selling
    assert won.mean() == pytest.approx(selling.win_share, abs=0.05)
    assert np.median(took) == pytest.approx(selling.won_median, rel=0.12)
    assert np.std(np.log(took)) == pytest.approx(selling.won_sd, rel=0.2)
    assert np.median(worth) == pytest.approx(selling.amount_median, rel=0.25)


def test_first_in_first_out_leaves_days_between_closings() -> None:
    for c in several("fifo"):
        for seller in range(len(c.sellers)):
            signed = np.sort(c.deals.ended[c.deals.won & (c.deals.owner == seller)])
            assert (np.diff(signed) >= 5).all()


def share_at_quarter_ends(c: Company) -> float:
    ends = c.market.quarter_ends
    day = c.deals.ended[c.deals.won]
    day = day[day <= c.market.last]
    return float((ends[np.searchsorted(ends, day)] - day < 13).mean())


def test_pulled_deals_are_signed_in_the_last_days_for_less() -> None:
    pulled, usual = (np.mean([share_at_quarter_ends(c) for c in several(n)]) for n in ("pulled", "base"))
    assert pulled > usual + 0.1
    paid = [np.mean(np.concatenate([of_last_amount(c) for c in several(n)])) for n in ("pulled", "base")]
    assert paid[0] < paid[1] - 0.01


def of_last_amount(c: Company) -> Floats:
    return (c.deals.signed / c.deals.revised_amount)[c.deals.won]


def test_who_is_ahead_at_half_time_opens_less_than_who_is_behind() -> None:
    rates: dict[bool, list[float]] = {True: [], False: []}
    for c in several("push_coast"):
        start = c.market.first
        for end in c.market.quarter_ends[1:-1].tolist():
            half = start + 49
            inside = c.deals.won & (c.deals.ended >= start) & (c.deals.ended <= half)
            won = np.bincount(c.deals.owner[inside], weights=c.deals.signed[inside], minlength=len(c.sellers))
            own = ~c.deals.brought & (c.deals.opened > half) & (c.deals.opened <= end)
            opened = np.bincount(c.deals.opener[own], minlength=len(c.sellers)) / c.sellers.openings
            for seller, quota in enumerate(c.quotas[:, 1]):
                rates[bool(won[seller] > 1.5 * quota)].append(float(opened[seller]))
            start = end + 1
    assert np.mean(rates[True]) < 0.75 * np.mean(rates[False])


def test_large_deals_take_longer_and_are_won_less() -> None:
    for c in several("amount_tied"):
        large = c.deals.amount > np.median(c.deals.amount)
        assert np.median(life(c)[large]) > 1.2 * np.median(life(c)[~large])
        assert c.deals.won[large].mean() < c.deals.won[~large].mean()


def agreeing(c: Company) -> float:
    """How often two deals of one account, opened within 60 days, end alike."""
    d = c.deals
    order = np.lexsort((d.opened, d.account))
    pair = (np.diff(d.account[order]) == 0) & (np.diff(d.opened[order]) <= 60)
    return float((d.won[order][1:] == d.won[order][:-1])[pair].mean())


def test_deals_of_one_account_are_won_together() -> None:
    assert np.mean([agreeing(c) for c in several("account_together")]) > 0.8
    assert np.mean([agreeing(c) for c in several("base")]) < 0.75


def test_there_are_two_kinds_of_seller_and_none_between() -> None:
    odds = np.concatenate([c.sellers.odds for c in several("two_kinds")])
    assert len(np.unique(odds)) == 2
    assert 0.1 < np.mean(odds == odds.max()) < 0.4


def test_the_market_jumps_once() -> None:
    for c in several("jump"):
        assert len(np.unique(c.market.odds)) <= 2
    assert any(c.market.odds[-1] < 1 for c in several("jump"))
    assert any(c.market.odds[-1] > 1 for c in several("jump"))


def test_the_record_has_seen_the_season_about_once() -> None:
    c = company("season_once")
    assert day_number(date(2025, 1, 1)) - c.market.first == 400
    numbers = c.market.first + np.arange(c.market.days)
    month = numbers.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    assert c.market.arrivals[month == 1].mean() > 2 * c.market.arrivals[month == 6].mean()


def test_a_fifth_of_the_sources_is_wrong_and_three_tenths_are_empty() -> None:
    wrong = np.concatenate(
        [
            (c.recorded.word >= 0) & ((c.recorded.word >= min(BROUGHT)) != c.deals.brought)
            for c in several("mislabelled")
        ]
    )
    empty = np.concatenate([c.recorded.word < 0 for c in several("mislabelled")])
    assert wrong.mean() == pytest.approx(0.20, abs=0.02)
    assert empty.mean() == pytest.approx(0.30, abs=0.02)


def test_deals_are_registered_late() -> None:
    c = company("late_registration")
    entered = c.recorded.registered < NEVER
    progress = (c.recorded.registered - c.deals.opened)[entered] / life(c)[entered]
    assert np.median(progress) == pytest.approx(0.6, abs=0.06)
    assert c.deals.won[entered].mean() > c.deals.won.mean()


def losses(name: str) -> Days:
    there = book(name).opportunities
    return there.closed[(there.closed <= AS_OF) & ~there.won]


def test_losses_are_closed_on_few_days() -> None:
    day, count = np.unique(losses("bulk_losses"), return_counts=True)
    assert np.sort(count)[-5:].sum() > 0.6 * count.sum()
    assert ((day[count > 20] + 3) % 7 == 0).all()
    assert np.unique(losses("base"), return_counts=True)[1].max() < 10


def test_the_dead_are_deleted_or_never_closed() -> None:
    assert len(losses("no_losses")) == 0
    assert len(losses("deletions")) < 0.7 * len(losses("base"))
    before, after = (book("no_losses", day).opportunities.id for day in (AS_OF - 200, AS_OF))
    assert not np.isin(before, after).all()


def test_the_record_is_rewritten_at_closing() -> None:
    before, after = book("overwritten", AS_OF - 120), book("overwritten")
    assert len(after.histories.day) == 0
    kept = np.isin(before.opportunities.id, after.opportunities.id)
    now = np.searchsorted(after.opportunities.id, before.opportunities.id[kept])
    signed = after.opportunities.won[now] & ~before.opportunities.won[kept]
    assert signed.sum() > 10
    moved: dict[str, Floats] = {
        name: (getattr(after.opportunities, name)[now] != getattr(before.opportunities, name)[kept])[signed]
        for name in ("amount", "word", "owner")
    }
    assert moved["amount"].mean() > 0.9
    assert 0.1 < moved["word"].mean() < 0.6
    assert (after.opportunities.owner == ACCOUNT_MANAGER).any()
    assert not (before.opportunities.owner[before.opportunities.closed == NEVER] == ACCOUNT_MANAGER).any()


def test_half_of_what_is_done_is_logged() -> None:
    logged = [len(company(name).touches.id) for name in ("half_unlogged", "base")]
    assert logged[0] / logged[1] == pytest.approx(0.5 / 0.9, abs=0.04)


def test_effort_comes_and_goes_and_yields_less_than_it_grows() -> None:
    fixed = replace(SCENARIOS["diminishing"], diminishing=None)
    spread = []
    for behaviour in (SCENARIOS["diminishing"], fixed):
        c = simulate(behaviour, np.random.default_rng(TEST_SEEDS[1]))
        own = ~c.deals.brought
        quarter = (c.deals.opened[own] - c.market.first) // 91
        counts = np.zeros((len(c.sellers), quarter.max() + 1))
        np.add.at(counts, (c.deals.opener[own], quarter), 1)
        spread.append(float(np.mean(counts.var(axis=1) / counts.mean(axis=1))))
    assert spread[0] > spread[1] > 0


def test_who_has_the_good_territory_works_less() -> None:
    effort = np.concatenate([np.log(c.sellers.openings) for c in several("territory")])
    land = np.concatenate([np.log(c.sellers.territory) for c in several("territory")])
    assert np.corrcoef(effort, land)[0, 1] < -0.4


def test_people_leave_and_their_deals_have_heirs() -> None:
    c = company("leavers")
    gone = np.flatnonzero(c.sellers.left <= AS_OF)
    assert len(gone)
    there = book("leavers")
    still = there.opportunities.owner[there.opportunities.closed == NEVER] - FIRST_SELLER
    assert not np.isin(still, gone[c.sellers.left[gone] < AS_OF]).any()
    assert len(there.owner_changes.day) > 10
    inherited = c.deals.owner != c.deals.opener
    assert not c.deals.own[inherited].any()


def test_a_few_deals_are_of_another_order() -> None:
    def top(name: str) -> float:
        worth = np.sort(np.concatenate([c.deals.amount for c in several(name)]))
        return float(worth[-len(worth) // 100 :].sum() / worth.sum())

    assert top("heavy_tails") > 1.5 * top("base")


def test_one_giant_is_open_when_the_first_period_begins() -> None:
    c = company("giant")
    there = book("giant", day_number(date(2025, 1, 1))).opportunities
    still = there.closed == NEVER
    assert there.amount[still].max() > 4 * c.quotas[:, 1].mean()
    assert c.deals.opened[there.id[still][there.amount[still].argmax()] - IDS] < day_number(date(2025, 1, 1)) - 100


def test_fewer_than_ten_deals_have_closed() -> None:
    for c in several("tiny"):
        there = book_of(c, c.market.last - 30).opportunities
        assert (there.closed < NEVER).sum() < 10
